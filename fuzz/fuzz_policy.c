/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of policies: any bytes; what is accepted prints, and the print means the same. */
#include "harness.h"

#include <string.h>

#include "../proxy/conf.h"
#include "../proxy/policy.h"

static struct conf first, second;
static char errors[65536], printed[2][4 << 20];

static bool parse(struct conf *c, const char *bytes, size_t len, struct text *e)
{
	*e = text_init(errors, sizeof(errors));
	conf_begin(c, e);
	conf_parse(c, "fuzz.policy", bytes, len);
	return conf_finish(c, CONF_ALL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text e, a = text_init(printed[0], sizeof(printed[0]));
	struct text b = text_init(printed[1], sizeof(printed[1]));

	if (!parse(&first, (const char *)data, size, &e)) {
		MUST(e.len > 0);
		return 0;
	}
	MUST(ruleset_check(&first.rules));
	conf_print(&first, 0, &a);
	if (a.full)
		return 0;
	MUST(parse(&second, a.p, a.len, &e));
	conf_print(&second, 0, &b);
	MUST(a.len == b.len && memcmp(a.p, b.p, a.len) == 0);
	return 0;
}
