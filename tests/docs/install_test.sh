#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs into a folder, twice, and runs from there: install_test.sh BUILD
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

fail() {
	echo "not ok: $*"
	failed=$((failed + 1))
}

has() {
	local path
	for path in "$@"; do
		compgen -G "$dir$path" >/dev/null || fail "$path is not installed"
	done
}

DESTDIR=$dir meson install -C "$build" --no-rebuild --quiet >"$dir/log" || fail "$(cat "$dir/log")"
prefix=$(meson introspect "$build" --buildoptions |
	python3 -c 'import json, sys
print({o["name"]: o["value"] for o in json.load(sys.stdin)}["prefix"])')

has "$prefix"/sbin/airlockd "$prefix"/bin/airlock{ctl,-modemsim}
has "$prefix"/libexec/airlock/airlock-{reader,gate}{,-tunnel,-at}
has "$prefix"/libexec/airlock/airlock-{scribe,compiler}
has "$prefix"/share/man/man{8/airlockd.8,5/airlock.conf.5,5/airlock-audit.5,1/airlockctl.1}
etc=$(dirname "$(find "$dir" -name airlock.conf)")
[ -n "$(ls "$etc"/policies/*.policy)" ] || fail "there are no policies in $etc"

# The rooms are named, because they stand elsewhere than they were to be installed.
"$dir$prefix/sbin/airlockd" -t -c "$etc/airlock.conf" -r "$dir$prefix/libexec/airlock" ||
	fail "airlockd -t"
for policy in "$etc"/policies/*.policy; do
	"$dir$prefix/bin/airlockctl" check "$policy" >"$dir/log" 2>&1 || fail "$(cat "$dir/log")"
done

# What the administrator changed stays.
echo "# changed" >>"$etc/airlock.conf"
DESTDIR=$dir meson install -C "$build" --no-rebuild --quiet >"$dir/log" || fail "$(cat "$dir/log")"
grep -q "# changed" "$etc/airlock.conf" || fail "a changed airlock.conf was overwritten"
[ -e "$etc/airlock.conf.new" ] || fail "the new airlock.conf is nowhere"

echo "install: $failed wrong"
[ $failed -eq 0 ]
