// The newest era under its plain name.
@_exported import Bytewax019
