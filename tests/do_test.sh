#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What ./do says when things fail: no network, unknown words, tests that fail or were skipped.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# expect WHAT STATUS PATTERN COMMAND..: status, and a pattern that the last line must match
expect() {
	local what=$1 status=$2 pattern=$3 got last
	shift 3
	"$@" >"$dir/out" 2>"$dir/err"
	got=$?
	last=$(tail -n 1 "$dir/out")
	if [ $got -ne "$status" ] || ! [[ $last =~ $pattern ]]; then
		echo "not ok: $what: status $got, last line '$last'"
		cat "$dir/err"
		failed=$((failed + 1))
	fi
}

# says PATTERN: the last command's stderr must have it
says() {
	if ! grep -q -- "$1" "$dir/err"; then
		echo "not ok: '$1' is not in: $(cat "$dir/err")"
		failed=$((failed + 1))
	fi
}

log() {
	local result
	for result in "$@"; do
		printf '{"name": "a %s", "result": "%s", ' "$result" "$result"
		printf '"stdout": "x\\nwhy\\n"}\n'
	done >"$dir/log"
}

# A Debian without a package to its name and without a network. Sleeping costs nothing.
mkdir "$dir/bin"
for name in dpkg-query apt-get; do
	printf '#!/bin/sh\necho "%s $*" >>%s/calls\nexit 1\n' "$name" "$dir" >"$dir/bin/$name"
done
printf '#!/bin/sh\nexit 0\n' >"$dir/bin/sleep"
printf '#!/bin/sh\n[ "$1" != -n ] || shift\nexec "$@"\n' >"$dir/bin/sudo"
chmod +x "$dir"/bin/*
offline=(env "PATH=$dir/bin:$PATH" "AIRLOCK_BUILD=$dir/build" "$root/do")

expect "help" 0 "" "$root/do" help
expect "unknown command" 2 "" "$root/do" nonsense
says "no command 'nonsense'"

expect "build offline" 1 "^build: failed$" "${offline[@]}" build
says "could not install: .*meson.*libseccomp-dev"
says "apt-get install .*meson"
tries=$(grep -c '^apt-get .*update' "$dir/calls")
if [ "$tries" -ne 4 ]; then
	echo "not ok: $tries tries to update, not 4"
	failed=$((failed + 1))
fi
expect "test offline" 1 "^0 passed, 1 failed$" "${offline[@]}" test
expect "proof offline" 77 "^proof: skipped, " "${offline[@]}" proof

summary=(python3 "$root/tests/summary.py" "$dir/log")
log OK OK
expect "all pass" 0 "^2 passed, 0 failed$" "${summary[@]}"
log OK SKIP EXPECTEDFAIL
expect "one skipped" 0 "^2 passed, 0 failed, 1 skipped$" "${summary[@]}"
grep -q "^skipped: a SKIP: why$" "$dir/out" || { echo "not ok: no reason"; failed=$((failed + 1)); }
log OK FAIL TIMEOUT ERROR UNEXPECTEDPASS
expect "four fail" 1 "^1 passed, 4 failed$" "${summary[@]}"
log
expect "nothing ran" 1 "^0 passed, 1 failed$" "${summary[@]}"
rm "$dir/log"
expect "no log" 1 "^0 passed, 1 failed$" "${summary[@]}"

echo "do: $failed wrong"
[ $failed -eq 0 ]
