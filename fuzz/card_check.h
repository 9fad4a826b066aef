/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must be true of any payload of a card. */
#pragma once

#include "harness.h"

#include "../parsers/payload.h"

/* What is accepted comes out no longer, is accepted again, says the same and comes out the same. */
void card_check(enum payload_kind kind, struct cur bytes);
