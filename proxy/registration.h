/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a modem says of the network it is registered in, by QMI NAS or by AT: for detectors. */
#pragma once

#include "detect.h"

enum registration_radio { REGISTRATION_UNKNOWN, REGISTRATION_GSM, REGISTRATION_NEWER };

/* Whatever says it keeps a state of its own: domains of one modem may differ. */
enum { REGISTRATION_SOURCES = 6 };

struct registration {
	uint64_t area, cell;
	uint8_t source; /* below REGISTRATION_SOURCES */
	uint8_t radio;	/* enum registration_radio */
	bool is_registered, has_area, has_cell, has_roaming, is_roaming;
};

/* False where the event says nothing of it. */
bool registration_of(const struct event *e, struct registration *out);
