/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indications on command: once, many times, or at intervals. */
#include <stdlib.h>
#include <string.h>

#include "periodic.h"
#include "value.h"

/* An indication that was asked for, ready to be sent. */
struct order {
	uint16_t row;
	uint8_t service;
	uint8_t cid; /* 0: to every client id of the service */
	struct wtr tlvs;
	uint8_t bytes[4096];
};

struct periodic {
	bool is_used;
	unsigned ms;
	struct modem *m;
	struct osmo_timer_list timer;
	struct order order;
};

enum { MAX_PERIODIC = 16 };
static struct periodic periodic[MAX_PERIODIC];

static bool word_is(const char **text, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*text, word, len) != 0 || ((*text)[len] && !strchr(" \t", (*text)[len])))
		return false;
	*text += len;
	value_skip_blanks(text);
	return true;
}

static bool take_target(struct order *o, const char **text)
{
	if (word_is(text, "all")) {
		o->cid = 0;
		return true;
	}
	if (word_is(text, "broadcast")) {
		o->cid = CLIENTS_BROADCAST;
		return true;
	}
	if (word_is(text, "cid")) {
		o->cid = (uint8_t)strtoul(*text, (char **)text, 0);
		return true;
	}
	return false;
}

static bool order_parse(struct modem *m, const char *text, struct order *o, const char **why)
{
	uint8_t changes[sizeof(o->bytes)];
	struct wtr c = { changes, sizeof(changes), 0 };
	const struct service_def *service;
	const struct answer *a;

	o->row = store_find(&m->store, &text, true, why);
	if (o->row == ROW_NONE)
		return false;
	(void)schema_row(o->row, &service);
	o->service = (uint8_t)service->id;
	o->cid = CLIENTS_BROADCAST;
	o->tlvs = (struct wtr){ o->bytes, sizeof(o->bytes), 0 };
	for (value_skip_blanks(&text); *text; value_skip_blanks(&text))
		if (!take_target(o, &text) &&
		    !value_encode_tlv(store_tlvs(o->row), &text, &c, why))
			return false;
	a = &m->store.answers[o->row];
	*why = "a shorter message";
	return store_merge((struct cur){ a->tlvs, a->len }, (struct cur){ changes, c.len },
			   &o->tlvs);
}

static void order_send(struct modem *m, const struct order *o)
{
	struct cur tlvs = { o->bytes, o->tlvs.len };

	if (o->cid) {
		modem_indicate(m, o->row, o->cid, tlvs);
		return;
	}
	for (uint8_t cid = 0; (cid = clients_next(&m->clients, o->service, cid)) != 0;)
		modem_indicate(m, o->row, cid, tlvs);
}

bool periodic_indicate(struct modem *m, const char *text, unsigned long count, const char **why)
{
	static struct order order;

	if (!order_parse(m, text, &order, why))
		return false;
	for (; count > 0; count--) {
		order_send(m, &order);
		port_flush(&m->port);
	}
	return true;
}

static void periodic_due(void *data)
{
	struct periodic *p = data;

	order_send(p->m, &p->order);
	port_flush(&p->m->port);
	modem_schedule(&p->timer, p->ms);
}

bool periodic_start(struct modem *m, unsigned ms, const char *text, unsigned *id, const char **why)
{
	for (unsigned i = 0; i < MAX_PERIODIC; i++) {
		struct periodic *p = &periodic[i];

		if (p->is_used)
			continue;
		if (!order_parse(m, text, &p->order, why))
			return false;
		p->order.tlvs.p = p->order.bytes;
		p->is_used = true;
		p->ms = ms ? ms : 1;
		p->m = m;
		osmo_timer_setup(&p->timer, periodic_due, p);
		modem_schedule(&p->timer, p->ms);
		*id = i + 1;
		return true;
	}
	*why = "fewer periodic indications";
	return false;
}

bool periodic_stop(unsigned id)
{
	if (id < 1 || id > MAX_PERIODIC || !periodic[id - 1].is_used)
		return false;
	osmo_timer_del(&periodic[id - 1].timer);
	periodic[id - 1].is_used = false;
	return true;
}

void periodic_stop_all(void)
{
	for (unsigned id = 1; id <= MAX_PERIODIC; id++)
		(void)periodic_stop(id);
}
