/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A whole session as a script: clients and a modem say structured or arbitrary things, come, go,
 * stall, and time passes. After each step everything that DESIGN promises of a session must hold.
 */
#include "harness.h"

#include <errno.h>
#include <string.h>

#include "../parsers/frame_qmux.h"
#include "../tests/generate.h"
#include "../tests/session_rig.h"

enum { CLIENTS = 6, STEPS = 400 };

struct world {
	struct rig *r;
	struct cur in;
	uint8_t seat[CLIENTS]; /* 0: free, 1: there, 2: the warden was asked to disconnect it */
	unsigned asked[CLIENTS], answered[CLIENTS];
	uint8_t last_to_modem[16][16]; /* headers of the last frames */
	unsigned n_last;
	unsigned control_seen;
};

static struct world w;
static uint8_t values[1 << 17], frame[QMUX_MAX_FRAME + 64];

/* A frame of some row, for the most part as its side would write it, maybe with a fault in it. */
static struct cur make_frame(enum message_type type, uint16_t row, uint8_t cid, uint16_t txid)
{
	static struct generate g;
	struct wtr v = { values, sizeof(values), 0 }, f = { frame, sizeof(frame), 0 };
	struct generated m;

	g.seed = choose(&w.in, 256) + 1;
	g.elements = choose(&w.in, 4);
	g.string = choose(&w.in, 20);
	g.over = -1;
	if (!generate_message(&g, row, type, choose(&w.in, 2), &v, &m))
		return (struct cur){ NULL, 0 };
	m.cid = m.service == 0 ? 0 : cid;
	m.txid = m.service == 0 ? txid & 0xFF : txid;
	if (!generate_frame(&m, &f) || f.len > 4096)
		return (struct cur){ NULL, 0 };
	if (choose(&w.in, 8) == 7)
		frame[choose(&w.in, 256) % f.len] ^= (uint8_t)(1u << choose(&w.in, 8));
	return (struct cur){ f.p, f.len };
}

static uint16_t some_row(bool indication)
{
	uint16_t n = (uint16_t)schema_row_count(), row = (uint16_t)(choose(&w.in, 256) * 2 % n);

	/* control messages and the first services matter most here */
	if (choose(&w.in, 2))
		row %= 12;
	for (unsigned i = 0; i < n; i++, row = (uint16_t)((row + 1) % n))
		if (schema_row(row, NULL)->is_indication == indication)
			return row;
	return row;
}

static void client_says(unsigned slot)
{
	static const uint16_t alloc = 0x22, release = 0x23;
	struct cur f;
	unsigned what = choose(&w.in, 8);
	uint16_t row = some_row(false);

	if (what == 0)
		row = schema_find(0, alloc, false, 0);
	else if (what == 1)
		row = schema_find(0, release, false, 0);
	f = what == 7 ? choose_bytes(&w.in) :
			make_frame(TYPE_REQUEST, row, (uint8_t)choose(&w.in, 8),
				   (uint16_t)choose(&w.in, 256));
	w.asked[slot]++;
	rig_client(w.r, slot, f.p, f.n > 4096 ? 4096 : f.n);
}

/* An answer to one of the last requests, right or a little wrong; an indication; or any bytes. */
static void modem_says(void)
{
	unsigned what = choose(&w.in, 4);
	struct cur f = { NULL, 0 };

	if (what <= 1 && w.n_last > 0) {
		const uint8_t *q = w.last_to_modem[choose(&w.in, w.n_last < 16 ? w.n_last : 16)];
		uint16_t txid = q[4] == 0 ? q[7] : (uint16_t)(q[7] + 256 * q[8]);
		uint16_t id = (uint16_t)(q[4] == 0 ? q[8] + 256 * q[9] : q[9] + 256 * q[10]);
		uint16_t row = schema_find(q[4], id, false, 0);
		unsigned wrong = choose(&w.in, 16);

		if (row != ROW_NONE)
			f = make_frame(TYPE_RESPONSE, wrong == 1 ? some_row(false) : row,
				       (uint8_t)(q[5] + (wrong == 2)),
				       (uint16_t)(txid + (wrong == 3)));
	} else if (what == 2) {
		static const uint8_t cids[] = { 0, 1, 2, 3, 4, 255 };

		f = make_frame(TYPE_INDICATION, some_row(true), cids[choose(&w.in, 6)], 0);
	} else {
		f = choose_bytes(&w.in);
	}
	rig_modem(w.r, f.p, f.n > 4096 ? 4096 : f.n);
}

static void come_or_go(unsigned slot)
{
	unsigned what = choose(&w.in, 4);

	if (w.seat[slot] == 0) {
		rig_connect(w.r, slot, (uint16_t)choose(&w.in, 3), choose(&w.in, 2));
		w.r->client_takes[slot] = -1;
		w.r->client_error[slot] = 0;
		w.asked[slot] = w.answered[slot] = 0;
		w.seat[slot] = 1;
	} else if (what == 0) {
		rig_end(w.r, slot);
	} else if (what == 1) {
		session_client_hangup(w.r->s, slot, w.r->now_ms);
	} else {
		rig_gone(w.r, slot);
		w.seat[slot] = 0;
	}
}

static void stall(void)
{
	unsigned slot = choose(&w.in, CLIENTS), what = choose(&w.in, 5);

	if (what == 0)
		w.r->client_takes[slot] = (int)choose(&w.in, 64);
	else if (what == 1)
		w.r->modem_takes = (int)choose(&w.in, 64);
	else if (what == 2)
		w.r->client_error[slot] = -EPIPE;
	else
		w.r->modem_takes = w.r->client_takes[slot] = -1;
	session_modem_ready(w.r->s, w.r->now_ms);
	session_client_ready(w.r->s, slot, w.r->now_ms);
}

/*
 * Takes the whole frames off a buffer: each must decode as what its writer may say. Returns how
 * many of them are responses.
 */
static unsigned look(uint8_t *p, size_t *n, enum side from)
{
	static uint8_t record[RECORD_MAX_SIZE];
	struct decoder d = { from, 0, QMUX_MAX_FRAME };
	unsigned responses = 0;
	size_t at = 0;

	while (*n - at >= 3 && (size_t)(p[at + 1] + 256 * p[at + 2] + 1) <= *n - at) {
		size_t len = (size_t)(p[at + 1] + 256 * p[at + 2] + 1);
		struct wtr out = { record, sizeof(record), 0 };
		struct cur c;
		struct message m;

		MUST(message_decode(&d, (struct cur){ p + at, len }, &out));
		c = (struct cur){ out.p, out.len };
		MUST(message_next(&c, from, &m));
		/* Frames of wide services go to clients only, and only to say no. */
		MUST(m.kind == RECORD_MESSAGE || (p[at] == WIDE_MARKER && from == SIDE_MODEM));
		MUST(m.n_notes == 0 || m.notes[0].kind == NOTE_MISSING_TLV);
		responses += m.type == TYPE_RESPONSE || p[at] == WIDE_MARKER;
		if (from == SIDE_CLIENT)
			memcpy(w.last_to_modem[w.n_last++ % 16], p + at, len < 16 ? len : 16);
		at += len;
	}
	memmove(p, p + at, *n - at);
	*n -= at;
	return responses;
}

static void check(void)
{
	struct rig *r = w.r;

	MUST(rig_conserved(r));
	look(r->modem, &r->modem_len, SIDE_CLIENT);
	for (unsigned slot = 0; slot < CLIENTS; slot++) {
		w.answered[slot] += look(r->client[slot], &r->client_len[slot], SIDE_MODEM);
		/* Never more answers than questions; one more for the open that the lobby took. */
		MUST(w.answered[slot] <= w.asked[slot] + 1);
		MUST(w.seat[slot] || r->client_len[slot] == 0 ||
		     !session_client_waiting(r->s, slot));
	}
	for (; w.control_seen < r->n_control; w.control_seen++) {
		const struct control *c = &r->control[w.control_seen % RIG_RECORDS];

		MUST(c->kind == CONTROL_EVICT || c->kind == CONTROL_FREE ||
		     c->kind == CONTROL_PORT || c->kind == CONTROL_ROUTE);
		if (c->kind == CONTROL_EVICT)
			MUST(w.seat[c->slot] != 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	memset(&w, 0, sizeof(w));
	w.in = (struct cur){ data, size };
	w.r = rig_new();
	w.r->rules.limits[LIMIT_OUTSTANDING] = 32;
	w.r->rules.limits[LIMIT_QUEUE] = 8192;
	rig_start(w.r, choose(&w.in, 8) == 7 ? UINT16_MAX : 0);
	for (unsigned i = 0; i < STEPS && w.in.n; i++) {
		unsigned what = choose(&w.in, 16), slot = choose(&w.in, CLIENTS);

		if (what < 6 && w.seat[slot])
			client_says(slot);
		else if (what < 11)
			modem_says();
		else if (what < 13)
			come_or_go(slot);
		else if (what == 13)
			stall();
		else if (what == 14)
			rig_pass(w.r, 1u << choose(&w.in, 20));
		else
			rig_pass(w.r, choose(&w.in, 256));
		check();
	}
	rig_free(w.r);
	return 0;
}
