/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The published messages that are refused, and why. */
#pragma once

#include "../parsers/reason.h"

/* The explanation of a refusal; NULL where there is none. */
const char *sms_vector_explain(const char *origin, const char *label, enum reason why);
