import Bytewax

protocol StatefulSink {}

final class Mine: StatefulSink {}
