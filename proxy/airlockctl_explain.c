/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "airlockctl explain": one message is put together and shown to the policy. */
#include "../parsers/tunnel.h"
#include "airlockctl.h"

#include <stdlib.h>
#include <string.h>
#include "conf_internal.h"
#include "at_policy.h"
#include "policy.h"
#include "session.h"

enum { MAX_GIVEN = 64, PACKED_SIZE = 4096 };

/* "TLV=VALUE" of the command line. */
struct given {
	struct conf_field field;
	uint64_t value;
};

struct question {
	struct airlockctl_rules *r;
	uint16_t role;
	struct message m;
	struct given given[MAX_GIVEN];
	size_t n_given;
	uint8_t packed[PACKED_SIZE];
};

static struct question question;
static struct policy_state policy;

/* What the session does by itself, whatever the policy says (DESIGN, "State"). */
static const struct {
	const char *name, *what;
} own_control[] = {
	{ "internal-proxy-open", "opens one of the configured links" },
	{ "internal-allocate-cid-qrtr", "is between libqmi and its proxy only, and refused" },
	{ "internal-release-cid-qrtr", "is between libqmi and its proxy only, and refused" },
	{ "sync", "is answered by airlock; the modem never hears it" },
	{ "allocate-cid", "needs a service in which a rule allows the role something" },
	{ "release-cid", "needs a client id that the client owns" },
	{ "revoke-cid", "is taken note of by airlock" },
	{ "get-version-info", "is answered with the services that the role may use" },
};

/* QMI protocol errors by name. */
static const struct {
	uint16_t code;
	const char *name;
} error_names[] = {
	{ 1, "MalformedMessage" },
	{ 3, "Internal" },
	{ 4, "Aborted" },
	{ 5, "ClientIdsExhausted" },
	{ 7, "InvalidClientId" },
	{ 17, "MissingArgument" },
	{ 19, "ArgumentTooLong" },
	{ 22, "InvalidTransactionId" },
	{ 31, "InvalidServiceType" },
	{ 52, "DeviceNotReady" },
	{ 68, "InsufficientResources" },
	{ 70, "InvalidOperation" },
	{ 71, "InvalidQmiCommand" },
	{ 82, "AccessDenied" },
	{ 94, "NotSupported" },
};

static int fail(struct question *q, const char *what, const char *word, const char *hint)
{
	text_addf(&q->r->errors, "airlockctl: %s \"%.80s\"%s\n", what, word, hint);
	return EXIT_FAILURE;
}

static bool find_role(struct question *q, const char *name)
{
	const struct ruleset *rs = &q->r->conf.rules;
	struct conf_nearest nearest = { .word = name, .len = strlen(name) };
	char memory[128];
	struct text hint = text_init(memory, sizeof(memory));

	for (q->role = 0; q->role < rs->n_roles; q->role++) {
		if (strcmp(rs->roles[q->role].name, name) == 0)
			return true;
		conf_nearest_try(&nearest, rs->roles[q->role].name);
	}
	conf_nearest_text(&nearest, &hint);
	fail(q, "no such role:", name, memory);
	return false;
}

/* The rows of SERVICE.MESSAGE: request and indication. */
static bool find_rows(struct question *q, const char *word, uint16_t rows[2])
{
	struct conf_nearest nearest = { .word = word, .len = strlen(word) };
	char memory[128], names[2][96];
	struct text hint = text_init(memory, sizeof(memory));
	size_t n = schema_row_count();

	rows[0] = rows[1] = ROW_NONE;
	for (size_t row = 0; row < n; row++) {
		const struct service_def *s;
		const struct message_def *def = schema_row(row, &s);
		/* Two buffers, so that the best one so far is not written over. */
		char *name = names[nearest.best == names[0]];
		struct text full = text_init(name, sizeof(names[0]));

		text_addf(&full, "%s.%s", s->name, def->name);
		if (strcmp(name, word) == 0)
			rows[def->is_indication ? 1 : 0] = (uint16_t)row;
		conf_nearest_try(&nearest, name);
	}
	if (rows[0] != ROW_NONE || rows[1] != ROW_NONE)
		return true;
	conf_nearest_text(&nearest, &hint);
	fail(q, "no such message:", word, memory);
	return false;
}

static bool parse_given(struct question *q, const struct message_def *def, const char *word)
{
	const char *equals = strchr(word, '=');
	struct given *g = &q->given[q->n_given];
	enum conf_found found;

	if (q->n_given >= MAX_GIVEN || equals == NULL) {
		fail(q, "expected TLV=VALUE or TLV.FIELD=VALUE, found", word, "");
		return false;
	}
	found = conf_where_field(def, word, (size_t)(equals - word), &g->field);
	if (found != FIELD_FOUND) {
		fail(q, "no field of this request that is one number:", word, "");
		return false;
	}
	if (!conf_where_value(&g->field, &equals[1], strlen(equals) - 1, &g->value)) {
		fail(q, "no value of this field:", word, "");
		return false;
	}
	q->n_given++;
	return true;
}

static uint64_t given_value(const struct question *q, uint8_t tag, unsigned leaf)
{
	for (size_t i = 0; i < q->n_given; i++)
		if (q->given[i].field.tag == tag && q->given[i].field.leaf == leaf)
			return q->given[i].value;
	return 0;
}

static bool is_given(const struct question *q, uint8_t tag)
{
	for (size_t i = 0; i < q->n_given; i++)
		if (q->given[i].field.tag == tag)
			return true;
	return false;
}

/* Packs the leaves of a TLV up to its first array, beyond which no rule can ask. */
static bool pack_tlv(const struct question *q, const struct tlv_def *tlv, struct wtr *w)
{
	struct conf_leaf leaf;

	for (unsigned i = 0; conf_where_shape(tlv->shape, i, &leaf); i++) {
		uint64_t value = leaf.is_number ? given_value(q, tlv->tag, i) : 0;

		for (size_t k = 0; k < leaf.packed; k++) {
			if (!wtr_u8(w, (uint8_t)value))
				return false;
			value >>= 8;
		}
	}
	return true;
}

static void build_request(struct question *q, const struct message_def *def)
{
	struct wtr w = { q->packed, sizeof(q->packed), 0 };
	const struct tlv_set *set = &def->tlvs[TYPE_REQUEST];

	for (size_t i = 0; i < set->n && q->m.n_tlvs < MESSAGE_MAX_TLVS; i++) {
		size_t start = w.len;

		if (!is_given(q, set->rows[i].tag) || !pack_tlv(q, &set->rows[i], &w))
			continue;
		q->m.tlvs[q->m.n_tlvs++] = (struct message_tlv){
			.tag = set->rows[i].tag,
			.def = &set->rows[i],
			.packed = { &q->packed[start], w.len - start },
		};
	}
}

/* True where the session decides by itself. */
static bool say_control(struct question *q, const struct message_def *def)
{
	for (size_t i = 0; q->m.service == 0 && i < COUNT(own_control); i++) {
		if (strcmp(own_control[i].name, def->name) != 0)
			continue;
		text_addf(&q->r->out, "verdict:  no rule decides: it %s\n", own_control[i].what);
		return true;
	}
	return false;
}

static void say_answer(struct question *q, struct verdict v)
{
	uint16_t error = session_error(v.reason);
	const char *name = "?";

	if (q->m.type != TYPE_REQUEST) {
		text_addf(&q->r->out, "client:   %s\n", v.pass ? "hears it" : "hears nothing");
		return;
	}
	if (v.pass) {
		text_add(&q->r->out, "client:   gets the modem's answer\n");
		return;
	}
	for (size_t i = 0; i < COUNT(error_names); i++)
		if (error_names[i].code == error)
			name = error_names[i].name;
	text_addf(&q->r->out, "client:   gets failure, QMI error %u (%s)\n", error, name);
}

static void say_verdict(struct question *q)
{
	const struct ruleset *rs = &q->r->conf.rules;
	struct verdict v = policy_decide(rs, &policy, q->role, &q->m, 0);
	struct text *out = &q->r->out;

	text_addf(out, "verdict:  %s%s\n", v.pass ? "passes" : "refused", v.alert ? ", alert" : "");
	text_addf(out, "reason:   %s (%s)\n", reason_word(v.reason), reason_text(v.reason));
	if (v.rule == RULE_IMPLICIT) {
		text_add(out, "rule:     implicit: the end of the rules refuses\n");
	} else {
		const struct ruleset_rule *r = &rs->rules[v.rule];

		text_addf(out, "rule:     %s:%u: ", rs->files[r->file], r->line);
		conf_print_rule(rs, v.rule, out);
		text_add(out, "\n");
	}
	if (v.pass && tunnel_carries(&q->m))
		text_add(out, "carries:  AT, which the rules about AT judge: ask about the line\n");
	say_answer(q, v);
}

static void ask_row(struct question *q, uint16_t row)
{
	const struct service_def *s;
	const struct message_def *def = schema_row(row, &s);

	memset(&q->m, 0, sizeof(q->m));
	q->m.kind = RECORD_MESSAGE;
	q->m.type = def->is_indication ? TYPE_INDICATION : TYPE_REQUEST;
	q->m.service = s->id;
	q->m.id = def->id;
	q->m.row = row;
	if (!def->is_indication)
		build_request(q, def);
	text_addf(&q->r->out, "message:  %s.%s, %s 0x%02x 0x%04x, class %s\n", s->name, def->name,
		  def->is_indication ? "indication" : "request", s->id, def->id,
		  schema_class_name(def->class));
	if (!say_control(q, def))
		say_verdict(q);
}

static int ask_raw(struct question *q, int argc, char **argv)
{
	uint64_t service, id;

	if (argc != 3 || !conf_word_to_number(argv[1], strlen(argv[1]), UINT16_MAX, &service) ||
	    !conf_word_to_number(argv[2], strlen(argv[2]), UINT16_MAX, &id))
		return fail(q, "expected numbers of service and message behind", argv[0], "");
	q->m.kind = RECORD_MESSAGE;
	q->m.service = (uint16_t)service;
	q->m.id = (uint16_t)id;
	q->m.row = schema_find(q->m.service, q->m.id, false, 0);
	if (q->m.row != ROW_NONE) {
		ask_row(q, q->m.row);
		return EXIT_SUCCESS;
	}
	text_addf(&q->r->out, "message:  raw 0x%02x 0x%02x, request\n", q->m.service, q->m.id);
	say_verdict(q);
	return EXIT_SUCCESS;
}

int airlockctl_explain(struct airlockctl_rules *r, int argc, char **argv)
{
	struct question *q = &question;
	uint16_t rows[2];

	q->r = r;
	policy_init(&policy, &r->conf.rules);
	at_policy_init(&policy, &r->conf.rules);
	if (!find_role(q, argv[0]))
		return EXIT_FAILURE;
	if (strcmp(argv[1], "raw") == 0)
		return ask_raw(q, argc - 1, &argv[1]);
	if (strcmp(argv[1], "payload") == 0 && argc == 3)
		return airlockctl_payload(r, &policy, q->role, argv[2]);
	if (airlockctl_at_is_line(argv[1]) || airlockctl_at_is_code(argv[1])) {
		if (argc > 2)
			return fail(q, "nothing stands behind a line in quotes:", argv[2], "");
		return airlockctl_at_is_line(argv[1])
			       ? airlockctl_at_line(r, &policy, q->role, argv[1])
			       : airlockctl_at_code(r, &policy, q->role, argv[1]);
	}
	if (!find_rows(q, argv[1], rows))
		return EXIT_FAILURE;
	if (argc > 2 && rows[0] == ROW_NONE)
		return fail(q, "an indication cannot be asked for its fields:", argv[2], "");
	for (int i = 2; i < argc; i++)
		if (!parse_given(q, schema_row(rows[0], NULL), argv[i]))
			return EXIT_FAILURE;
	for (size_t i = 0; i < 2; i++)
		if (rows[i] != ROW_NONE)
			ask_row(q, rows[i]);
	return EXIT_SUCCESS;
}
