import Bytewax

protocol Input {}

final class Mine: Input {}
