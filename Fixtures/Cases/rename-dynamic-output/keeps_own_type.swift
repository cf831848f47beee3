import Bytewax

protocol DynamicOutput {}

final class Mine: DynamicOutput {}
