import Bytewax

// set --sqlite-directory first
let text = "see --sqlite-directory"
