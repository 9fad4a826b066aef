#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The one door to this repository: builds, tests, shows and measures airlock. See `./do help`.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")" || exit 1

BUILD=${AIRLOCK_BUILD:-build}
JOBS=${AIRLOCK_JOBS:-$(nproc)}

# Debian's package names, by purpose. A purpose is installed only by the subcommand that needs it.
declare -A PACKAGES=(
	[build]="gcc libc6-dev meson ninja-build pkg-config python3
		libosmocore-dev libseccomp-dev libjansson-dev"
	[clients]="libqmi-utils libqmi-proxy"
	[lint]="universal-ctags shellcheck"
	[test]="groff-base tshark iproute2 nftables libmnl-dev
		libqmi-glib-dev libmbim-glib-dev libqrtr-glib-dev libgudev-1.0-dev strace"
	[managers]="modemmanager ofono gammu ppp dbus-daemon libglib2.0-bin"
	[bench]="socat"
	[fuzz]="clang-14 libclang-rt-14-dev llvm-14
		libqmi-glib-dev libmbim-glib-dev libqrtr-glib-dev libgudev-1.0-dev"
	[proof]="frama-c-base why3 z3 cvc4"
)

# name | function | what it does
COMMANDS="
build | do_build | install what is missing, build everything into build/
test  | do_test  | build, then run the lint and every test; ends with the count
demo  | do_demo  | qmicli through airlock to a simulated modem, then each hostile behaviour
bench | do_bench | airlock against qmi-proxy, socat and bare relays; arguments are passed on
fuzz  | do_fuzz  | fuzz every target, [seconds] in all (default 60)
proof | do_proof | prove the cursor, the framers and the TLV walk with Frama-C
lint  | do_lint  | inclusion rules, limits of length, symbols, licences, shell scripts
help  | do_help  | this list
"

say() { printf '%s\n' "$*" >&2; }

# retry SECONDS.. -- COMMAND..: runs it, and again after each pause until it succeeds
retry() {
	local pauses=()
	while [ "$1" != -- ]; do pauses+=("$1"); shift; done
	shift
	until "$@"; do
		[ ${#pauses[@]} -gt 0 ] || return 1
		say "do: that failed; again in ${pauses[0]} s: $*"
		sleep "${pauses[0]}"
		pauses=("${pauses[@]:1}")
	done
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif ! command -v sudo >/dev/null; then
		say "do: neither root nor sudo to be had"
		return 1
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

# RUNLEVEL=1: no service is to start because of us.
apt_get() {
	as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -q "$@" </dev/null >&2
}

missing_packages() {
	local name state
	for name in "$@"; do
		state=$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null)
		[ "$state" = "install ok installed" ] || echo "$name"
	done
}

# need PURPOSE..: installs the packages that are missing. INSTALLED says whether there were any.
INSTALLED=0
need() {
	local purpose wanted=() missing=()
	for purpose in "$@"; do
		# shellcheck disable=SC2206 # names of packages have no blanks
		wanted+=(${PACKAGES[$purpose]})
	done
	if ! command -v dpkg-query >/dev/null; then
		say "do: no Debian; going on as if these were installed: ${wanted[*]}"
		return 0
	fi
	mapfile -t missing < <(missing_packages "${wanted[@]}")
	[ ${#missing[@]} -gt 0 ] || return 0
	say "do: installing ${missing[*]}"
	INSTALLED=1
	retry 2 5 10 -- apt_get update
	retry 2 5 10 -- apt_get install -y --no-install-recommends \
		-o Acquire::Retries=3 "${missing[@]}" && return 0
	mapfile -t missing < <(missing_packages "${wanted[@]}")
	say "do: could not install: ${missing[*]}"
	say "do: install them by hand and come again: apt-get install ${missing[*]}"
	return 1
}

# The programs that get installed, as paths within the build.
installed_programs() {
	meson introspect "$BUILD" --targets | python3 -c '
import json, os, sys
for t in json.load(sys.stdin):
    if t["type"] == "executable" and t["installed"]:
        print(os.path.relpath(t["filename"][0], sys.argv[1]))' "$(readlink -f "$BUILD")"
}

# They stand in different folders of the build; they are run from its top.
link_programs() {
	local path
	for path in "$@"; do
		ln -sfn "$path" "$BUILD/$(basename "$path")" || return 1
	done
}

# configure PURPOSE..: packages, and a build folder that is set up. Prints nothing on stdout.
configure() {
	local werror=false
	need "$@" || return 1
	[ -n "${CI:-}" ] && werror=true
	if [ ! -f "$BUILD/build.ninja" ]; then
		meson setup "$BUILD" -Dwerror=$werror >&2
		return
	fi
	if [ -n "${CI:-}" ]; then
		meson configure "$BUILD" -Dwerror=true >&2 || return 1
	fi
	if [ $INSTALLED -eq 1 ]; then
		meson setup --reconfigure "$BUILD" >&2 || return 1
	fi
}

# prepare PURPOSE..: everything is built afterwards; prepare_programs: what gets installed.
prepare() {
	configure "$@" || return 1
	ninja -C "$BUILD" -j "$JOBS" >&2 || return 1
	mapfile -t PROGRAMS < <(installed_programs)
	link_programs "${PROGRAMS[@]}"
}

prepare_programs() {
	configure "$@" || return 1
	mapfile -t PROGRAMS < <(installed_programs)
	ninja -C "$BUILD" -j "$JOBS" "${PROGRAMS[@]}" >&2 || return 1
	link_programs "${PROGRAMS[@]}"
}

do_build() {
	prepare build || { echo "build: failed"; return 1; }
	echo "build: in $BUILD/: ${PROGRAMS[*]##*/}"
}

# ModemManager and oFono come as services, which systemd would start, and which would then take the
# modems of this machine: where it runs they are left to its owner, and their tests are skipped.
managers() {
	[ -d /run/systemd/system ] || echo managers
}

do_test() {
	local log=$BUILD/meson-logs/testlog.json
	# shellcheck disable=SC2046 # a word or none
	if ! prepare build clients lint test $(managers); then
		say "do: nothing was tested, because the build failed"
		echo "0 passed, 1 failed"
		return 1
	fi
	rm -f "$log"
	meson test -C "$BUILD" --no-rebuild --print-errorlogs --num-processes "$JOBS" "$@"
	python3 tests/summary.py "$log"
}

do_demo() {
	prepare_programs build clients || { echo "demo: the build failed"; return 1; }
	as_root tests/demo.sh "$BUILD" "$@"
}

do_bench() {
	prepare build clients bench || { echo "bench: the build failed"; return 1; }
	as_root python3 tests/bench/run.py "$BUILD" "$@"
}

do_fuzz() {
	need build fuzz || { echo "fuzz: the packages are missing"; return 1; }
	export AIRLOCK_BUILD=$BUILD
	fuzz/run.sh "${1:-60}" "${@:2}"
}

do_proof() {
	need proof || { echo "proof: skipped, because the packages could not be had"; return 77; }
	tests/proof.sh "$@"
}

do_lint() {
	prepare build lint || { echo "lint: the build failed"; return 1; }
	python3 tests/lint.py --build "$BUILD" "$@"
}

do_help() {
	echo "usage: ./do COMMAND [argument ..]"
	grep '|' <<<"$COMMANDS" | while IFS='|' read -r name _ text; do
		printf '  %-6s %s\n' "${name// /}" "${text# }"
	done
	echo "AIRLOCK_BUILD names another build folder, AIRLOCK_JOBS how many jobs run at a time;"
	echo "with CI set, a warning of the compiler is an error."
}

main() {
	local command=${1:-help} function
	function=$(grep '|' <<<"$COMMANDS" | awk -F'|' -v c="$command" \
		'{ gsub(/ /, "", $1); gsub(/ /, "", $2) } $1 == c { print $2 }')
	if [ -z "$function" ]; then
		say "do: no command '$command'"
		do_help >&2
		exit 2
	fi
	[ $# -gt 0 ] && shift
	"$function" "$@"
}

main "$@"
