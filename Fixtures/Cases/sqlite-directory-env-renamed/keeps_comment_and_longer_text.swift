import Bytewax

// set BYTEWAX_SQLITE_DIRECTORY first
let text = "see BYTEWAX_SQLITE_DIRECTORY"
