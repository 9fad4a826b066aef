#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs the configuration and the policies; what an administrator changed stays as it is.
#   install-etc.sh SYSCONFDIR
set -eu
cd "$(dirname "$0")"
to=${DESTDIR:-}$1/airlock
mkdir -p "$to/policies"
for file in airlock.conf policies/*.policy; do
	if [ ! -e "$to/$file" ] || cmp -s "$file" "$to/$file"; then
		install -m 644 "$file" "$to/$file"
	else
		install -m 644 "$file" "$to/$file.new"
		echo "kept $to/$file; the new one is $file.new"
	fi
done
