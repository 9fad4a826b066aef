/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why lines of the corpus are refused; for the test of recorded AT lines. */
#pragma once

#include "../parsers/reason.h"

#include <stdbool.h>

struct at_explained {
	const char *origin; /* file, or file:line */
	enum reason reason;
	bool malformed; /* no line by V.250, TS 27.005, TS 27.007 or a vendor */
	const char *text;
};

/* NULL where nothing explains it. */
const struct at_explained *at_explain(const char *origin, enum reason why);
