import Bytewax

protocol DynamicInput {}

final class Mine: DynamicInput {}
