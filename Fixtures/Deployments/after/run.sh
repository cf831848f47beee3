#!/bin/sh
# Starts the flow; --epoch-interval used to be ten.
set -eu
export BYTEWAX_SNAPSHOT_INTERVAL=5 # BYTEWAX_EPOCH_INTERVAL is in seconds
MY_BYTEWAX_EPOCH_INTERVAL=1
seconds="${BYTEWAX_SNAPSHOT_INTERVAL:-10}"
FLAGS="--recovery-directory state -b 86400 -w 2"

# Another program's flag of the same name.
train.py --epoch-interval 7 --sqlite-directory model
echo "waxwing run Flow.swift --epoch-interval 3"

waxwing run flows/counts.swift \
  --recovery-directory "state of counts" -b 86400 \
  --snapshot-interval=10  # every ten seconds
waxwing run flows/means.swift $FLAGS
waxwing run 'flows/old.swift' --recovery-directory old-state
nohup python3 -m bytewax.run flows.means -r db -s 5 &
bash -c 'waxwing run flows/means.swift --snapshot-interval 3 && echo done'
waxwing run flows/means.swift -w 4
waxwing run flows/means.swift -- --epoch-interval 9
cat <<EOF > later.sh
waxwing run flows/means.swift --epoch-interval 4
EOF
