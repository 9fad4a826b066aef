/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated modem: requests in, answers and indications out, strict about client ids. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "atsim.h"
#include "bench.h"
#include "hostile.h"
#include "modem.h"
#include "value.h"
#include "world.h"

enum { RESULT_TAG = 0x02, HOLD_LIMIT_MS = 200 };

void modem_schedule(struct osmo_timer_list *timer, unsigned ms)
{
	osmo_timer_schedule(timer, (int)(ms / 1000), (int)(ms % 1000) * 1000);
}

bool modem_build(struct frame_out *f, uint16_t service, uint8_t cid, uint16_t txid, uint16_t id,
		 struct cur tlvs)
{
	struct wtr w = { f->bytes, sizeof(f->bytes), 0 };
	bool is_ctl = service == 0;
	uint8_t flags = (uint8_t)(is_ctl ? f->type : f->type << 1);
	size_t header = is_ctl ? 6 : 7, len = QMUX_HEADER_SIZE + header + tlvs.n - 1;
	bool done = len <= UINT16_MAX && wtr_u8(&w, QMUX_MARKER) && wtr_u16(&w, (uint16_t)len) &&
		    wtr_u8(&w, 0x80) && wtr_u8(&w, (uint8_t)service) && wtr_u8(&w, cid) &&
		    wtr_u8(&w, flags) && wtr_le(&w, is_ctl ? 1 : 2, txid) && wtr_u16(&w, id) &&
		    wtr_u16(&w, (uint16_t)tlvs.n) && wtr_bytes(&w, tlvs);

	f->len = w.len;
	return done;
}

void modem_transmit(struct modem *m, struct cur frame)
{
	if (m->verbosity > 1) {
		fprintf(stderr, "<");
		for (size_t i = 0; i < frame.n && i < 64; i++)
			fprintf(stderr, " %02x", frame.p[i]);
		fprintf(stderr, "%s\n", frame.n > 64 ? " .." : "");
	}
	port_send(&m->port, frame);
}

static void delayed_due(void *data)
{
	struct delayed *d = data;

	modem_transmit(d->modem, (struct cur){ d->bytes, d->len });
	port_flush(&d->modem->port);
	llist_del(&d->entry);
	d->modem->delayed_count--;
	free(d);
}

void modem_delay(struct modem *m, const struct frame_out *f, uint32_t ms)
{
	struct delayed *d;

	if (m->delayed_count >= MODEM_DELAYED)
		return;
	d = calloc(1, sizeof(*d) + f->len);
	if (!d)
		return;
	m->delayed_count++;
	d->modem = m;
	d->len = f->len;
	memcpy(d->bytes, f->bytes, f->len);
	llist_add(&d->entry, &m->delayed);
	osmo_timer_setup(&d->timer, delayed_due, d);
	modem_schedule(&d->timer, ms);
}

static void hold_release(void *data)
{
	struct modem *m = data;

	while (m->held > 0) {
		m->held--;
		modem_transmit(m, (struct cur){ m->holds[m->held].bytes, m->holds[m->held].len });
	}
	osmo_timer_del(&m->hold_timer);
	port_flush(&m->port);
}

static void hold(struct modem *m, const struct frame_out *f)
{
	memcpy(&m->holds[m->held++], f, sizeof(*f));
	if (m->held >= m->hold_count)
		hold_release(m);
	else
		modem_schedule(&m->hold_timer, HOLD_LIMIT_MS);
}

bool modem_hold(struct modem *m, unsigned count)
{
	hold_release(m);
	free(m->holds);
	m->hold_count = 0;
	m->holds = calloc(count ? count : 1, sizeof(*m->holds));
	if (!m->holds)
		return false;
	m->hold_count = count;
	return true;
}

/* The response in m->reply, on its way through behaviours, reordering and delays. */
static void respond(struct modem *m, const struct message *request)
{
	static uint8_t bytes[STORE_MAX_TLVS + 16];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	struct cur tlvs = { m->reply.bytes, m->reply.tlvs.len };
	struct rule *rule = request->row == ROW_NONE ? NULL : &m->rules[request->row];

	if (m->reply.is_silent)
		return;
	m->out.type = TYPE_RESPONSE;
	m->out.row = request->row;
	if (!wtr_u8(&w, RESULT_TAG) || !wtr_u16(&w, 4) || !wtr_u16(&w, m->reply.error != 0) ||
	    !wtr_u16(&w, m->reply.error) || !wtr_bytes(&w, tlvs) ||
	    !modem_build(&m->out, request->service, request->cid, request->txid, request->id,
			 (struct cur){ bytes, w.len }))
		abort();
	m->counters.responses++;
	m->counters.errors += m->reply.error != 0;
	if (hostile_filter(m, &m->out))
		return;
	if (m->hold_count > 1)
		hold(m, &m->out);
	else if (rule && rule->delay_ms)
		modem_delay(m, &m->out, rule->delay_ms);
	else
		modem_transmit(m, (struct cur){ m->out.bytes, m->out.len });
}

static void reply_begin(struct modem *m)
{
	m->reply.error = ERROR_NONE;
	m->reply.is_silent = false;
	m->reply.tlvs = (struct wtr){ m->reply.bytes, sizeof(m->reply.bytes), 0 };
}

static void respond_error(struct modem *m, const struct message *request, uint16_t error)
{
	reply_begin(m);
	m->reply.error = error;
	respond(m, request);
}

/* A request that our own decoder refuses: a real modem names the fault, or says nothing. */
static void refuse(struct modem *m, const struct message *request)
{
	m->counters.malformed++;
	if (m->verbosity > 0)
		fprintf(stderr, "refused: %s (%s, tlv 0x%02x)\n", reason_word(request->reason),
			request->has_header ? message_name(request) : "no header", request->tag);
	if (!request->has_header || request->type != TYPE_REQUEST)
		return;
	respond_error(m, request,
		      request->reason == REASON_TLV_MISSING ? ERROR_MISSING_ARGUMENT :
							      ERROR_MALFORMED);
}

static bool is_known_client(const struct modem *m, const struct message *request)
{
	return request->service == 0 ||
	       (request->service < CLIENTS_SERVICES &&
		clients_holds(&m->clients, (uint8_t)request->service, request->cid));
}

static void answer(struct modem *m, const struct message *request)
{
	const struct answer *a = &m->store.answers[request->row];
	struct rule *rule = &m->rules[request->row];

	rule->seen++;
	if (rule->drop) {
		m->counters.dropped++;
		return;
	}
	if (!a->is_set) {
		m->counters.unknown++;
		respond_error(m, request, ERROR_INVALID_COMMAND);
		return;
	}
	reply_begin(m);
	m->reply.error = a->error;
	if (!wtr_bytes(&m->reply.tlvs, (struct cur){ a->tlvs, a->len }))
		abort();
	world_apply(m, request);
	respond(m, request);
	world_after(m, request);
	atsim_refresh(m);
}

static void dispatch(struct modem *m, const struct message *request)
{
	m->counters.requests++;
	if (m->verbosity > 0)
		fprintf(stderr, "%s.%s cid %u txid %u\n", schema_service_name(request->service),
			message_name(request), request->cid, request->txid);
	if (!is_known_client(m, request)) {
		m->counters.foreign++;
		respond_error(m, request, ERROR_INVALID_CLIENT_ID);
	} else if (request->row == ROW_NONE) {
		m->counters.unknown++;
		respond_error(m, request, ERROR_INVALID_COMMAND);
	} else {
		answer(m, request);
	}
}

static void remember(struct modem *m, struct cur frame)
{
	struct received *r = &m->received[m->received_count++ % MODEM_RECEIVED];

	r->len = (uint32_t)frame.n;
	memcpy(r->bytes, frame.p, frame.n < sizeof(r->bytes) ? frame.n : sizeof(r->bytes));
}

void modem_receive(void *ctx, struct cur frame)
{
	struct modem *m = ctx;
	struct decoder decoder = { SIDE_CLIENT, m->store.vendor, QMUX_MAX_FRAME, true };
	struct wtr w = { m->record, sizeof(m->record), 0 };
	struct message request;
	struct cur batch;
	struct frame f;
	struct sdu sdu;

	remember(m, frame);
	if (m->bench_size && !hostile_is_armed(m) && bench_answer(m, frame))
		return;
	if (!message_decode(&decoder, frame, &w))
		abort();
	batch = (struct cur){ m->record, w.len };
	if (!message_next(&batch, SIDE_CLIENT, &request))
		abort();
	if (request.kind != RECORD_MESSAGE) {
		refuse(m, &request);
		return;
	}
	m->request_tlvs = (struct cur){ NULL, 0 };
	if (frame_qmux_parse(frame, &f) == REASON_OK &&
	    frame_sdu_parse(f.service, f.sdu, &sdu) == REASON_OK)
		m->request_tlvs = sdu.tlvs;
	dispatch(m, &request);
}

void modem_indicate(struct modem *m, uint16_t row, uint8_t cid, struct cur tlvs)
{
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);

	m->out.type = TYPE_INDICATION;
	m->out.row = row;
	if (!modem_build(&m->out, service->id, service->id ? cid : 0, 0, def->id, tlvs))
		return;
	m->counters.indications++;
	modem_transmit(m, (struct cur){ m->out.bytes, m->out.len });
}

bool modem_sample(struct modem *m, uint16_t row, uint8_t cid)
{
	static uint8_t bytes[STORE_MAX_TLVS];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);

	m->out.type = TYPE_INDICATION;
	m->out.row = row;
	return store_sample(store_tlvs(row), &w) &&
	       modem_build(&m->out, service->id, service->id ? cid : 0, 0, def->id,
			   (struct cur){ bytes, w.len });
}

bool modem_indicate_text(struct modem *m, uint16_t row, uint8_t cid, const char *text,
			 const char **why)
{
	static uint8_t changes[STORE_MAX_TLVS], merged[STORE_MAX_TLVS];
	const struct answer *a = &m->store.answers[row];
	struct wtr c = { changes, sizeof(changes), 0 }, w = { merged, sizeof(merged), 0 };

	for (value_skip_blanks(&text); *text; value_skip_blanks(&text))
		if (!value_encode_tlv(store_tlvs(row), &text, &c, why))
			return false;
	*why = "a shorter message";
	if (!store_merge((struct cur){ a->tlvs, a->len }, (struct cur){ changes, c.len }, &w))
		return false;
	modem_indicate(m, row, cid, (struct cur){ merged, w.len });
	return true;
}

void modem_announce(struct modem *m, const char *name, const char *format, ...)
{
	const struct service_def *service;
	char text[1024];
	const char *why;
	va_list args;
	uint16_t row = store_find(&m->store, &name, true, &why);

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (row == ROW_NONE)
		abort();
	(void)schema_row(row, &service);
	for (uint8_t cid = 0; (cid = clients_next(&m->clients, (uint8_t)service->id, cid)) != 0;)
		if (world_is_registered(m, (uint8_t)service->id, cid) &&
		    !modem_indicate_text(m, row, cid, text, &why))
			abort();
}

void modem_set_pool(struct modem *m, uint8_t service, unsigned pool)
{
	m->clients.pool[service] = (uint8_t)(pool < CLIENTS_BROADCAST ? pool : 254);
}

/* The services in the version info are those that can be allocated. */
static void init_pools(struct modem *m, unsigned pool)
{
	const char *name = "ctl.get-version-info", *why;
	const struct answer *a = &m->store.answers[store_find(&m->store, &name, false, &why)];
	struct cur list, entry;
	uint8_t count, service;

	if (!store_tlv((struct cur){ a->tlvs, a->len }, 0x01, &list) || !cur_u8(&list, &count))
		abort();
	while (count-- > 0 && cur_take(&list, 5, &entry) && cur_u8(&entry, &service))
		modem_set_pool(m, service, service ? pool : 0);
}

void modem_disappear(struct modem *m, unsigned ms)
{
	clients_reset(&m->clients);
	world_client_gone(m, 0, 0);
	port_disappear(&m->port, ms);
}

void modem_reset(struct modem *m)
{
	clients_reset(&m->clients);
	world_client_gone(m, 0, 0);
	modem_indicate(m, schema_find(0, 0x0027, true, 0), 0, (struct cur){ NULL, 0 });
}

bool modem_init(struct modem *m, uint16_t vendor, unsigned pool)
{
	m->store.vendor = vendor;
	port_init(&m->port);
	INIT_LLIST_HEAD(&m->delayed);
	osmo_timer_setup(&m->hold_timer, hold_release, m);
	if (!answers_load(&m->store))
		return false;
	init_pools(m, pool);
	m->hostile = hostile_new();
	return world_new(m) && m->hostile;
}

void modem_free(struct modem *m)
{
	struct delayed *d, *next;

	llist_for_each_entry_safe(d, next, &m->delayed, entry) {
		osmo_timer_del(&d->timer);
		free(d);
	}
	osmo_timer_del(&m->hold_timer);
	osmo_timer_del(&m->reset_timer);
	free(m->holds);
	world_free(m->world);
	hostile_free(m->hostile);
	store_free(&m->store);
}
