/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indications on command: once, many times, or at intervals. */
#pragma once

#include "modem.h"

/* "SERVICE.MESSAGE [TLV=VALUE].. [cid N | all | broadcast]" `count` times; else broadcast. */
MUST_USE bool periodic_indicate(struct modem *m, const char *text, unsigned long count,
				const char **why);
/* The same every `ms` milliseconds; `id` is for periodic_stop(). */
MUST_USE bool periodic_start(struct modem *m, unsigned ms, const char *text, unsigned *id,
			     const char **why);
bool periodic_stop(unsigned id);
void periodic_stop_all(void);
