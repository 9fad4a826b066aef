/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT side of the modem: its flavours, its rows of commands and their values, its results. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

static const struct {
	const char *name;
	enum atsim_flavour flavour;
	const char *manufacturer, *model, *revision;
} flavours[] = {
	{ "generic", GENERIC, NULL, NULL, NULL },
	{ "quectel", QUECTEL, "Quectel", "EG25", "EG25GGBR07A08M2G" },
	{ "huawei", HUAWEI, "huawei", "E1752", "11.126.13.00.00" },
	{ "sierra", SIERRA, "Sierra Wireless, Incorporated", "MC7455", "SWI9X30C_02.33.03.00" },
	{ "ublox", UBLOX, "u-blox", "LARA-R211-02B", "30.23" },
};

void atsim_put(struct atsim_text *t, const char *bytes, size_t len)
{
	if (len > sizeof(t->bytes) - t->len)
		len = sizeof(t->bytes) - t->len;
	memcpy(t->bytes + t->len, bytes, len);
	t->len += len;
}

static void put_format(struct atsim_text *t, const char *format, va_list args)
{
	char line[8192];
	int len = vsnprintf(line, sizeof(line), format, args);

	if (len > 0)
		atsim_put(t, line, (size_t)len < sizeof(line) ? (size_t)len : sizeof(line) - 1);
}

void atsim_putf(struct atsim_text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_format(t, format, args);
	va_end(args);
}

/* Sierra's application ports leave out the line end before an answer (FIELD-NOTES A4). */
static const char *line_head(const struct atsim_port *p)
{
	return p->a->flavour == SIERRA ? "" : "\r\n";
}

void atsim_say(struct atsim_call *c, const char *format, ...)
{
	struct atsim_text *t = &c->p->answer;
	va_list args;

	if (!c->p->has_line && atsim_number(c->p, "V"))
		atsim_putf(t, "%s", line_head(c->p));
	c->p->has_line = true;
	va_start(args, format);
	put_format(t, format, args);
	va_end(args);
	atsim_putf(t, "\r\n");
}

size_t atsim_row_index(const struct atsim *a, const char *name)
{
	for (size_t i = 0; i < a->row_count; i++)
		if (strcmp(a->rows[i]->name, name) == 0)
			return i;
	return SIZE_MAX;
}

char *atsim_value(struct atsim_port *p, const char *name)
{
	size_t i = atsim_row_index(p->a, name);

	if (i == SIZE_MAX) {
		fprintf(stderr, "no AT command %s\n", name);
		abort();
	}
	return p->values[i];
}

long atsim_number(struct atsim_port *p, const char *name)
{
	return strtol(atsim_value(p, name), NULL, 10);
}

long atsim_arg(const struct atsim_call *c, size_t i, long otherwise)
{
	char *end;
	long n;

	if (i >= c->n || !c->args[i][0])
		return otherwise;
	n = strtol(c->args[i], &end, 10);
	return *end ? otherwise : n;
}

void atsim_defaults(struct atsim_port *p)
{
	for (size_t i = 0; i < p->a->row_count; i++)
		snprintf(p->values[i], ATSIM_VALUE, "%s",
			 p->a->rows[i]->value ? p->a->rows[i]->value : "");
}

void atsim_final(struct atsim_port *p, struct atsim_text *t, int result)
{
	long cmee = atsim_number(p, "+CMEE");
	bool verbose = atsim_number(p, "V");
	const char *word = "OK";
	int digit = 0;

	if (atsim_number(p, "Q") || result == AT_NO_FINAL)
		return;
	if (result == AT_CONNECT) {
		word = "CONNECT 150000000";
		digit = 1;
	} else if (result == AT_NO_CARRIER) {
		word = "NO CARRIER";
		digit = 3;
	} else if (result == AT_BUSY) {
		word = "BUSY";
		digit = 7;
	} else if (result >= CMS(0)) {
		atsim_putf(t, "%s+CMS ERROR: %d\r\n", line_head(p), result - CMS(0));
		return;
	} else if (result > 0 && cmee) {
		if (cmee == 1)
			atsim_putf(t, "%s+CME ERROR: %d\r\n", line_head(p), result);
		else
			atsim_putf(t, "%s+CME ERROR: %s\r\n", line_head(p),
				   result == CME_SIM_ABSENT ? "SIM not inserted"
				   : result == CME_SIM_PIN  ? "SIM PIN required"
				   : result == CME_PASSWORD ? "incorrect password"
							    : "operation not supported");
		return;
	} else if (result != AT_OK) {
		word = "ERROR";
		digit = 4;
	}
	if (verbose)
		atsim_putf(t, "%s%s\r\n", line_head(p), word);
	else
		atsim_putf(t, "%d\r", digit);
}

const struct atsim_rule *atsim_rule_of(const struct atsim_port *p, const char *name,
				       const char *spelling)
{
	for (size_t i = 0; i < ATSIM_RULES; i++) {
		const struct atsim_rule *r = &p->a->rules[i];

		if (*r->command &&
		    (strcmp(r->command, name) == 0 || strcmp(r->command, spelling) == 0))
			return r;
	}
	return NULL;
}

struct atsim_port *atsim_port_at(struct atsim *a, size_t i)
{
	return i < a->port_count ? a->ports[i] : NULL;
}

static void add_rows(struct atsim *a, const struct atsim_row *rows)
{
	for (; rows->name; rows++) {
		if (rows->flavours && !(rows->flavours & a->flavour))
			continue;
		if (a->row_count >= ATSIM_ROWS)
			abort();
		if (atsim_row_index(a, rows->name) == SIZE_MAX)
			a->rows[a->row_count++] = rows;
	}
}

struct atsim *atsim_new(struct modem *m, const char *flavour)
{
	struct atsim *a = calloc(1, sizeof(*a));

	for (size_t i = 0; a && i < sizeof(flavours) / sizeof(flavours[0]); i++) {
		if (strcmp(flavours[i].name, flavour) != 0)
			continue;
		a->m = m;
		a->flavour = flavours[i].flavour;
		if (flavours[i].model) {
			store_setf(&m->store, "dms.get-manufacturer manufacturer=\"%s\"",
				   flavours[i].manufacturer);
			store_setf(&m->store, "dms.get-model model=\"%s\"", flavours[i].model);
			store_setf(&m->store, "dms.get-revision revision=\"%s\"",
				   flavours[i].revision);
		}
		add_rows(a, atsim_rows_vendor); /* before the rows that they take the place of */
		add_rows(a, atsim_rows_basic);
		add_rows(a, atsim_rows_core);
		add_rows(a, atsim_rows_sim);
		add_rows(a, atsim_rows_sms);
		add_rows(a, atsim_rows_calls);
		a->contexts[0] = (struct atsim_context){ true, false, "IP", "internet" };
		atsim_codes_init(a);
		m->at = a;
		return a;
	}
	free(a);
	return NULL;
}

int atsim_open(struct atsim *a, enum port_kind kind, const char *path, int fd)
{
	struct atsim_port *p;
	int error;

	if (a->port_count >= ATSIM_PORTS)
		return -ENOSPC;
	p = atsim_port_new(a);
	if (!p)
		return -ENOMEM;
	error = port_open(&p->port, kind, path, fd);
	if (error) {
		atsim_port_free(p);
		return error;
	}
	a->ports[a->port_count++] = p;
	return 0;
}

void atsim_free(struct atsim *a)
{
	if (!a)
		return;
	atsim_codes_free(a);
	atsim_tunnel_free(a->tunnel);
	for (size_t i = 0; i < a->port_count; i++)
		atsim_port_free(a->ports[i]);
	a->m->at = NULL;
	free(a);
}
