#!/bin/sh
# The main job on a real text: a word count written for Bytewax 0.16 is run as it is, reported on, rewritten to the newest era and
# run again; both runs must agree with what Bytewax 0.16.2 printed.
#
#     Fixtures/demo.sh path/to/waxwing
set -eu
cd "$(dirname "$0")/.."

waxwing=${1:?"say where waxwing is, as in 'Fixtures/demo.sh .build/release/waxwing'"}
old=Fixtures/Programs/v0.16/wordcount.swift
expected=Fixtures/Programs/expected/wordcount.txt
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
new=$place/wordcount.swift

title() { printf '\n== %s\n' "$*"; }
steps() { sed -n '/^let flow/,$p' "$1"; }

# Runs a flow into a file, and shows the beginning of it.
run() {
  output=$1
  shift
  echo "\$ waxwing run $*"
  "$waxwing" run "$@" > "$output"
  head -n 5 "$output"
  echo "… $(grep -c '' < "$output") lines"
}

# The order of the words is free, so outputs are compared sorted.
agree() {
  sort "$1" > "$place/one"
  sort "$2" > "$place/other"
  diff "$place/one" "$place/other" || { echo "demo: $3 differ" >&2; exit 1; }
}

title "A word count for 0.16"
steps "$old"

title "It runs as it is"
run "$place/before" "$old"

title "What changed since, and what becomes of it"
echo "\$ waxwing report $old"
"$waxwing" report "$old"

title "Rewritten to the newest era"
cp "$old" "$new"
echo "\$ waxwing migrate --write wordcount.swift"
"$waxwing" migrate --write "$new"
steps "$new"

title "It runs, on two workers"
run "$place/after" -w 2 "$new"

title "Do they agree?"
agree "$place/before" "$place/after" "the two runs"
agree "$place/after" "$expected" "the runs and what Bytewax 0.16.2 printed"
echo "yes: before and after count the same $(grep -c '' < "$place/after") words, and so did Bytewax 0.16.2"
