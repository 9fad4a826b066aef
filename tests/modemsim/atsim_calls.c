/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls in AT: voice, data, and USSD. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

enum {
	STATE_DIALLED = 1,
	STATE_INCOMING = 2,
	STATE_ACTIVE = 3,
	STATE_ALERTING = 5,
	STATE_HELD = 6,
	ANSWER_MS = 200,
	USSD_MS = 100
};

static int dial_voice(struct atsim_call *c, const char *number, size_t len)
{
	for (size_t i = 0; i < ATSIM_CALLS; i++) {
		struct call *one = &c->a->m->world->calls[i];
		size_t n = 0;

		if (one->is_used)
			continue;
		*one = (struct call){ .is_used = true, .state = STATE_DIALLED, .direction = 1 };
		for (size_t k = 0; k < len && n < sizeof(one->number) - 1; k++)
			if (strchr("0123456789+*#", number[k]))
				one->number[n++] = number[k];
		modem_schedule(&c->a->call_timer, ANSWER_MS);
		return AT_OK;
	}
	return AT_BUSY;
}

/* ATD: *99# and its kin are data (TS 27.007 D.1), a semicolon makes a call to talk. */
static int dial(struct atsim_call *c)
{
	const char *number = c->text;
	size_t len = strlen(number);

	if (c->form != FORM_SET)
		return AT_ERROR;
	if (len &&
	    (toupper((unsigned char)*number) == 'T' || toupper((unsigned char)*number) == 'P')) {
		number++;
		len--;
	}
	if (atsim_cfun(c->a) != 1)
		return AT_NO_CARRIER;
	if (strncmp(number, "*99", 3) == 0 || strncmp(number, "*98", 3) == 0) {
		if (!c->a->contexts[0].is_used)
			return AT_NO_CARRIER;
		c->a->contexts[0].is_active = true;
		return AT_CONNECT;
	}
	if (!len || number[len - 1] != ';')
		return AT_NO_CARRIER;
	return dial_voice(c, number, len - 1);
}

static int answer(struct atsim_call *c)
{
	for (size_t i = 0; i < ATSIM_CALLS; i++) {
		struct call *one = &c->a->m->world->calls[i];

		if (!one->is_used || one->state != STATE_INCOMING)
			continue;
		one->state = STATE_ACTIVE;
		return AT_OK;
	}
	return AT_NO_CARRIER;
}

/* Who hangs up is not told so. */
static int hang_up(struct atsim_call *c)
{
	if (c->form == FORM_TEST)
		return AT_OK;
	for (size_t i = 0; i < ATSIM_CALLS; i++) {
		c->a->m->world->calls[i].is_used = false;
		c->a->seen.calls[i] = -1;
	}
	return AT_OK;
}

static int hold(struct atsim_call *c)
{
	long what = atsim_arg(c, 0, 0);

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (what == 0 || what == 1 || what > 10)
		return hang_up(c);
	for (size_t i = 0; i < ATSIM_CALLS; i++) {
		struct call *one = &c->a->m->world->calls[i];

		if (one->is_used)
			one->state = one->state == STATE_ACTIVE ? STATE_HELD : STATE_ACTIVE;
	}
	return AT_OK;
}

static int list_calls(struct atsim_call *c)
{
	static const uint8_t states[] = { 0, 2, 4, 0, 2, 3, 1, 5 };

	if (c->form != FORM_EXEC)
		return AT_TABLE;
	for (size_t i = 0; i < ATSIM_CALLS; i++) {
		const struct call *one = &c->a->m->world->calls[i];

		if (one->is_used && one->state < sizeof(states))
			atsim_say(c, "+CLCC: %zu,%d,%u,0,0,\"%s\",%d", i + 1, one->direction == 2,
				  states[one->state], one->number,
				  one->number[0] == '+' ? 145 : 129);
	}
	return AT_OK;
}

/* The network's answer to a USSD code, in the alphabet that the port asked for. */
static void ussd_answer(struct atsim_call *c, const char *code)
{
	char text[640];
	const char *say = "Your balance is 10.00";
	bool again = false;

	if (c->a->ussd_open) {
		say = "Thank you";
	} else if (strcmp(code, "*101#") == 0) {
		say = "1 Balance 2 Number";
		again = true;
	}
	c->a->ussd_open = again;
	atsim_encode(c->p, say, text, sizeof(text));
	c->a->code_later.len = 0;
	atsim_putf(&c->a->code_later, "+CUSD: %d,\"%s\",%d", again, text,
		   strstr(atsim_value(c->p, "+CSCS"), "UCS2") ? 72 : 15);
	modem_schedule(&c->a->code_timer, USSD_MS);
}

static int cusd(struct atsim_call *c)
{
	long n = atsim_arg(c, 0, 0);
	char code[200];

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (n < 0 || n > 2)
		return CME_PARAMETERS;
	snprintf(atsim_value(c->p, "+CUSD"), ATSIM_VALUE, "%d", n == 1);
	if (n == 2)
		c->a->ussd_open = false;
	if (n != 1 || c->n < 2)
		return AT_OK;
	if (atsim_registration(c->a) != 1)
		return CME_NO_NETWORK;
	ussd_answer(c, atsim_decode(c->p, c->args[1], code, sizeof(code)));
	return AT_OK;
}

static int forwarding(struct atsim_call *c)
{
	if (c->form != FORM_SET)
		return AT_TABLE;
	if (atsim_arg(c, 1, 0) == 2)
		atsim_say(c, "%s: 0,7", c->row->name);
	return AT_OK;
}

static int waiting(struct atsim_call *c)
{
	if (c->form != FORM_SET || atsim_arg(c, 1, 0) != 2)
		return AT_TABLE;
	atsim_say(c, "+CCWA: 0,7");
	return AT_OK;
}

const struct atsim_row atsim_rows_calls[] = {
	{ "D", dial, NULL, NULL, NULL, NULL, 0 },
	{ "A", answer, NULL, NULL, NULL, NULL, 0 },
	{ "H", hang_up, NULL, NULL, NULL, NULL, 0 },
	{ "O", NULL, NULL, NULL, NULL, NULL, 0 },
	{ "+CHUP", hang_up, NULL, NULL, "", NULL, 0 },
	{ "+CHLD", hold, NULL, NULL, "+CHLD: (0,1,1x,2,2x,3)", NULL, 0 },
	{ "+CLCC", list_calls, NULL, NULL, "", NULL, 0 },
	{ "+CLIP", NULL, NULL, NULL, "+CLIP: (0,1)", "0", 0 },
	{ "+CLIR", NULL, NULL, "+CLIR: 0,4", "+CLIR: (0-2)", "0", 0 },
	{ "+COLP", NULL, NULL, NULL, "+COLP: (0,1)", "0", 0 },
	{ "+COLR", NULL, NULL, NULL, "+COLR: (0,1)", "0", 0 },
	{ "+CDIP", NULL, NULL, NULL, "+CDIP: (0,1)", "0", 0 },
	{ "+CNAP", NULL, NULL, NULL, "+CNAP: (0,1)", "0", 0 },
	{ "+CRC", NULL, NULL, NULL, "+CRC: (0,1)", "0", 0 },
	{ "+CR", NULL, NULL, NULL, "+CR: (0,1)", "0", 0 },
	{ "+CSSN", NULL, NULL, NULL, "+CSSN: (0,1),(0,1)", "0,0", 0 },
	{ "+CCWA", waiting, NULL, NULL, "+CCWA: (0,1)", "0", 0 },
	{ "+CCFC", forwarding, NULL, NULL, "+CCFC: (0-5)", NULL, 0 },
	{ "+CUSD", cusd, NULL, NULL, "+CUSD: (0-2)", "0", 0 },
	{ "+VTS", NULL, NULL, NULL, "+VTS: (0-9,*,#,A-D)", "", 0 },
	{ "+VTD", NULL, NULL, NULL, "+VTD: (0-255)", "1", 0 },
	{ "+CLVL", NULL, NULL, NULL, "+CLVL: (0-5)", "3", 0 },
	{ "+CMUT", NULL, NULL, NULL, "+CMUT: (0,1)", "0", 0 },
	{ "+CMUX", NULL, NULL, NULL, "+CMUX: (0)", "0", 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
