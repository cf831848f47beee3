import Bytewax

protocol PartitionedOutput {}

final class Mine: PartitionedOutput {}
