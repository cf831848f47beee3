import Bytewax

// set BYTEWAX_EPOCH_INTERVAL first
let text = "see BYTEWAX_EPOCH_INTERVAL"
