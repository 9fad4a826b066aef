#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a command in a mount and network namespace of its own, where a QMI modem seems to be there:
# /dev/cdc-wdm0 (a character device that nobody needs to open), its place in sysfs with the driver
# qmi_wwan, and the network interface wwan0. @qmi-proxy is private to it. Nothing outside changes.
#   namespace.sh COMMAND [ARGUMENT...]
# Exit status 77 where namespaces cannot be had; else the command's.
set -eu

if [ "${AIRLOCK_NAMESPACE:-}" = "" ]; then
	[ $# -gt 0 ] || { echo "usage: namespace.sh COMMAND [ARGUMENT...]" >&2; exit 2; }
	if ! unshare -m -n true 2>/dev/null; then
		echo "skipped: no mount and network namespaces here (they need root)" >&2
		exit 77
	fi
	AIRLOCK_NAMESPACE=1 exec unshare -m -n --propagation private "$0" "$@"
fi

# A small /dev: what is needed of the old one, and the modem's node.
new=/mnt
mount -t tmpfs -o mode=755 airlock-dev "$new"
for node in null zero full random urandom tty; do
	[ -e "/dev/$node" ] || continue
	: >"$new/$node"
	mount --bind "/dev/$node" "$new/$node"
done
mkdir "$new/pts" "$new/shm"
if [ -d /dev/pts ]; then
	mount --rbind /dev/pts "$new/pts"
	ln -s pts/ptmx "$new/ptmx"
fi
mount -t tmpfs -o mode=1777 airlock-shm "$new/shm"
ln -s /proc/self/fd "$new/fd"
ln -s fd/0 "$new/stdin"
ln -s fd/1 "$new/stdout"
ln -s fd/2 "$new/stderr"
: >"$new/cdc-wdm0"
mount --bind /dev/null "$new/cdc-wdm0"
mount --move "$new" /dev

# The part of sysfs that libqmi looks at. Link targets are only read for their last name.
mount -t tmpfs -o mode=755 airlock-sys /sys/class
driver=/sys/class/drivers/qmi_wwan
device=/sys/class/devices/modem
mkdir -p "$driver" "$device/net/wwan0" /sys/class/usbmisc/cdc-wdm0 /sys/class/net/wwan0/qmi
ln -s "$driver" "$device/driver"
ln -s "$device" /sys/class/usbmisc/cdc-wdm0/device
ln -s "$device" /sys/class/net/wwan0/device
echo N >/sys/class/net/wwan0/qmi/raw_ip

exec "$@"
