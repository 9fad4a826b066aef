/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes that airlock-compiler is given, for whoever runs it. */
#include "compiler.h"

#include <string.h>
#include "conf.h"

static void put_u32(uint8_t *out, size_t v)
{
	for (unsigned i = 0; i < 4; i++)
		out[i] = (uint8_t)(v >> (8 * i));
}

size_t compiler_packed_size(const char *name, size_t text_len)
{
	return 8 + strlen(name) + text_len;
}

bool compiler_pack(uint8_t *out, size_t cap, size_t *len, const char *name, const char *text,
		   size_t text_len)
{
	size_t name_len = strlen(name), at = *len;

	if (name_len > COMPILER_MAX_NAME || text_len > CONF_MAX_FILE || at > cap ||
	    cap - at < compiler_packed_size(name, text_len))
		return false;
	put_u32(&out[at], name_len);
	put_u32(&out[at + 4], text_len);
	memcpy(&out[at + 8], name, name_len);
	memcpy(&out[at + 8 + name_len], text, text_len);
	*len = at + 8 + name_len + text_len;
	return true;
}

void compiler_pack_end(uint8_t *out)
{
	put_u32(out, COMPILER_END);
	put_u32(&out[4], COMPILER_END);
}
