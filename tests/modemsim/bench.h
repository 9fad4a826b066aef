/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A cheap answer of fixed size, for measurements. */
#pragma once

#include "modem.h"

/*
 * In bench mode, answers a well-formed request of a known client whose answer holds a string
 * to the end of a TLV (dms.get-manufacturer, say): the string is as long as makes the frame
 * `m->bench_size` bytes. False where the request is not of that kind and the modem must think.
 */
bool bench_answer(struct modem *m, struct cur frame);
