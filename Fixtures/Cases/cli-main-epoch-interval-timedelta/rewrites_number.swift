import Bytewax

try cliMain(flow, epochInterval: 5)  //~ rewritten
try cliMain(flow, epochInterval: interval * 2)  //~ rewritten
// ---- after
import Bytewax

try cliMain(flow, epochInterval: .seconds(5))
try cliMain(flow, epochInterval: .seconds(interval * 2))
