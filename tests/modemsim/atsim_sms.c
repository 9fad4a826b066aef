/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of TS 27.005: the store of messages, in PDU and text mode, and the prompt. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

enum { STORAGE_SM = 0, STORAGE_ME = 1, FORMAT_GSM = 6, TAG_ALL = 4 };

static const char *const tag_words[] = { "REC READ", "REC UNREAD", "STO SENT", "STO UNSENT" };
/* <stat> of +CMGL in PDU mode: unread 0, read 1, unsent 2, sent 3, all 4. */
static const uint8_t stat_of_tag[] = { 1, 0, 3, 2 };

/* What lies behind 7-bit characters packed from the first bit on (TS 23.038 6.1.2.1). */
static void unpack(struct cur packed, size_t n, char *out, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < n && len < size - 1; i++) {
		size_t at = i * 7 / 8, shift = i * 7 % 8;
		unsigned both = at < packed.n ? packed.p[at] : 0;

		if (at + 1 < packed.n)
			both |= (unsigned)packed.p[at + 1] << 8;
		out[len] = (char)(both >> shift & 0x7f);
		len += out[len] >= ' ' || out[len] == '\n' || out[len] == '\r';
	}
	out[len] = '\0';
}

static void semi_octets(struct cur octets, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned digit = octets.p[i / 2] >> (i % 2 * 4) & 15;

		*out++ = digit < 10 ? (char)('0' + digit) : '*';
	}
	*out = '\0';
}

struct deliver {
	char number[32], time[32], text[256];
};

static bool deliver_time(struct cur *left, char *out, size_t size)
{
	struct cur stamp;
	char d[16];

	if (!cur_take(left, 7, &stamp))
		return false;
	semi_octets(stamp, 14, d);
	snprintf(out, size, "%.2s/%.2s/%.2s,%.2s:%.2s:%.2s+%.2s", d, d + 2, d + 4, d + 6, d + 8,
		 d + 10, d + 12);
	return true;
}

/* What text mode tells of a DELIVER; other messages and alphabets are told as nothing. */
static void parse_deliver(struct cur pdu, struct deliver *d)
{
	struct cur skipped, address;
	uint8_t digits, type;

	*d = (struct deliver){ .time = "14/01/01,00:00:00+04" };
	if (!cur_take(&pdu, world_u8(&pdu), &skipped) || (world_u8(&pdu) & 3) != 0)
		return;
	digits = world_u8(&pdu);
	type = world_u8(&pdu);
	if (digits > 20 || !cur_take(&pdu, (digits + 1u) / 2, &address))
		return;
	d->number[0] = '+';
	semi_octets(address, digits, d->number + (type == 0x91));
	if (world_u8(&pdu) != 0 || world_u8(&pdu) != 0 ||
	    !deliver_time(&pdu, d->time, sizeof(d->time)))
		return;
	digits = world_u8(&pdu);
	unpack(pdu, digits, d->text, sizeof(d->text));
}

/* The number in +CMGR and so on: octets behind the service centre's address. */
static size_t tpdu_size(const struct sms *s)
{
	size_t smsc = s->len ? s->pdu[0] + 1u : 0;

	return smsc <= s->len ? s->len - smsc : 0;
}

static bool is_text_mode(struct atsim_port *p)
{
	return atsim_number(p, "+CMGF") == 1;
}

static void put_hex(struct atsim_call *c, const struct sms *s)
{
	static struct atsim_text hex;

	hex.len = 0;
	atsim_hex(&hex, (struct cur){ s->pdu, s->len });
	atsim_say(c, "%.*s", (int)hex.len, hex.bytes);
}

bool atsim_sms_code(struct atsim_port *p, unsigned slot)
{
	const struct sms *s = &p->a->m->world->sms[slot];
	static struct atsim_text hex;
	struct deliver d;

	if (is_text_mode(p)) {
		parse_deliver((struct cur){ s->pdu, s->len }, &d);
		atsim_code(p, "+CMT: \"%s\",,\"%s\"\r\n%s", d.number, d.time, d.text);
		return true;
	}
	hex.len = 0;
	atsim_hex(&hex, (struct cur){ s->pdu, s->len });
	atsim_code(p, "+CMT: ,%zu\r\n%.*s", tpdu_size(s), (int)hex.len, hex.bytes);
	return true;
}

static uint8_t storage(struct atsim_port *p)
{
	return strncmp(atsim_value(p, "+CPMS"), "SM", 2) == 0 ? STORAGE_SM : STORAGE_ME;
}

static unsigned count(const struct atsim *a, uint8_t where)
{
	unsigned n = 0;

	for (size_t i = 0; i < MODEM_MAX_SMS; i++)
		n += a->m->world->sms[i].is_used && a->m->world->sms[i].storage == where;
	return n;
}

static int cpms(struct atsim_call *c)
{
	char *value = atsim_value(c->p, "+CPMS");
	unsigned n;

	if (c->form == FORM_TEST || c->form == FORM_EXEC)
		return AT_TABLE;
	if (c->form == FORM_SET) {
		if (strcmp(c->args[0], "SM") != 0 && strcmp(c->args[0], "ME") != 0 &&
		    strcmp(c->args[0], "MT") != 0)
			return CMS(302);
		snprintf(value, ATSIM_VALUE, "%s", strcmp(c->args[0], "SM") ? "ME" : "SM");
	}
	n = count(c->a, storage(c->p));
	if (c->form == FORM_SET)
		atsim_say(c, "+CPMS: %u,%d,%u,%d,%u,%d", n, MODEM_MAX_SMS, n, MODEM_MAX_SMS, n,
			  MODEM_MAX_SMS);
	else
		atsim_say(c, "+CPMS: \"%s\",%u,%d,\"%s\",%u,%d,\"%s\",%u,%d", value, n,
			  MODEM_MAX_SMS, value, n, MODEM_MAX_SMS, value, n, MODEM_MAX_SMS);
	return AT_OK;
}

static struct sms *message(struct atsim_call *c, long index)
{
	struct sms *s;

	if (index < 1 || index > MODEM_MAX_SMS)
		return NULL;
	s = &c->a->m->world->sms[index - 1];
	return s->is_used && s->storage == storage(c->p) ? s : NULL;
}

static void say_message(struct atsim_call *c, const struct sms *s, long index)
{
	bool is_list = index > 0;
	char head[32] = "", number[160];
	struct deliver d;

	if (is_list)
		snprintf(head, sizeof(head), "%ld,", index);
	if (!is_text_mode(c->p)) {
		atsim_say(c, "%s: %s%u,,%zu", c->row->name, head, stat_of_tag[s->tag & 3],
			  tpdu_size(s));
		put_hex(c, s);
		return;
	}
	parse_deliver((struct cur){ s->pdu, s->len }, &d);
	atsim_say(c, "%s: %s\"%s\",\"%s\",,\"%s\"", c->row->name, head, tag_words[s->tag & 3],
		  atsim_encode(c->p, d.number, number, sizeof(number)), d.time);
	atsim_say(c, "%s", d.text);
}

static int cmgr(struct atsim_call *c)
{
	struct sms *s = message(c, atsim_arg(c, 0, 0));

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!s)
		return CMS(CMS_INVALID_INDEX);
	say_message(c, s, 0);
	if (s->tag == 1)
		s->tag = 0;
	return AT_OK;
}

/* Which tags a +CMGL asks for: a tag, TAG_ALL, or -1. */
static int wanted_tag(struct atsim_call *c)
{
	long stat = atsim_arg(c, 0, 0);

	for (int tag = 0; tag < 4; tag++)
		if (is_text_mode(c->p) ? strcmp(c->args[0], tag_words[tag]) == 0
				       : stat == stat_of_tag[tag])
			return tag;
	if (is_text_mode(c->p))
		return strcmp(c->args[0], "ALL") == 0 ? TAG_ALL : -1;
	return stat == 4 ? TAG_ALL : -1;
}

static int cmgl(struct atsim_call *c)
{
	int tag = wanted_tag(c);

	if (c->form == FORM_TEST || c->form == FORM_READ)
		return AT_TABLE;
	if (tag < 0)
		return CMS(CMS_PDU);
	for (long i = 1; i <= MODEM_MAX_SMS; i++) {
		struct sms *s = message(c, i);

		if (!s || (tag != TAG_ALL && tag != s->tag))
			continue;
		say_message(c, s, i);
		if (s->tag == 1)
			s->tag = 0;
	}
	return AT_OK;
}

static int cmgd(struct atsim_call *c)
{
	long flag = atsim_arg(c, 1, 0);
	struct sms *s = message(c, atsim_arg(c, 0, 0));

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (flag == 0 && !s)
		return CMS(CMS_INVALID_INDEX);
	for (long i = 1; flag > 0 && i <= MODEM_MAX_SMS; i++)
		if (message(c, i) && (flag == 4 || message(c, i)->tag == 0))
			message(c, i)->is_used = false;
	if (flag == 0)
		s->is_used = false;
	return AT_OK;
}

/* A message from behind the prompt, checked as a modem does: hex, and as long as announced. */
static int take_pdu(struct atsim_call *c, struct sms *s)
{
	uint8_t pdu[WORLD_SMS_SIZE];
	char text[ATSIM_ENTRY + 1];
	size_t len = 0;
	int n;

	for (const char *e = c->p->entry; *e; e++)
		if (*e != '\r' && *e != '\n')
			text[len++] = *e;
	text[len] = '\0';
	n = atsim_unhex(text, pdu, sizeof(pdu));
	/* An acknowledgement has no field for the service centre (TS 27.005 3.4.4). */
	if (strcmp(c->row->name, "+CNMA") == 0)
		return n >= 0 && n == atsim_arg(c, 1, -1) ? AT_OK : CMS(CMS_PDU);
	if (n < 2 || n - pdu[0] - 1 != atsim_arg(c, 0, -1))
		return CMS(CMS_PDU);
	*s = (struct sms){ .format = FORMAT_GSM, .tag = 3, .len = (size_t)n };
	memcpy(s->pdu, pdu, s->len);
	return AT_OK;
}

static int entered(struct atsim_call *c)
{
	struct sms fresh = { .format = FORMAT_GSM, .tag = 3, .len = 0 };
	int result = is_text_mode(c->p) ? AT_OK : take_pdu(c, &fresh);

	if (result != AT_OK)
		return result;
	if (strcmp(c->row->name, "+CMGS") == 0) {
		atsim_say(c, "+CMGS: %u", ++c->a->m->world->next_message_id);
		return AT_OK;
	}
	if (strcmp(c->row->name, "+CNMA") == 0)
		return AT_OK;
	for (size_t i = 0; i < MODEM_MAX_SMS; i++) {
		struct sms *s = &c->a->m->world->sms[i];

		if (s->is_used)
			continue;
		*s = fresh;
		s->is_used = true;
		s->storage = storage(c->p);
		atsim_say(c, "+CMGW: %zu", i + 1);
		return AT_OK;
	}
	return CMS(CMS_MEMORY_FULL);
}

/* +CMGS, +CMGW and +CNMA with a length: the prompt, and then what stands behind it. */
static int ask_entry(struct atsim_call *c)
{
	bool has_none = strcmp(c->row->name, "+CNMA") == 0 && atsim_arg(c, 1, 0) == 0;

	if (c->form == FORM_TEST || c->form == FORM_READ)
		return AT_TABLE;
	if (has_none)
		return AT_OK;
	if (c->form == FORM_EXEC && strcmp(c->row->name, "+CMGW") != 0)
		return CMS(CMS_PDU);
	if (atsim_card(c->a) != AT_OK)
		return CMS(CMS_SIM_ABSENT);
	if (!is_text_mode(c->p) && atsim_arg(c, 0, 0) < 1)
		return CMS(CMS_PDU);
	c->p->entered = entered;
	c->p->mode = MODE_ENTRY;
	c->p->is_busy = false;
	atsim_putf(&c->p->answer, "\r\n> ");
	atsim_send(c->p, c->p->answer.bytes, c->p->answer.len);
	c->p->answer.len = 0;
	return AT_LATER;
}

static int cmss(struct atsim_call *c)
{
	struct sms *s = message(c, atsim_arg(c, 0, 0));

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!s)
		return CMS(CMS_INVALID_INDEX);
	s->tag = 2;
	atsim_say(c, "+CMSS: %u", ++c->a->m->world->next_message_id);
	return AT_OK;
}

static int csms(struct atsim_call *c)
{
	if (c->form == FORM_READ)
		atsim_say(c, "+CSMS: %s,1,1,1", atsim_value(c->p, "+CSMS"));
	else if (c->form == FORM_SET && atsim_arg(c, 0, -1) >= 0 && atsim_arg(c, 0, 0) <= 1)
		atsim_say(c, "+CSMS: 1,1,1");
	if (c->form == FORM_READ)
		return AT_OK;
	return c->form == FORM_SET && atsim_arg(c, 0, 2) > 1 ? CMS(303) : AT_TABLE;
}

const struct atsim_row atsim_rows_sms[] = {
	{ "+CSMS", csms, NULL, NULL, "+CSMS: (0,1)", "0", 0 },
	{ "+CPMS", cpms, NULL, NULL,
	  "+CPMS: (\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\")", "ME", 0 },
	{ "+CMGF", NULL, NULL, NULL, "+CMGF: (0,1)", "0", 0 },
	{ "+CNMI", NULL, NULL, NULL, "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)", "0,0,0,0,0", 0 },
	{ "+CSCA", NULL, NULL, NULL, "", "\"+15550100000\",145", 0 },
	{ "+CSMP", NULL, NULL, NULL, "", "17,167,0,0", 0 },
	{ "+CSDH", NULL, NULL, NULL, "+CSDH: (0,1)", "0", 0 },
	{ "+CMGL", cmgl, NULL, NULL, "+CMGL: (0-4)", NULL, 0 },
	{ "+CMGR", cmgr, NULL, NULL, "", NULL, 0 },
	{ "+CMGD", cmgd, NULL, NULL, "+CMGD: (1-20),(0-4)", NULL, 0 },
	{ "+CMGS", ask_entry, NULL, NULL, "", NULL, 0 },
	{ "+CMGW", ask_entry, NULL, NULL, "", NULL, 0 },
	{ "+CNMA", ask_entry, NULL, NULL, "+CNMA: (0-2)", NULL, 0 },
	{ "+CMSS", cmss, NULL, NULL, "", NULL, 0 },
	{ "+CMMS", NULL, NULL, NULL, "+CMMS: (0-2)", "0", 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
