/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The token bucket of what a modem says unasked: `rate` a second, one second's worth at once. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * Takes one off `*tokens` (in 1/1000), filled since `*at_ms`; false where there is none. A clock
 * that goes back fills nothing, one that leaps fills one second's worth.
 */
static inline bool bucket_take(uint64_t *tokens, uint64_t *at_ms, uint64_t rate, uint64_t now_ms)
{
	uint64_t passed = now_ms > *at_ms ? now_ms - *at_ms : 0;

	*at_ms = now_ms;
	*tokens += (passed > 1000 ? 1000 : passed) * rate;
	if (*tokens > rate * 1000)
		*tokens = rate * 1000;
	if (*tokens < 1000)
		return false;
	*tokens -= 1000;
	return true;
}
