/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session without processes. */
#include "session_rig.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int take(uint8_t *to, size_t *used, size_t cap, int *takes, const uint8_t *bytes, size_t len)
{
	size_t n = *takes < 0 || (size_t)*takes > len ? len : (size_t)*takes;

	if (n > cap - *used)
		*used = 0; /* nobody looks at that much: begin again */
	memcpy(to + *used, bytes, n);
	*used += n;
	if (*takes >= 0)
		*takes -= (int)n;
	return (int)n;
}

static int to_modem(void *ctx, const uint8_t *frame, size_t len)
{
	struct rig *r = ctx;

	if (r->modem_error)
		return r->modem_error;
	return take(r->modem, &r->modem_len, sizeof(r->modem), &r->modem_takes, frame, len);
}

static int to_client(void *ctx, unsigned slot, const uint8_t *bytes, size_t len)
{
	struct rig *r = ctx;

	if (r->client_error[slot])
		return r->client_error[slot];
	return take(r->client[slot], &r->client_len[slot], sizeof(r->client[slot]),
		    &r->client_takes[slot], bytes, len);
}

static void audit(void *ctx, const struct audit_record *rec)
{
	struct rig *r = ctx;

	r->audit[r->n_audit++ % RIG_RECORDS] = *rec;
}

static void control(void *ctx, const struct control *c)
{
	struct rig *r = ctx;

	r->control[r->n_control++ % RIG_RECORDS] = *c;
}

/* A fuzzer makes a rig per input, so the last one's memory is used again. */
static struct rig *spare;

static struct rig *fresh(void)
{
	struct rig *r = spare ? spare : calloc(1, sizeof(*r));

	if (!r)
		abort();
	spare = NULL;
	memset(&r->rules, 0, sizeof(r->rules));
	memset(r->client_len, 0, sizeof(r->client_len));
	memset(r->client_error, 0, sizeof(r->client_error));
	r->modem_len = 0;
	r->modem_error = 0;
	r->n_audit = r->n_control = 0;
	r->port = NULL;
	return r;
}

struct rig *rig_new(void)
{
	struct rig *r = fresh();
	struct ruleset *rs = &r->rules;

	rs->magic = RULESET_MAGIC;
	rs->version = RULESET_VERSION;
#define X(id, word, def, min, max, text) rs->limits[LIMIT_##id] = def;
	LIMITS(X)
#undef X
	rs->n_files = 1;
	strcpy(rs->files[0], "rig.conf");
	strcpy(rs->user, "nobody");
	rs->n_links = 1;
	strcpy(rs->links[0].name, "wwan0");
	strcpy(rs->links[0].qmi, "/dev/cdc-wdm0");
	rs->n_roles = 3;
	strcpy(rs->roles[0].name, "all");
	strcpy(rs->roles[1].name, "none");
	strcpy(rs->roles[2].name, "adopter");
	rs->roles[2].adopt = 1;
	rs->roles[2].grace_s = 60;
	rs->n_rules = 2;
	rs->rules[0] = (struct ruleset_rule){ .allow = 1, .protocol = RULE_QMI, .role = 0 };
	rs->rules[1] = (struct ruleset_rule){ .allow = 1, .protocol = RULE_QMI, .role = 2 };
	r->max_write = 4096;
	r->now_ms = 1000000;
	return r;
}

void rig_start(struct rig *r, uint16_t link)
{
	struct session_setup setup = { .rules = &r->rules, .link = link };
	size_t size = r->port ? r->port->size(&r->rules) : session_size(&r->rules);

	if (size > r->memory_size) {
		free(r->memory);
		r->memory = malloc(size);
		r->memory_size = size;
	}
	if (!r->memory || !ruleset_check(&r->rules))
		abort();
	memset(r->memory, 0, size);
	setup.max_write = r->max_write;
	setup.io = (struct session_io){ r, to_modem, to_client, audit, control };
	r->s = r->port ? r->port->init(r->memory, &setup) : session_init(r->memory, &setup);
	for (unsigned i = 0; i <= GATE_SLOTS; i++)
		tunnel_init(&r->readers[i], i < GATE_SLOTS ? SIDE_CLIENT : SIDE_MODEM);
	r->modem_takes = -1;
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		r->client_takes[i] = -1;
}

void rig_free(struct rig *r)
{
	free(spare ? spare->memory : NULL);
	free(spare);
	spare = r;
}

void rig_connect(struct rig *r, unsigned slot, uint16_t role, bool opened)
{
	struct control c = { .kind = CONTROL_CLIENT, .slot = (uint16_t)slot, .role = role };

	c.opened = opened;
	c.marker = 0x01;
	c.txid = 7;
	c.pid = 100 + slot;
	r->client_len[slot] = 0;
	session_control(r->s, &c, r->now_ms);
	session_flush(r->s, r->now_ms);
}

void rig_gone(struct rig *r, unsigned slot)
{
	struct control c = { .kind = CONTROL_GONE, .slot = (uint16_t)slot };

	session_control(r->s, &c, r->now_ms);
	session_flush(r->s, r->now_ms);
}

static void feed(struct rig *r, unsigned slot, struct cur batch)
{
	if (slot < GATE_SLOTS)
		session_from_client(r->s, slot, batch, r->now_ms);
	else
		session_from_modem(r->s, batch, r->now_ms);
	session_flush(r->s, r->now_ms);
}

/* What a reader does with AT inside QMI. */
static void look_into(struct tunnel *t, enum side side, struct wtr *w)
{
	static struct message m;
	struct cur record = { w->p, w->len }, text;
	bool done;

	if (!message_next(&record, side, &m))
		abort();
	if (!tunnel_carries(&m))
		return;
	text = tunnel_text(&m);
	done = side == SIDE_CLIENT ? tunnel_send(t, text, w)
				   : tunnel_received(t, m.cid, &text, w) == FRAME_AT_MORE;
	if (!done)
		abort();
}

static void decode(struct rig *r, unsigned slot, const uint8_t *frame, size_t len)
{
	static uint8_t record[2 * RECORD_MAX_SIZE];
	struct decoder d = { slot < GATE_SLOTS ? SIDE_CLIENT : SIDE_MODEM, 0, 4096 };
	struct wtr w = { record, sizeof(record), 0 };

	if (!message_decode(&d, (struct cur){ frame, len }, &w))
		abort();
	if (r->port)
		look_into(&r->readers[slot], d.side, &w);
	feed(r, slot, (struct cur){ w.p, w.len });
}

void rig_client(struct rig *r, unsigned slot, const uint8_t *frame, size_t len)
{
	decode(r, slot, frame, len);
}

void rig_modem(struct rig *r, const uint8_t *frame, size_t len)
{
	decode(r, GATE_SLOTS, frame, len);
}

void rig_end(struct rig *r, unsigned slot)
{
	uint8_t record[64];
	struct wtr w = { record, sizeof(record), 0 };

	if (!message_signal(RECORD_END, 0, &w))
		abort();
	feed(r, slot, (struct cur){ w.p, w.len });
}

void rig_pass(struct rig *r, uint64_t ms)
{
	r->now_ms += ms;
	session_tick(r->s, r->now_ms);
	session_flush(r->s, r->now_ms);
}

bool rig_conserved(const struct rig *r)
{
	struct audit_counters c[AUDIT_SIDES];

	session_counters(r->s, c);
	for (unsigned i = 0; i < AUDIT_SIDES; i++)
		if (c[i].received != c[i].forwarded + c[i].answered + c[i].refused + c[i].in_flight)
			return false;
	return true;
}

struct audit_record rig_last_audit(const struct rig *r)
{
	return r->n_audit ? r->audit[(r->n_audit - 1) % RIG_RECORDS] : (struct audit_record){ 0 };
}

struct control rig_last_control(const struct rig *r)
{
	return r->n_control ? r->control[(r->n_control - 1) % RIG_RECORDS] :
			      (struct control){ 0 };
}
