/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An AT session without processes. */
#include "at_rig.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { BATCH = 1 << 18 };

static int take(uint8_t *to, size_t *used, size_t cap, int *takes, struct cur bytes)
{
	size_t n = *takes < 0 || (size_t)*takes > bytes.n ? bytes.n : (size_t)*takes;

	if (n > cap - *used)
		*used = 0; /* nobody looks at that much: begin again */
	memcpy(to + *used, bytes.p, n);
	*used += n;
	if (*takes >= 0)
		*takes -= (int)n;
	return (int)n;
}

static int to_modem(void *ctx, const uint8_t *bytes, size_t len)
{
	struct at_rig *r = ctx;

	if (r->modem_error)
		return r->modem_error;
	return take(r->modem, &r->modem_len, AT_RIG_MODEM, &r->modem_takes,
		    (struct cur){ bytes, len });
}

static int to_client(void *ctx, unsigned slot, const uint8_t *bytes, size_t len)
{
	struct at_rig *r = ctx;

	if (r->client_error[slot])
		return r->client_error[slot];
	return take(r->client[slot], &r->client_len[slot], AT_RIG_CLIENT, &r->client_takes[slot],
		    (struct cur){ bytes, len });
}

static void audit(void *ctx, const struct audit_record *rec)
{
	struct at_rig *r = ctx;

	r->audit[r->n_audit++ % AT_RIG_RECORDS] = *rec;
}

static void control(void *ctx, const struct control *c)
{
	struct at_rig *r = ctx;

	r->control[r->n_control++ % AT_RIG_RECORDS] = *c;
}

static void start_reader(struct at_rig *r, unsigned slot, bool raw)
{
	struct frame_at_options o = { .side = slot < GATE_SLOTS ? SIDE_CLIENT : SIDE_MODEM,
				      .text_entry = true,
				      .data = true,
				      .raw = raw };

	frame_at_init(&r->readers[slot], &o);
}

static struct ruleset_rule *add_rule(struct ruleset *rs, bool allow, enum rule_selector selector,
				     uint16_t role)
{
	struct ruleset_rule *rule = &rs->rules[rs->n_rules++];

	*rule = (struct ruleset_rule){ .allow = allow, .protocol = RULE_AT, .role = role };
	rule->selector = (uint8_t)selector;
	rule->form = AT_FORM_COUNT;
	return rule;
}

static void allow_all(struct ruleset *rs, uint16_t role)
{
	add_rule(rs, true, SELECT_ANY, role);
	for (unsigned g = AT_GROUP_NONE + 1; g < AT_GROUP_COUNT; g++)
		add_rule(rs, true, SELECT_GROUP, role)->kind = (uint8_t)g;
}

static void add_rules(struct ruleset *rs)
{
	add_rule(rs, false, SELECT_GROUP, ROLE_ANY)->kind = AT_GROUP_CODE_EXECUTION;
	for (unsigned g = 1; g < AT_GRANT_END; g <<= 1)
		add_rule(rs, false, SELECT_GRANT, AT_RIG_PLAIN)->kind = (uint8_t)g;
	allow_all(rs, AT_RIG_ALL);
	allow_all(rs, AT_RIG_PLAIN);
	add_rule(rs, true, SELECT_CLASS, AT_RIG_READ)->class = CLASS_READ;
	for (uint16_t row = 0; row < at_row_count(); row++) {
		const struct at_def *def = at_row(row, NULL);

		/* and calls are announced to those who read */
		if (strcmp(def->name, "RING") && strcmp(def->name, "+CMTI"))
			continue;
		add_rule(rs, true, SELECT_COMMAND, AT_RIG_READ)->rows[0] = row;
	}
}

static void set_rules(struct ruleset *rs)
{
	static const char *const roles[AT_RIG_ROLES] = { "all", "none", "plain", "read" };

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
	rs->n_roles = AT_RIG_ROLES;
	for (unsigned i = 0; i < AT_RIG_ROLES; i++)
		strcpy(rs->roles[i].name, roles[i]);
	add_rules(rs);
}

/* A fuzzer makes a rig per input, so the last one's memory is used again. */
static struct at_rig *spare;

/* Zeroed memory for the session: of most of it no page is ever touched, and none is cleared. */
static void *session_memory(size_t size)
{
	static void *memory;

	if (!memory)
		memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			      0);
	else if (madvise(memory, size, MADV_DONTNEED) < 0)
		abort();
	if (memory == MAP_FAILED)
		abort();
	return memory;
}

struct at_rig *at_rig_new(void)
{
	struct at_rig *r = spare ? spare : malloc(sizeof(*r));
	struct session_setup setup = { .link = 0 };

	if (!r)
		abort();
	spare = NULL;
	memset(&r->rules, 0, sizeof(r->rules));
	memset(r->present, 0, sizeof(r->present));
	memset(r->client_len, 0, sizeof(r->client_len));
	memset(r->client_error, 0, sizeof(r->client_error));
	r->modem_len = r->n_audit = r->n_control = 0;
	r->modem_error = 0;
	set_rules(&r->rules);
	if (!ruleset_check(&r->rules))
		abort();
	r->now_ms = 1000000;
	r->swaps = true;
	r->modem_takes = -1;
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		r->client_takes[i] = -1;
	setup.rules = &r->rules;
	setup.io = (struct session_io){ r, to_modem, to_client, audit, control };
	r->s = at_session_init(session_memory(at_session_size(&r->rules)), &setup);
	start_reader(r, GATE_SLOTS, false);
	at_rig_pass(r, 0);
	return r;
}

struct at_rig *at_rig_start(void)
{
	struct at_rig *r = at_rig_new();

	at_rig_modem(r, "\r\nOK\r\n");
	r->modem_len = 0;
	return r;
}

void at_rig_free(struct at_rig *r)
{
	free(spare);
	spare = r;
}

static void after(struct at_rig *r)
{
	at_session_flush(r->s, r->now_ms);
	if (r->swaps)
		at_rig_swap(r);
}

void at_rig_connect(struct at_rig *r, unsigned slot, uint16_t role)
{
	struct control c = { .kind = CONTROL_CLIENT, .slot = (uint16_t)slot, .role = role };

	c.pid = 100 + slot;
	c.flavour = LISTEN_LINES;
	r->client_len[slot] = 0;
	r->present[slot] = true;
	start_reader(r, slot, false);
	at_session_control(r->s, &c, r->now_ms);
	after(r);
}

void at_rig_gone(struct at_rig *r, unsigned slot)
{
	struct control c = { .kind = CONTROL_GONE, .slot = (uint16_t)slot };

	r->present[slot] = false;
	at_session_control(r->s, &c, r->now_ms);
	after(r);
}

static void feed(struct at_rig *r, unsigned slot, struct cur batch)
{
	if (slot < GATE_SLOTS)
		at_session_from_client(r->s, slot, batch, r->now_ms);
	else
		at_session_from_modem(r->s, batch, r->now_ms);
}

void at_rig_bytes(struct at_rig *r, unsigned slot, const void *bytes, size_t len)
{
	static uint8_t records[BATCH];
	struct cur chunk = { bytes, len };
	enum frame_at_state state;

	do {
		struct wtr w = { records, sizeof(records), 0 };

		state = frame_at_feed(&r->readers[slot], &chunk, &w);
		feed(r, slot, (struct cur){ w.p, w.len });
	} while (state == FRAME_AT_FULL);
	after(r);
}

void at_rig_client(struct at_rig *r, unsigned slot, const char *text)
{
	at_rig_bytes(r, slot, text, strlen(text));
}

void at_rig_modem(struct at_rig *r, const char *text)
{
	at_rig_bytes(r, GATE_SLOTS, text, strlen(text));
}

void at_rig_end(struct at_rig *r, unsigned slot)
{
	static uint8_t records[2 * AT_RECORD_MAX];
	struct wtr w = { records, sizeof(records), 0 };

	if (!frame_at_end(&r->readers[slot], 0, &w))
		abort();
	feed(r, slot, (struct cur){ w.p, w.len });
	after(r);
}

void at_rig_swap(struct at_rig *r)
{
	/* Answers may ask for more: those are dealt with as well. */
	for (unsigned i = 0; i < r->n_control && i < AT_RIG_RECORDS; i++) {
		struct control *c = &r->control[i], done = *c;

		if (c->kind != CONTROL_SWAP)
			continue;
		c->kind = CONTROL_COUNT; /* once */
		start_reader(r, c->slot, c->opened);
		done.kind = CONTROL_SWAPPED;
		at_session_control(r->s, &done, r->now_ms);
		at_session_flush(r->s, r->now_ms);
	}
}

void at_rig_pass(struct at_rig *r, uint64_t ms)
{
	r->now_ms += ms;
	at_session_tick(r->s, r->now_ms);
	after(r);
}

const char *at_rig_heard(struct at_rig *r, unsigned slot)
{
	static char text[AT_RIG_CLIENT + 1];
	size_t *len = slot < GATE_SLOTS ? &r->client_len[slot] : &r->modem_len;

	memcpy(text, slot < GATE_SLOTS ? r->client[slot] : r->modem, *len);
	text[*len] = '\0';
	*len = 0;
	return text;
}

bool at_rig_conserved(const struct at_rig *r)
{
	struct audit_counters c[AUDIT_SIDES];

	at_session_counters(r->s, c);
	for (unsigned i = 0; i < AUDIT_SIDES; i++)
		if (c[i].received != c[i].forwarded + c[i].answered + c[i].refused + c[i].in_flight)
			return false;
	return true;
}

struct audit_record at_rig_last_audit(const struct at_rig *r)
{
	return r->n_audit ? r->audit[(r->n_audit - 1) % AT_RIG_RECORDS]
			  : (struct audit_record){ 0 };
}

unsigned at_rig_count(const struct at_rig *r, enum reason reason)
{
	unsigned n = 0;

	for (unsigned i = 0; i < r->n_audit && i < AT_RIG_RECORDS; i++)
		n += r->audit[i].reason == reason;
	return n;
}
