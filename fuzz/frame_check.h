/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way of one frame: decoded, checked, encoded afresh, and the same again. */
#pragma once

#include "../parsers/message.h"
#include "harness.h"

/*
 * Decodes `frame` and checks its record. Where it is a message: encodes it (into memory that stays
 * until the next call; *encoded is empty where it has none), decodes that, and demands the same.
 * Returns the message; its views are valid until the next call.
 */
const struct message *frame_check(const struct decoder *d, struct cur frame, struct cur *encoded);
