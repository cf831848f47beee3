waxwing run flows/means.swift --epoch-interval 5
export BYTEWAX_EPOCH_INTERVAL=5
