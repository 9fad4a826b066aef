/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What AT commands say of the modem, out of the answers of its QMI side; strings and hex. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

/* A TLV of the stored answer to a message. */
static bool tlv_of(struct atsim *a, const char *message, const char *tlv, struct cur *value)
{
	uint16_t row = world_row(&a->m->store, message);
	const struct tlv_set *set = store_tlvs(row);
	const struct answer *answer = &a->m->store.answers[row];

	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->rows[i].name, tlv) == 0)
			return store_tlv((struct cur){ answer->tlvs, answer->len },
					 set->rows[i].tag, value);
	fprintf(stderr, "%s has no %s\n", message, tlv);
	abort();
}

const char *atsim_text_of(struct atsim *a, const char *message, const char *tlv, char *text,
			  size_t size)
{
	struct cur value;
	size_t len = 0;

	if (tlv_of(a, message, tlv, &value))
		for (size_t i = 0; i < value.n && len < size - 1; i++)
			if (value.p[i] >= ' ' && value.p[i] < 0x7f && value.p[i] != '"')
				text[len++] = (char)value.p[i];
	text[len] = '\0';
	return text;
}

int atsim_registration(struct atsim *a)
{
	struct cur state, roaming;
	int code;

	if (!tlv_of(a, "nas.get-serving-system", "serving-system", &state) || !state.n)
		return 4;
	code = state.p[0];
	if (code == 1 && tlv_of(a, "nas.get-serving-system", "roaming-indicator", &roaming) &&
	    roaming.n && roaming.p[0] == 0)
		return 5;
	return code;
}

void atsim_registration_text(struct atsim *a, long n, char *text, size_t size)
{
	int state = atsim_registration(a);
	struct cur tac, cell;

	if (n < 2 || (state != 1 && state != 5) ||
	    !tlv_of(a, "nas.get-serving-system", "lte-tac", &tac) ||
	    !tlv_of(a, "nas.get-serving-system", "cid-3gpp", &cell))
		snprintf(text, size, "%d", state);
	else
		snprintf(text, size, "%d,\"%04X\",\"%08X\",7", state, world_u16(&tac),
			 world_u32(&cell));
}

int atsim_dbm(struct atsim *a)
{
	struct cur value;

	if (!tlv_of(a, "nas.get-signal-strength", "signal-strength", &value) || !value.n)
		return -113;
	return (int8_t)value.p[0];
}

int atsim_csq(struct atsim *a)
{
	int csq = (atsim_dbm(a) + 113) / 2;

	if (atsim_cfun(a) != 1)
		return 99;
	return csq < 0 ? 0 : csq > 31 ? 31 : csq;
}

int atsim_cfun(struct atsim *a)
{
	struct cur value;

	if (!tlv_of(a, "dms.get-operating-mode", "mode", &value) || !value.n)
		return 1;
	return value.p[0] == 0 ? 1 : value.p[0] == 3 ? 0 : 4;
}

const char *atsim_operator(struct atsim *a, char *text, size_t size)
{
	struct cur value;
	size_t len;

	*text = '\0';
	if (!tlv_of(a, "nas.get-serving-system", "current-plmn", &value))
		return text;
	(void)world_u32(&value); /* country and network */
	len = world_u8(&value);
	if (len <= value.n)
		snprintf(text, size, "%.*s", (int)len, (const char *)value.p);
	return text;
}

int atsim_card(struct atsim *a)
{
	const struct world *w = a->m->world;

	if (w->is_card_out)
		return CME_SIM_ABSENT;
	if (w->pins[0].state == PIN_ENABLED)
		return CME_SIM_PIN;
	return w->pins[0].state == PIN_BLOCKED ? CME_SIM_PUK : AT_OK;
}

const char *atsim_encode(struct atsim_port *p, const char *text, char *out, size_t size)
{
	size_t len = 0;

	out[0] = '\0';
	if (!strstr(atsim_value(p, "+CSCS"), "UCS2")) {
		snprintf(out, size, "%s", text);
		return out;
	}
	for (; *text && len + 5 <= size; text++)
		len += (size_t)snprintf(out + len, size - len, "%04X", (unsigned char)*text);
	return out;
}

/* Characters beyond Latin 1 are of no use to the simulator. */
const char *atsim_decode(struct atsim_port *p, const char *text, char *out, size_t size)
{
	uint8_t octets[512];
	int n = atsim_unhex(text, octets, sizeof(octets));
	size_t len = 0;

	if (!strstr(atsim_value(p, "+CSCS"), "UCS2") || n < 2 || n % 2) {
		snprintf(out, size, "%s", text);
		return out;
	}
	for (int i = 1; i < n && len < size - 1; i += 2)
		out[len++] = (char)octets[i];
	out[len] = '\0';
	return out;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)((found - digits) % 16) : -1;
}

int atsim_unhex(const char *text, uint8_t *out, size_t size)
{
	size_t n = 0;

	for (; *text; text += 2) {
		int high = hex_digit(text[0]), low = hex_digit(text[1]);

		if (high < 0 || low < 0 || n == size)
			return -1;
		out[n++] = (uint8_t)(high * 16 + low);
	}
	return (int)n;
}

void atsim_hex(struct atsim_text *t, struct cur bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		atsim_putf(t, "%02X", bytes.p[i]);
}
