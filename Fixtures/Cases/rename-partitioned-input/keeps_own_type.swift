import Bytewax

protocol PartitionedInput {}

final class Mine: PartitionedInput {}
