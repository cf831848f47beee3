import Bytewax

protocol StatelessSource {}

final class Mine: StatelessSource {}
