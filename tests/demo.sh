#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The demonstration, as root: demo.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for node in /dev/cdc-wdm* /dev/wwan*qmi*; do
	[ -c "$node" ] || continue
	echo "demo: there is a real modem here, $node, which the demonstration does not touch."
	echo "      To use it, end ModemManager and qmi-proxy, put 'qmi $node' into the link of"
	echo "      dist/airlock.conf, and run: build/airlockd -f -c dist/airlock.conf"
	echo
done
exec python3 "$here/demo.py" "$1"
