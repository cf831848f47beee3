import Bytewax

protocol SchemaSerializer {}

final class Plain: SchemaSerializer {}
