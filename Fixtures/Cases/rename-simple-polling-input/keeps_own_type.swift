import Bytewax

protocol SimplePollingInput {}

final class Mine: SimplePollingInput {}
