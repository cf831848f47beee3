import Bytewax

// set --epoch-interval first
let text = "see --epoch-interval"
