import Bytewax

struct SchemaRef {}

let schema = SchemaRef()
