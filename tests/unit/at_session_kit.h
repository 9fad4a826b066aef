/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of AT sessions say to each other. */
#pragma once

#include "../at_rig.h"
#include "../check.h"

/* What a client or the modem (slot GATE_SLOTS) heard since it was last asked. */
#define HEARD(r, slot, text)                                                               \
	do {                                                                               \
		const char *heard_ = at_rig_heard(r, slot);                                \
		CHECK_IN(strcmp(heard_, text) == 0, "%s: heard \"%s\"", __func__, heard_); \
	} while (0)
#define MODEM GATE_SLOTS

void test_at_session_port(void);
