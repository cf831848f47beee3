import Bytewax

protocol StatefulSource {}

final class Mine: StatefulSource {}
