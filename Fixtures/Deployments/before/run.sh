#!/bin/sh
# Starts the flow; --epoch-interval used to be ten.
set -eu
export BYTEWAX_EPOCH_INTERVAL=5 # BYTEWAX_EPOCH_INTERVAL is in seconds
MY_BYTEWAX_EPOCH_INTERVAL=1
seconds="${BYTEWAX_EPOCH_INTERVAL:-10}"
FLAGS="--sqlite-directory state -w 2"

# Another program's flag of the same name.
train.py --epoch-interval 7 --sqlite-directory model
echo "waxwing run Flow.swift --epoch-interval 3"

waxwing run flows/counts.swift \
  --sqlite-directory "state of counts" \
  --epoch-interval=10  # every ten seconds
waxwing run flows/means.swift $FLAGS
waxwing run 'flows/old.swift' --sqlite-directory old-state
nohup python3 -m bytewax.run flows.means -r db -s 5 &
bash -c 'waxwing run flows/means.swift --epoch-interval 3 && echo done'
waxwing run flows/means.swift -p 2 -w 2
waxwing run flows/means.swift -- --epoch-interval 9
cat <<EOF > later.sh
waxwing run flows/means.swift --epoch-interval 4
EOF
