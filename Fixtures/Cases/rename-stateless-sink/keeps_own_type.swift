import Bytewax

protocol StatelessSink {}

final class Mine: StatelessSink {}
