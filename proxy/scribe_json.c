// SPDX-License-Identifier: GPL-2.0-or-later
/* Audit records to JSON, by jansson on a static arena: no allocator, no system call. */
#include "scribe_json.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include "../parsers/at.h"
#include "../parsers/reason.h"
#include "../parsers/schema.h"
#include "policy.h"
#include "syscalls.h"

/* A full record takes about a third of it. */
static struct {
	_Alignas(16) unsigned char bytes[65536];
	size_t used;
} arena;

static void *arena_take(size_t n)
{
	size_t room = sizeof(arena.bytes) - arena.used;
	void *p = arena.bytes + arena.used;

	if (n > room || room - n < 16)
		return NULL;
	arena.used += (n + 15) & ~(size_t)15;
	return p;
}

static void arena_free(void *p)
{
	(void)p; /* all of it is taken back after each record */
}

void scribe_json_init(void)
{
	json_set_alloc_funcs(arena_take, arena_free);
	json_object_seed(1); /* all keys are ours: nobody can choose colliding ones */
}

static bool is_string(const char *s, size_t size)
{
	return memchr(s, '\0', size) != NULL;
}

static bool notes_check(const struct audit_record *r)
{
	if (r->n_notes > MESSAGE_MAX_NOTES)
		return false;
	for (unsigned i = 0; i < r->n_notes; i++)
		if (r->notes[i].kind >= NOTE_KINDS)
			return false;
	return true;
}

static bool line_check(const struct audit_line *l)
{
	if (!is_string(l->command, sizeof(l->command)))
		return false;
	for (const char *c = l->command; *c; c++)
		if (*c <= 0x20 || *c > 0x7e)
			return false;
	return l->kind < AT_KIND_COUNT && l->form < AT_FORM_COUNT && l->final <= AT_FINAL_COUNT;
}

bool scribe_json_check(const struct ruleset *rs, const struct audit_record *r)
{
	if (r->event >= AUDIT_EVENTS || r->side > SIDE_MODEM || r->reason >= REASON_COUNT)
		return false;
	if (r->link != UINT16_MAX && r->link >= rs->n_links)
		return false;
	if (r->port > rs->n_ports)
		return false;
	if (r->role != ROLE_NONE && r->role >= rs->n_roles)
		return false;
	if (r->has_rule && r->rule != RULE_IMPLICIT && r->rule != RULE_BUILTIN &&
	    r->rule >= rs->n_rules)
		return false;
	if (r->has_message && r->type >= TYPE_COUNT)
		return false;
	if (r->protocol >= AUDIT_PROTOCOLS || (r->protocol != AUDIT_QMI && !line_check(&r->at)))
		return false;
	if (r->row != ROW_NONE && r->row >= schema_row_count())
		return false;
	return notes_check(r) && is_string(r->exe, sizeof(r->exe)) &&
	       is_string(r->text, sizeof(r->text));
}

static const char *event_word(uint8_t event)
{
	static const char *const words[AUDIT_EVENTS] = {
		[AUDIT_REFUSED] = "refused", [AUDIT_STRIPPED] = "stripped",
		[AUDIT_PASSED] = "passed",   [AUDIT_CLIENT] = "client",
		[AUDIT_SUBSTITUTED] = "substituted", [AUDIT_ALARM] = "alarm",
		[AUDIT_LINK] = "link",       [AUDIT_COUNTERS] = "counters",
	};

	return words[event];
}

static void put_number(json_t *o, const char *key, uint64_t v)
{
	(void)json_object_set_new_nocheck(o, key, json_integer((json_int_t)v));
}

static void put_text(json_t *o, const char *key, const char *v)
{
	(void)json_object_set_new_nocheck(o, key, json_string_nocheck(v));
}

/* Paths are bytes: what is not printable ASCII is written \xNN, so that the line is always JSON. */
static void put_bytes(json_t *o, const char *key, const char *v)
{
	static const char hex[] = "0123456789abcdef";
	char safe[4 * RULESET_PATH + 1];
	size_t n = 0;

	for (; *v && n + 4 < sizeof(safe); v++) {
		unsigned char c = (unsigned char)*v;

		if (c >= 0x20 && c < 0x7f && c != '\\') {
			safe[n++] = (char)c;
			continue;
		}
		safe[n++] = '\\';
		safe[n++] = 'x';
		safe[n++] = hex[c >> 4];
		safe[n++] = hex[c & 15];
	}
	safe[n] = '\0';
	put_text(o, key, safe);
}

/* RFC 3339 in UTC, from nanoseconds since 1970, in plain arithmetic (proleptic Gregorian). */
static void put_time(json_t *o, uint64_t wall_ns)
{
	uint64_t s = wall_ns / 1000000000u, days = s / 86400u + 719468u;
	unsigned era = (unsigned)(days / 146097u), doe = (unsigned)(days % 146097u);
	unsigned yoe = (doe - doe / 1460u + doe / 36524u - doe / 146096u) / 365u;
	unsigned doy = doe - (365u * yoe + yoe / 4u - yoe / 100u);
	unsigned mp = (5u * doy + 2u) / 153u;
	unsigned month = mp < 10u ? mp + 3u : mp - 9u;
	unsigned year = yoe + era * 400u + (month <= 2u);
	char text[48];

	snprintf(text, sizeof(text), "%04u-%02u-%02uT%02u:%02u:%02u.%09uZ", year % 10000u, month,
		 doy - (153u * mp + 2u) / 5u + 1u, (unsigned)(s / 3600u % 24u),
		 (unsigned)(s / 60u % 60u), (unsigned)(s % 60u), (unsigned)(wall_ns % 1000000000u));
	put_text(o, "time", text);
}

static void put_rule(json_t *o, const struct ruleset *rs, uint16_t rule)
{
	char text[RULESET_PATH + 16];

	if (rule == RULE_IMPLICIT || rule == RULE_BUILTIN) {
		put_text(o, "rule", rule == RULE_IMPLICIT ? "implicit" : "builtin");
		return;
	}
	snprintf(text, sizeof(text), "%s:%u", rs->files[rs->rules[rule].file],
		 rs->rules[rule].line);
	put_bytes(o, "rule", text);
}

static const struct tlv_def *note_row(const struct audit_record *r, uint8_t tag)
{
	const struct message_def *m;

	if (r->row == ROW_NONE)
		return NULL;
	m = schema_row(r->row, NULL);
	return m ? schema_tlv(&m->tlvs[r->type], tag) : NULL;
}

static void put_notes(json_t *o, const struct audit_record *r)
{
	static const char *const kinds[NOTE_KINDS] = {
		[NOTE_UNKNOWN_TLV] = "unknown",
		[NOTE_TRAILING] = "trailing",
		[NOTE_EMPTY_TLV] = "empty",
		[NOTE_MISSING_TLV] = "missing",
		[NOTE_PAYLOAD] = "payload",
	};
	json_t *list = json_array();

	for (unsigned i = 0; i < r->n_notes; i++) {
		const struct tlv_def *row = note_row(r, r->notes[i].tag);
		json_t *note = json_object();

		put_number(note, "tlv", r->notes[i].tag);
		if (row)
			put_text(note, "name", row->name);
		put_text(note, "kind", kinds[r->notes[i].kind]);
		put_number(note, "bytes", r->notes[i].bytes);
		(void)json_array_append_new(list, note);
	}
	(void)json_object_set_new_nocheck(o, "stripped", list);
}

static void put_line(json_t *o, const struct audit_record *r)
{
	static const char *const kinds[AT_KIND_COUNT] = {
		[AT_KIND_REFUSAL] = "line",     [AT_KIND_END] = "end",
		[AT_KIND_LOST] = "lost",        [AT_KIND_DATA] = "data",
		[AT_KIND_LINE] = "command",     [AT_KIND_REPEAT] = "repeat",
		[AT_KIND_ESCAPE] = "escape",    [AT_KIND_ENTRY] = "entry",
		[AT_KIND_CANCEL] = "cancel",    [AT_KIND_FINAL] = "result",
		[AT_KIND_INFO] = "information", [AT_KIND_TEXT] = "text",
		[AT_KIND_HEX] = "octets",       [AT_KIND_PROMPT] = "prompt",
		[AT_KIND_ECHO] = "echo",
	};
	const struct audit_line *l = &r->at;

	put_text(o, "protocol", r->protocol == AUDIT_AT ? "at" : "nmea");
	put_text(o, "direction", r->side == SIDE_CLIENT ? "host" : "modem");
	put_number(o, "bytes", r->frame_len);
	if (!r->has_message)
		return;
	put_text(o, "type", kinds[l->kind]);
	if (l->command[0]) {
		put_text(o, "command", l->command);
		put_text(o, "form", at_form_name((enum at_form)l->form));
	}
	if (l->column)
		put_number(o, "column", l->column);
}

static void put_message(json_t *o, const struct audit_record *r)
{
	static const char *const types[TYPE_COUNT] = { "request", "response", "indication" };
	const struct message_def *m = r->row == ROW_NONE ? NULL : schema_row(r->row, NULL);
	const char *service = schema_service_name(r->service);

	if (r->protocol != AUDIT_QMI) {
		put_line(o, r);
		return;
	}
	put_text(o, "direction", r->side == SIDE_CLIENT ? "host" : "modem");
	put_number(o, "bytes", r->frame_len);
	if (r->has_message) {
		put_text(o, "type", types[r->type]);
		if (strcmp(service, "?"))
			put_text(o, "service", service);
		put_number(o, "service_id", r->service);
		if (m)
			put_text(o, "message", m->name);
		put_number(o, "message_id", r->id);
		put_number(o, "cid", r->cid);
		put_number(o, "txid", r->txid);
		if (r->tag)
			put_number(o, "tlv", r->tag);
	}
	if (r->n_notes)
		put_notes(o, r);
}

static void put_client(json_t *o, const struct ruleset *rs, const struct audit_record *r)
{
	if (r->role != ROLE_NONE)
		put_text(o, "role", rs->roles[r->role].name);
	put_number(o, "uid", r->uid);
	put_number(o, "pid", r->pid);
	put_bytes(o, "exe", r->exe);
}

static void put_counters(json_t *o, const struct audit_record *r)
{
	static const char *const sides[AUDIT_SIDES] = { "host", "modem" };
	json_t *all = json_object();

	for (unsigned i = 0; i < AUDIT_SIDES; i++) {
		const struct audit_counters *c = &r->counters[i];
		json_t *side = json_object();

		put_number(side, "received", c->received);
		put_number(side, "forwarded", c->forwarded);
		put_number(side, "answered", c->answered);
		put_number(side, "refused", c->refused);
		put_number(side, "in_flight", c->in_flight);
		put_number(side, "stripped", c->stripped);
		put_number(side, "copies", c->copies);
		put_number(side, "own", c->own);
		(void)json_object_set_new_nocheck(all, sides[i], side);
	}
	(void)json_object_set_new_nocheck(o, "counters", all);
}

static void put_head(json_t *o, const struct ruleset *rs, const struct audit_record *r,
		     uint64_t seq)
{
	put_number(o, "v", SCRIBE_VERSION);
	put_number(o, "seq", seq);
	put_time(o, r->wall_ns);
	put_number(o, "mono_ns", r->mono_ns);
	put_text(o, "event", event_word(r->event));
	if (r->link != UINT16_MAX)
		put_text(o, "link", rs->links[r->link].name);
	if (r->port != 0)
		put_text(o, "port", rs->ports[r->port - 1].name);
	if (r->has_client)
		put_client(o, rs, r);
}

static void put_sum(json_t *o, const struct audit_record *r)
{
	char text[2 * sizeof(r->sum) + 1];

	for (unsigned i = 0; i < sizeof(r->sum); i++)
		snprintf(&text[2 * i], 3, "%02x", r->sum[i]);
	put_text(o, "sha256", text);
}

static void put_crash(json_t *o, const struct audit_crash *c)
{
	const size_t names = sizeof(syscall_names) / sizeof(syscall_names[0]);
	char text[17];

	if (c->signal)
		put_number(o, "signal", c->signal);
	if (c->has_syscall) {
		put_number(o, "syscall", c->syscall);
		if (c->arch == SYSCALLS_ARCH && c->syscall < names && syscall_names[c->syscall])
			put_text(o, "syscall_name", syscall_names[c->syscall]);
	}
	if (c->digest_len) {
		snprintf(text, sizeof(text), "%016llx", (unsigned long long)c->digest);
		put_text(o, "digest", text);
		put_number(o, "digest_bytes", c->digest_len);
	}
}

size_t scribe_json_print(const struct ruleset *rs, const struct audit_record *r, uint64_t seq,
			 char *to, size_t size)
{
	json_t *o;
	size_t n;

	arena.used = 0;
	o = json_object();
	put_head(o, rs, r, seq);
	if (r->event == AUDIT_REFUSED || r->event == AUDIT_STRIPPED || r->event == AUDIT_PASSED ||
	    r->has_message)
		put_message(o, r);
	put_text(o, "reason", reason_word(r->reason));
	if (r->has_rule)
		put_rule(o, rs, r->rule);
	if (r->error)
		(void)json_object_set_new_nocheck(o, "error", json_integer(r->error));
	if (r->text[0])
		put_bytes(o, "text", r->text);
	put_crash(o, &r->crash);
	if (r->has_sum)
		put_sum(o, r);
	if (r->event == AUDIT_COUNTERS)
		put_counters(o, r);
	put_number(o, "repeats", r->repeats);
	put_number(o, "lost", r->lost);
	n = json_dumpb(o, to, size, JSON_COMPACT | JSON_ENSURE_ASCII);
	return n > size ? 0 : n;
}
