#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzzes every target for its share of the given seconds, from seeds made of the tables and the
# corpus that stands in the repository. Ends with one line; a find stays in build/fuzz/finds.
#
#   fuzz/run.sh SECONDS [TARGET..]
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1
SECONDS_ALL=${1:-60}
shift
OUT=${AIRLOCK_BUILD:-build}/fuzz
CC=${AIRLOCK_FUZZ_CC:-clang-14}
FLAGS=(-std=gnu11 -D_GNU_SOURCE -g -O1 -fprofile-instr-generate -fcoverage-mapping
	"-fsanitize=address,undefined" -fno-sanitize-recover=all)

# What meson makes the replay of each target of: "NAME SOURCE..", and "- SOURCE.." for the parsers.
# One list of sources, there; a target is one word in fuzz/meson.build.
parts() {
	meson introspect "${AIRLOCK_BUILD:-build}" --targets | python3 -c '
import json, sys
for t in json.load(sys.stdin):
    name = t["name"].removeprefix("replay-") if t["name"].startswith("replay-") else ""
    if t["name"] == "sane-parsers":
        name = "-"
    if name:
        files = [s for g in t["target_sources"] for s in g.get("sources", [])]
        print(name, *[s for s in files if not s.endswith("replay_main.c")])'
}

sources() {
	awk -v name="$1" '$1 == name { $1 = ""; print }' "$OUT/parts"
}

build() {
	local target=$1 extra=()
	[ "$target" = oracle ] &&
		read -ra extra <<<"$(pkg-config --cflags --libs qmi-glib glib-2.0)"
	# shellcheck disable=SC2046 # names without blanks
	"$CC" "${FLAGS[@]}" -fsanitize=fuzzer -o "$OUT/fuzz_$target" $(sources "$target") \
		"$OUT/parsers.a" "${extra[@]}"
}

# The parsers are in every target: compiled once.
build_parsers() {
	local file
	rm -rf "$OUT/objects" "$OUT/parsers.a" && mkdir "$OUT/objects"
	for file in $(sources -); do
		"$CC" "${FLAGS[@]}" -fsanitize=fuzzer-no-link -c "$file" \
			-o "$OUT/objects/$(basename "$file" .c).o" || return 1
	done
	ar rc "$OUT/parsers.a" "$OUT"/objects/*.o
}

# The dictionary of a target: the bytes' or the words', where it has one.
dictionary() {
	case $1 in
	policy) echo "-dict=$OUT/seeds/policy.dict" ;;
	at_host | at_modem) echo "-dict=$OUT/seeds/at.dict" ;;
	session | at_session | tunnel | net) ;;
	*) echo "-dict=$OUT/seeds/decode.dict" ;;
	esac
}

run() {
	local target=$1 time=$2 known=()
	mkdir -p "$OUT/corpus/$target" "$OUT/finds"
	for d in "$OUT/seeds/$target" "fuzz/corpus/$target"; do
		[ -d "$d" ] && known+=("$d")
	done
	# shellcheck disable=SC2046
	LLVM_PROFILE_FILE="$OUT/$target.profraw" "$OUT/fuzz_$target" "$OUT/corpus/$target" \
		"${known[@]}" $(dictionary "$target") -max_total_time="$time" -max_len=8192 \
		-timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$OUT/finds/$target-" >"$OUT/$target.log" 2>&1
}

# Lines and branches of parsers, policy and session that all targets together reached.
coverage() {
	local objects=() target
	for target in "$@"; do
		objects+=(-object "$OUT/fuzz_$target")
	done
	llvm-profdata-14 merge -o "$OUT/all.profdata" "$OUT"/*.profraw &&
		llvm-cov-14 report "${objects[@]:1}" -instr-profile="$OUT/all.profdata" \
			-ignore-filename-regex='tests/|fuzz/' >"$OUT/coverage.txt" 2>/dev/null &&
		awk '/^TOTAL/ { print "lines " $10 ", branches " $13 }' "$OUT/coverage.txt"
}

mkdir -p "$OUT" && rm -f "$OUT"/*.profraw
if [ ! -f "${AIRLOCK_BUILD:-build}/build.ninja" ]; then
	meson setup "${AIRLOCK_BUILD:-build}" >/dev/null || exit 1
fi
# Also brings what meson knows up to date.
ninja -C "${AIRLOCK_BUILD:-build}" fuzz/seeds.txt >/dev/null || exit 1
parts >"$OUT/parts" || exit 1
mapfile -t TARGETS < <(awk '$1 != "-" { print $1 }' "$OUT/parts" | sort)
[ $# -gt 0 ] && TARGETS=("$@")
build_parsers || exit 1
mkdir -p "$OUT/seeds/policy" && cp dist/policies/*.policy dist/airlock.conf "$OUT/seeds/policy/"

built=()
for target in "${TARGETS[@]}"; do
	if build "$target"; then
		built+=("$target")
	else
		echo "fuzz: $target does not build"
		exit 1
	fi
done
share=$((SECONDS_ALL / ${#built[@]}))
finds=0
runs=0
for target in "${built[@]}"; do
	run "$target" $((share > 0 ? share : 1)) || finds=$((finds + 1))
	n=$(awk '/number_of_executed_units/ { print $2 }' "$OUT/$target.log")
	rate=$(awk '/average_exec_per_sec/ { print $2 }' "$OUT/$target.log")
	cov=$(awk '/ cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") c = $(i + 1) }
		END { print c }' "$OUT/$target.log")
	echo "fuzz_$target: ${n:-0} executions, ${rate:-0} per second, ${cov:-0} edges"
	runs=$((runs + ${n:-0}))
done
for f in "$OUT"/finds/*; do
	[ -e "$f" ] && echo "find: $f"
done
echo "fuzz: ${#built[@]} targets, $runs executions, $(coverage "${built[@]}"), $finds finds"
[ $finds -eq 0 ]
