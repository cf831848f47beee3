import Bytewax

protocol Output {}

final class Mine: Output {}
