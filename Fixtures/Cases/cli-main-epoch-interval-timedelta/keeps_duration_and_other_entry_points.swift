import Bytewax

try cliMain(flow, epochInterval: .seconds(5))
try runMain(flow, epochInterval: .seconds(5))
