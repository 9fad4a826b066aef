/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which node of /dev a port of a modem has today: by what sysfs says of the device. */
#pragma once

#include "ruleset.h"

enum device_kind { DEVICE_QMI, DEVICE_AT, DEVICE_NMEA };

struct device_wanted {
	const struct ruleset_match *match;
	enum device_kind kind;
	uint8_t by;	/* enum port_by, not BY_PATH */
	uint8_t number; /* as `by` asks */
};

struct device_found {
	char node[RULESET_PATH]; /* "/dev/cdc-wdm1" */
	char modem[64];		 /* the name of the device, as its network interfaces know it */
};

/*
 * Looks through the names that such nodes can have; a folder is never listed. `root` is where sys
 * is. 0, -ENODEV where there is no such modem or port, -ENOTUNIQ where several devices fit.
 */
int device_find(const char *root, const struct device_wanted *w, struct device_found *out);
/* Whether text fits a pattern: "*" stands for any text, also with "/" in it, "?" for one letter. */
bool device_glob(const char *pattern, const char *text);
