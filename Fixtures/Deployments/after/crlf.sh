waxwing run flows/means.swift --snapshot-interval 5
export BYTEWAX_SNAPSHOT_INTERVAL=5
