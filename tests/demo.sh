#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The demonstration, as root: demo.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" -ne 0 ]; then
	echo "demo: namespaces need root; trying sudo" >&2
	exec sudo "$here/demo.sh" "$@"
fi
modems=$(ls -d /dev/cdc-wdm* /dev/wwan*qmi* 2>/dev/null || true)
if [ -n "$modems" ]; then
	node=$(head -n 1 <<<"$modems")
	echo "demo: there is a real modem here, $node, which the demonstration does not touch."
	echo "      To use it, end ModemManager and qmi-proxy, put 'qmi $node' into the link of"
	echo "      dist/airlock.conf, and run: build/airlockd --foreground --config dist/airlock.conf"
	echo
fi
exec python3 "$here/demo.py" "$1"
