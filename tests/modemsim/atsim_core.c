/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of TS 27.007: power, network, signal, packet data. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

enum { CFUN_OFF = 0, CFUN_FULL = 1, CFUN_QUIET = 4 };

static int cfun(struct atsim_call *c)
{
	static const int modes[] = { 3, 0, -1, -1, 1 };
	long fun = atsim_arg(c, 0, -1);

	if (c->form == FORM_READ) {
		atsim_say(c, "+CFUN: %d", atsim_cfun(c->a));
		return AT_OK;
	}
	if (c->form != FORM_SET)
		return AT_TABLE;
	if (fun == 6 || (fun == CFUN_FULL && atsim_arg(c, 1, 0) == 1)) {
		atsim_restart(c->a);
		return AT_OK;
	}
	if (fun < 0 || fun > CFUN_QUIET || modes[fun] < 0)
		return CME_NOT_ALLOWED;
	store_setf(&c->a->m->store, "dms.get-operating-mode mode=%d", modes[fun]);
	modem_announce(c->a->m, "dms.event-report", "operating-mode=%d", modes[fun]);
	world_set_registration(c->a->m, fun == CFUN_FULL);
	port_flush(&c->a->m->port);
	return AT_OK;
}

/* +CREG, +CGREG, +CEREG: the number is what is told unasked, and how much. */
static int creg(struct atsim_call *c)
{
	long n = atsim_arg(c, 0, 0);
	char text[64];

	if (c->form == FORM_READ) {
		n = atsim_number(c->p, c->row->name);
		atsim_registration_text(c->a, n, text, sizeof(text));
		atsim_say(c, "%s: %ld,%s", c->row->name, n, text);
		return AT_OK;
	}
	if (c->form == FORM_SET && (n < 0 || n > 2))
		return CME_PARAMETERS;
	return AT_TABLE;
}

static int csq(struct atsim_call *c)
{
	if (c->form != FORM_EXEC)
		return AT_TABLE;
	atsim_say(c, "+CSQ: %d,99", atsim_csq(c->a));
	return AT_OK;
}

/* RSRP of TS 27.007 8.69, 20 dB below what the QMI side calls its strength. */
static int cesq(struct atsim_call *c)
{
	int rsrp = atsim_dbm(c->a) - 20 + 141;

	if (c->form != FORM_EXEC)
		return AT_TABLE;
	atsim_say(c, "+CESQ: 99,99,255,255,20,%d", rsrp < 0 ? 0 : rsrp > 97 ? 97 : rsrp);
	return AT_OK;
}

static int cops_read(struct atsim_call *c)
{
	char name[64], text[256];
	long format = strtol(atsim_value(c->p, "+COPS"), NULL, 10);
	int state = atsim_registration(c->a);

	if (state != 1 && state != 5) {
		atsim_say(c, "+COPS: 0");
		return AT_OK;
	}
	if (format == 2)
		snprintf(name, sizeof(name), "00101");
	else
		atsim_operator(c->a, name, sizeof(name));
	/* Huawei says UCS2 and means ASCII (FIELD-NOTES A15). */
	if (c->a->flavour == HUAWEI)
		snprintf(text, sizeof(text), "%s", name);
	else
		atsim_encode(c->p, name, text, sizeof(text));
	atsim_say(c, "+COPS: 0,%ld,\"%s\",7", format, text);
	return AT_OK;
}

static int cops(struct atsim_call *c)
{
	char wanted[64], *format = atsim_value(c->p, "+COPS");
	long mode = atsim_arg(c, 0, -1);

	if (c->form == FORM_READ)
		return cops_read(c);
	if (c->form != FORM_SET)
		return AT_TABLE;
	atsim_decode(c->p, c->args[2], wanted, sizeof(wanted));
	switch (mode) {
	case 0:
		world_set_registration(c->a->m, 1);
		return AT_OK;
	case 1:
	case 4:
		if (strcmp(wanted, "00101") != 0 && strcmp(wanted, "Test One") != 0)
			return CME_NO_NETWORK;
		world_set_registration(c->a->m, 1);
		return AT_OK;
	case 2:
		world_set_registration(c->a->m, 0);
		return AT_OK;
	case 3:
		snprintf(format, ATSIM_VALUE, "%ld", atsim_arg(c, 1, 0));
		return AT_OK;
	default:
		return CME_PARAMETERS;
	}
}

static int cind(struct atsim_call *c)
{
	int level = atsim_csq(c->a);

	if (c->form != FORM_READ)
		return AT_TABLE;
	atsim_say(c, "+CIND: 5,%d,%d,0,%d,0", level == 99 ? 0 : level / 6,
		  atsim_registration(c->a) == 1 || atsim_registration(c->a) == 5,
		  atsim_registration(c->a) == 5);
	return AT_OK;
}

static struct atsim_context *context(struct atsim_call *c, long id)
{
	return id >= 1 && id <= ATSIM_CONTEXTS ? &c->a->contexts[id - 1] : NULL;
}

/* The contexts that there are; the first is there from the start. */
static int cgdcont(struct atsim_call *c)
{
	struct atsim_context *one;

	if (c->form == FORM_READ) {
		for (size_t i = 0; i < ATSIM_CONTEXTS; i++)
			if (c->a->contexts[i].is_used)
				atsim_say(c, "+CGDCONT: %zu,\"%s\",\"%s\",\"\",0,0", i + 1,
					  c->a->contexts[i].type, c->a->contexts[i].name);
		return AT_OK;
	}
	one = context(c, atsim_arg(c, 0, -1));
	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!one)
		return CME_INVALID_INDEX;
	*one = (struct atsim_context){ .is_used = c->n > 1 };
	snprintf(one->type, sizeof(one->type), "%.15s", c->args[1]);
	snprintf(one->name, sizeof(one->name), "%.99s", c->args[2]);
	return AT_OK;
}

static int cgact(struct atsim_call *c)
{
	long on = atsim_arg(c, 0, -1), id = atsim_arg(c, 1, -1);
	struct atsim_context *one = context(c, id);

	if (c->form == FORM_READ) {
		for (size_t i = 0; i < ATSIM_CONTEXTS; i++)
			if (c->a->contexts[i].is_used)
				atsim_say(c, "+CGACT: %zu,%d", i + 1, c->a->contexts[i].is_active);
		return AT_OK;
	}
	if (c->form != FORM_SET)
		return AT_TABLE;
	if (on < 0 || on > 1 || (id >= 0 && (!one || !one->is_used)))
		return CME_NOT_ALLOWED;
	for (size_t i = 0; i < ATSIM_CONTEXTS; i++)
		if (id < 0 || one == &c->a->contexts[i])
			c->a->contexts[i].is_active = on && c->a->contexts[i].is_used;
	return AT_OK;
}

static int cgpaddr(struct atsim_call *c)
{
	long wanted = atsim_arg(c, 0, -1);

	if (c->form == FORM_READ || c->form == FORM_TEST)
		return AT_TABLE;
	for (size_t i = 0; i < ATSIM_CONTEXTS; i++) {
		const struct atsim_context *one = &c->a->contexts[i];

		if (one->is_used && (wanted < 0 || (size_t)wanted == i + 1))
			atsim_say(c, "+CGPADDR: %zu,\"%s\"", i + 1,
				  one->is_active ? "10.0.0.2" : "0.0.0.0");
	}
	return AT_OK;
}

static int cgcontrdp(struct atsim_call *c)
{
	long wanted = atsim_arg(c, 0, -1);

	if (c->form == FORM_READ || c->form == FORM_TEST)
		return AT_TABLE;
	for (size_t i = 0; i < ATSIM_CONTEXTS; i++) {
		const struct atsim_context *one = &c->a->contexts[i];

		if (one->is_active && (wanted < 0 || (size_t)wanted == i + 1))
			atsim_say(c,
				  "+CGCONTRDP: %zu,5,\"%s\",\"10.0.0.2.255.255.255.0\","
				  "\"10.0.0.1\",\"10.0.0.53\",\"10.0.0.54\"",
				  i + 1, one->name);
	}
	return AT_OK;
}

static int cgdata(struct atsim_call *c)
{
	struct atsim_context *one = context(c, atsim_arg(c, 1, 1));

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!one || !one->is_used || atsim_cfun(c->a) != CFUN_FULL)
		return AT_NO_CARRIER;
	one->is_active = true;
	return AT_CONNECT;
}

static int cgatt(struct atsim_call *c)
{
	if (c->form == FORM_READ && atsim_registration(c->a) != 1) {
		atsim_say(c, "+CGATT: 0");
		return AT_OK;
	}
	return AT_TABLE;
}

static int clock_read(struct atsim_call *c)
{
	if (c->form != FORM_READ)
		return AT_TABLE;
	atsim_say(c, "+CCLK: \"14/01/01,00:00:00+04\"");
	return AT_OK;
}

const struct atsim_row atsim_rows_core[] = {
	{ "+CMEE", NULL, NULL, NULL, "+CMEE: (0-2)", "0", 0 },
	{ "+CFUN", cfun, NULL, NULL, "+CFUN: (0,1,4,6),(0,1)", NULL, 0 },
	{ "+CREG", creg, NULL, NULL, "+CREG: (0-2)", "0", 0 },
	{ "+CGREG", creg, NULL, NULL, "+CGREG: (0-2)", "0", 0 },
	{ "+CEREG", creg, NULL, NULL, "+CEREG: (0-2)", "0", 0 },
	{ "+CSQ", csq, NULL, NULL, "+CSQ: (0-31,99),(0-7,99)", NULL, 0 },
	{ "+CESQ", cesq, NULL, NULL,
	  "+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)", NULL, 0 },
	{ "+COPS", cops, NULL, NULL,
	  "+COPS: (2,\"Test One\",\"Test1\",\"00101\",7),(1,\"Test Two\",\"Test2\",\"00102\",2),,"
	  "(0-4),(0-2)",
	  "0", 0 },
	{ "+COPN", NULL, "+COPN: \"00101\",\"Test One\"\n+COPN: \"00102\",\"Test Two\"", NULL, "",
	  NULL, 0 },
	{ "+CPOL", NULL, NULL, "+CPOL: 1,2,\"00101\"\n+CPOL: 2,2,\"00102\"", "+CPOL: (1-8),(0-2)",
	  "", 0 },
	{ "+CPLS", NULL, NULL, NULL, "+CPLS: (0-2)", "0", 0 },
	{ "+CIND", cind, NULL, NULL,
	  "+CIND: (\"battchg\",(0-5)),(\"signal\",(0-5)),(\"service\",(0,1)),(\"call\",(0,1)),"
	  "(\"roam\",(0,1)),(\"smsfull\",(0,1))",
	  "", 0 },
	{ "+CMER", NULL, NULL, NULL, "+CMER: (0,3),(0),(0),(0,1),(0)", "0,0,0,0,0", 0 },
	{ "+WS46", NULL, NULL, NULL, "+WS46: (12,22,25,28)", "25", 0 },
	{ "+CSCS", NULL, NULL, NULL, "+CSCS: (\"GSM\",\"IRA\",\"UCS2\")", "\"GSM\"", 0 },
	{ "+CGATT", cgatt, NULL, NULL, "+CGATT: (0,1)", "1", 0 },
	{ "+CGDCONT", cgdcont, NULL, NULL,
	  "+CGDCONT: (1-16),\"IP\",,,(0),(0)\n+CGDCONT: (1-16),\"IPV6\",,,(0),(0)\n"
	  "+CGDCONT: (1-16),\"IPV4V6\",,,(0),(0)",
	  NULL, 0 },
	{ "+CGACT", cgact, NULL, NULL, "+CGACT: (0,1)", NULL, 0 },
	{ "+CGPADDR", cgpaddr, NULL, NULL, "+CGPADDR: (1-16)", NULL, 0 },
	{ "+CGCONTRDP", cgcontrdp, NULL, NULL, "+CGCONTRDP: (1)", NULL, 0 },
	{ "+CGDATA", cgdata, NULL, NULL, "+CGDATA: (\"PPP\")", NULL, 0 },
	{ "+CGAUTH", NULL, NULL, "+CGAUTH: 1,0", "+CGAUTH: (1-16),(0-2)", "", 0 },
	{ "+CGEREP", NULL, NULL, NULL, "+CGEREP: (0-2),(0,1)", "0,0", 0 },
	{ "+CGSMS", NULL, NULL, NULL, "+CGSMS: (0-3)", "1", 0 },
	{ "+CGQREQ", NULL, NULL, "", "", "", 0 },
	{ "+CGQMIN", NULL, NULL, "", "", "", 0 },
	{ "+CCLK", clock_read, NULL, NULL, "", "", 0 },
	{ "+CTZU", NULL, NULL, NULL, "+CTZU: (0,1)", "0", 0 },
	{ "+CTZR", NULL, NULL, NULL, "+CTZR: (0-2)", "0", 0 },
	{ "+CEMODE", NULL, NULL, NULL, "+CEMODE: (0-3)", "2", 0 },
	{ "+CBC", NULL, "+CBC: 0,100", NULL, "+CBC: (0-3),(0-100)", NULL, 0 },
	{ "+CSTA", NULL, NULL, NULL, "+CSTA: (129,145)", "129", 0 },
	{ "+CMOD", NULL, NULL, NULL, "+CMOD: (0)", "0", 0 },
	{ "+CEER", NULL, "+CEER: No report available", NULL, "", NULL, 0 },
	{ "+CSCB", NULL, NULL, NULL, "+CSCB: (0,1)", "0,\"\",\"\"", 0 },
	{ "+CPAS", NULL, "+CPAS: 0", NULL, "+CPAS: (0,3,4)", NULL, 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
