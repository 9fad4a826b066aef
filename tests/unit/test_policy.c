/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict: first match, default refusal, terms, rates under a virtual clock, raw, strict,
 * tables. */
#include <stdlib.h>
#include "../check.h"
#include "../policy/load.h"
#include "../../proxy/policy.h"

enum { ERRORS_SIZE = 65536, RANDOM_RULESETS = 60, RANDOM_RULES = 40 };

static struct conf conf;
static struct policy_state state;
static char errors_memory[ERRORS_SIZE];

static const struct ruleset *rules(const char *text)
{
	struct text errors = text_init(errors_memory, sizeof(errors_memory));

	CHECK_IN(load_string(&conf, &errors, text), "%s", errors_memory);
	policy_init(&state, &conf.rules);
	return &conf.rules;
}

static struct message request(uint16_t service, uint16_t id)
{
	return (struct message){ .kind = RECORD_MESSAGE,
				 .type = TYPE_REQUEST,
				 .service = service,
				 .id = id,
				 .row = schema_find(service, id, false, 0) };
}

static struct message indication(uint16_t service, uint16_t id)
{
	return (struct message){ .kind = RECORD_MESSAGE,
				 .type = TYPE_INDICATION,
				 .service = service,
				 .id = id,
				 .row = schema_find(service, id, true, 0) };
}

/* dms.set-operating-mode with `mode`. */
static struct message mode_request(const uint8_t *mode)
{
	struct message m = request(0x02, 0x2E);

	m.n_tlvs = 1;
	m.tlvs[0] = (struct message_tlv){
		.tag = 0x01,
		.def = schema_tlv(&schema_row(m.row, NULL)->tlvs[TYPE_REQUEST], 0x01),
		.packed = { mode, 1 },
	};
	return m;
}

static void expect(const struct message *m, uint16_t role, uint64_t now_ms, enum reason reason,
		   uint16_t rule)
{
	struct verdict v = policy_decide(&conf.rules, &state, role, m, now_ms);

	CHECK_IN(v.reason == reason, "0x%02x 0x%04x: %s, not %s", m->service, m->id,
		 reason_word(v.reason), reason_word(reason));
	CHECK_IN(v.pass == (reason == REASON_OK), "0x%02x 0x%04x passes", m->service, m->id);
	CHECK_IN(v.rule == rule, "0x%02x 0x%04x: rule %u, not %u", m->service, m->id, v.rule, rule);
}

static void test_first_match(void)
{
	struct message ids = request(0x02, 0x25), model = request(0x02, 0x22);
	struct message reset = request(0x02, 0x00), event = indication(0x02, 0x01);
	struct verdict v;

	rules("role a { user root }\nrole b { user 1 }\n"
	      "deny a qmi dms.get-ids alert\nallow any qmi class read\nallow b qmi dms.reset\n");
	expect(&ids, 0, 0, REASON_DENIED, 0);
	expect(&ids, 1, 0, REASON_OK, 1);
	expect(&model, 0, 0, REASON_OK, 1);
	expect(&event, 0, 0, REASON_OK, 1);
	expect(&reset, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT);
	expect(&reset, 1, 0, REASON_OK, 2);
	expect(&ids, ROLE_NONE, 0, REASON_NO_ROLE, RULE_IMPLICIT);
	expect(&ids, ROLE_ANY, 0, REASON_NO_ROLE, RULE_IMPLICIT);
	expect(&ids, 2, 0, REASON_NO_ROLE, RULE_IMPLICIT);
	v = policy_decide(&conf.rules, &state, 0, &ids, 0);
	CHECK(v.alert);
	v = policy_decide(&conf.rules, &state, 0, &model, 0);
	CHECK(!v.alert);
	rules("role a { user root }\n");
	expect(&ids, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT);
}

/* A name covers request and indication; one with the same id and another name is not covered. */
static void test_names(void)
{
	struct message set = request(0x03, 0x02), event = indication(0x03, 0x02);
	struct message inject = request(0x10, 0x38), injected = indication(0x10, 0x38);

	rules("role a { user root }\nallow a qmi nas.event-report, loc.inject-utc-time\n");
	expect(&set, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT);
	expect(&event, 0, 0, REASON_OK, 0);
	expect(&inject, 0, 0, REASON_OK, 1);
	expect(&injected, 0, 0, REASON_OK, 1);
}

static void test_where(void)
{
	static const uint8_t modes[] = { 0, 1, 2, 3, 4, 5, 6, 7, 255 };
	struct message none = request(0x02, 0x2E), verify = request(0x0B, 0x26);
	uint8_t info[] = { 2, 0, 0 }, session[] = { 0, 0, 0 };

	rules("role a { user root }\n"
	      "allow a qmi dms.set-operating-mode where mode in (online, 4..6)\n"
	      "deny a qmi dms.set-operating-mode where mode = offline\n"
	      "allow a qmi uim.verify-pin where info.pin-id = pin2 and session.session-type = 0\n");
	for (size_t i = 0; i < sizeof(modes); i++) {
		struct message m = mode_request(&modes[i]);
		bool allowed = modes[i] == 0 || (modes[i] >= 4 && modes[i] <= 6);

		if (modes[i] == 3)
			expect(&m, 0, 0, REASON_DENIED, 1);
		else
			expect(&m, 0, 0, allowed ? REASON_OK : REASON_NOT_IN_POLICY,
			       allowed ? 0 : RULE_IMPLICIT);
	}
	expect(&none, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT); /* an absent TLV never matches */
	verify.n_tlvs = 2;
	verify.tlvs[0] = (struct message_tlv){ 0x01, NULL, { session, 3 } };
	verify.tlvs[1] = (struct message_tlv){ 0x02, NULL, { info, 3 } };
	for (size_t i = 0; i < 2; i++)
		verify.tlvs[i].def = schema_tlv(&schema_row(verify.row, NULL)->tlvs[TYPE_REQUEST],
						verify.tlvs[i].tag);
	expect(&verify, 0, 0, REASON_OK, 2);
	session[0] = 6; /* both terms must hold */
	expect(&verify, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT);
}

/* Terms are about requests: an indication of the same name is not allowed by them. */
static void test_where_indication(void)
{
	struct message m = request(0x10, 0x38);
	static const uint8_t time[8];

	rules("role a { user root }\nallow a qmi loc.inject-utc-time where utc-time = 0\n");
	m.n_tlvs = 1;
	m.tlvs[0] = (struct message_tlv){
		.tag = 0x01,
		.def = schema_tlv(&schema_row(m.row, NULL)->tlvs[TYPE_REQUEST], 0x01),
		.packed = { time, sizeof(time) },
	};
	expect(&m, 0, 0, REASON_OK, 0);
	m.row = schema_find(0x10, 0x38, true, 0);
	m.type = TYPE_INDICATION;
	expect(&m, 0, 0, REASON_NOT_IN_POLICY, RULE_IMPLICIT);
}

static unsigned passes(const struct message *m, unsigned tries, uint64_t now_ms)
{
	unsigned n = 0;

	for (unsigned i = 0; i < tries; i++)
		n += policy_decide(&conf.rules, &state, 0, m, now_ms).pass;
	return n;
}

static void test_rate(void)
{
	struct message send = request(0x05, 0x20), ids = request(0x02, 0x25);
	uint64_t hour = 3600000;
	unsigned n = 0;

	rules("role a { user root }\nallow a qmi wms.raw-send rate 30/min\n"
	      "allow a qmi dms.get-ids rate 1/h\n");
	CHECK_EQ(passes(&send, 100, 5000), 30); /* full at the first use */
	expect(&send, 0, 5000, REASON_RATE_EXCEEDED, 0);
	CHECK_EQ(passes(&send, 100, 6999), 0); /* one in 2 s comes back */
	CHECK_EQ(passes(&send, 100, 7000), 1);
	CHECK_EQ(passes(&send, 100, 7000 + 60000), 30);
	CHECK_EQ(passes(&ids, 3, 5000), 1); /* buckets are apart */
	CHECK_EQ(passes(&ids, 3, 5000 + hour - 1), 0);
	CHECK_EQ(passes(&ids, 3, 5000 + hour), 1);
	/* Asked every ms, and nothing is gained or lost by rounding: 1 at first, then 1 an hour. */
	rules("role a { user root }\nallow a qmi dms.get-ids rate 7/h\n");
	for (uint64_t t = 0; t < 3 * hour; t += 97)
		n += policy_decide(&conf.rules, &state, 0, &ids, t).pass;
	CHECK_IN(n >= 7 + 3 * 7 - 1 && n <= 7 + 3 * 7, "%u passed", n);
}

static void test_rate_clock(void)
{
	struct message send = request(0x05, 0x20), event = indication(0x05, 0x01);

	rules("role a { user root }\nallow a qmi wms.raw-send, wms.event-report rate 2/s\n");
	CHECK_EQ(passes(&send, 9, UINT64_MAX - 10), 2);
	CHECK_EQ(passes(&send, 9, 10), 0); /* back: no refill, and no waiting for the old time */
	CHECK_EQ(passes(&send, 9, 510), 1);
	CHECK_EQ(passes(&send, 9, UINT64_MAX), 2); /* far ahead: full, not more */
	CHECK_EQ(passes(&send, 9, 0), 0);
	CHECK_EQ(passes(&event, 100, 0), 100); /* only requests spend */
	CHECK_EQ(passes(&send, 9, 100000), 2);
	CHECK_EQ(passes(&send, 9, 5), 0);
	/* 16.67 in a ms: asking often in one ms is not more time. */
	rules("role a { user root }\nallow a qmi wms.raw-send rate 1000000/min\n");
	CHECK_EQ(passes(&send, 1000001, 0), 1000000);
	CHECK_EQ(passes(&send, 100, 1), 16);
	rules("role a { user root }\nallow a qmi wms.raw-send rate 1000000/h\n");
	CHECK_EQ(passes(&send, 1000001, 0), 1000000);
	CHECK_EQ(passes(&send, 1000, 3599999), 1000);
}

static void test_raw(void)
{
	struct message known = request(0x02, 0x25), bare = request(0x22, 0x51);
	struct message other = request(0x22, 0x52), odd = request(0x02, 0x7777);
	struct message ind = indication(0x22, 0x51);

	rules("role a { user root }\nrole b { user 1 }\n"
	      "deny b qmi raw 0x22 0x51\nallow any qmi raw 0x22 0x51, raw 0x02 0x25\n"
	      "allow b qmi any\nallow a qmi class read, dms.*\n");
	expect(&bare, 0, 0, REASON_OK, 1);
	expect(&ind, 0, 0, REASON_OK, 1);
	expect(&bare, 1, 0, REASON_DENIED, 0);
	expect(&other, 0, 0, REASON_UNKNOWN_SERVICE, RULE_IMPLICIT);
	expect(&other, 1, 0, REASON_UNKNOWN_SERVICE, RULE_IMPLICIT); /* any is not raw */
	expect(&odd, 0, 0, REASON_UNKNOWN_MESSAGE, RULE_IMPLICIT);
	expect(&known, 1, 0, REASON_OK, 3); /* raw is not for what the schema knows */
	CHECK(policy_service(&conf.rules, &state, 0, 0x22));
	CHECK(!policy_service(&conf.rules, &state, 1, 0x22));
	CHECK(!policy_service(&conf.rules, &state, 0, 0x23));
	CHECK(policy_service(&conf.rules, &state, 0, 0x02));
	CHECK(!policy_service(&conf.rules, &state, ROLE_NONE, 0x02));
}

static void test_service(void)
{
	rules("role a { user root }\ndeny a qmi wms.raw-send\ndeny a qmi nas.*\n"
	      "allow a qmi wms.raw-send, nas.get-signal-info, uim.get-card-status\n");
	CHECK(!policy_service(&conf.rules, &state, 0, 0x05));
	CHECK(!policy_service(&conf.rules, &state, 0, 0x03));
	CHECK(policy_service(&conf.rules, &state, 0, 0x0B));
	rules("role a { user root }\ndeny a qmi dms.set-operating-mode where mode = 1\n"
	      "allow a qmi dms.set-operating-mode\n");
	CHECK(policy_service(&conf.rules, &state, 0, 0x02));
}

static void test_strict(void)
{
	struct message ids = request(0x02, 0x25), signal = request(0x03, 0x4F);

	rules("role a { user root }\nstrict dms\nallow a qmi class read rate 1/s\n");
	ids.n_notes = 1;
	ids.notes[0] = (struct message_note){ NOTE_UNKNOWN_TLV, 0x55, 9 };
	signal.n_notes = 1;
	signal.notes[0] = ids.notes[0];
	expect(&ids, 0, 0, REASON_TLV_UNKNOWN, 0);
	ids.notes[0].kind = NOTE_TRAILING;
	expect(&ids, 0, 0, REASON_TLV_TRAILING, 0);
	ids.notes[0].kind = NOTE_MISSING_TLV;
	ids.notes_more = 1; /* what did not fit is not guessed */
	expect(&ids, 0, 0, REASON_TLV_UNKNOWN, 0);
	ids.notes_more = 0;
	expect(&ids, 0, 0, REASON_OK, 0); /* and none of the refused ones spent the token */
	expect(&signal, 0, 1000, REASON_OK, 0);
}

static uint32_t seed = 1;

static unsigned any_of(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static void random_selector(struct text *t)
{
	const struct service_def *s = schema_services[any_of((unsigned)schema_service_count)];

	switch (any_of(6)) {
	case 0:
		text_add(t, "any");
		break;
	case 1:
		text_addf(t, "class %s", schema_class_name(any_of(CLASS_COUNT)));
		break;
	case 2:
		text_addf(t, "%s.*", s->name);
		break;
	default:
		text_addf(t, "%s.%s", s->name, s->messages[any_of((unsigned)s->n)].name);
	}
}

/* The rule that decides, by looking at all of them in order. */
static uint16_t naive_rule(const struct ruleset *rs, uint16_t role, uint16_t row)
{
	const struct service_def *s;
	const struct message_def *def = schema_row(row, &s);

	for (uint16_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];
		char wanted[96], has[96];
		const struct message_def *named =
			schema_row(r->rows[0] != ROW_NONE ? r->rows[0] : r->rows[1], NULL);

		if (r->role != role && r->role != ROLE_ANY)
			continue;
		snprintf(has, sizeof(has), "%u.%s", s->id, def->name);
		snprintf(wanted, sizeof(wanted), "%u.%s", r->service, named ? named->name : "");
		if (r->selector == SELECT_ANY ||
		    (r->selector == SELECT_CLASS && r->class == def->class) ||
		    (r->selector == SELECT_SERVICE && r->service == s->id) ||
		    (r->selector == SELECT_MESSAGE && strcmp(wanted, has) == 0))
			return i;
	}
	return RULE_IMPLICIT;
}

static void test_random(void)
{
	static char memory[65536];

	for (unsigned k = 0; k < RANDOM_RULESETS; k++) {
		struct text t = text_init(memory, sizeof(memory));
		const struct ruleset *rs;

		text_add(&t, "role r0 { user 0 }\nrole r1 { user 1 }\nrole r2 { user 2 }\n");
		for (unsigned i = any_of(RANDOM_RULES); i > 0; i--) {
			unsigned role = any_of(4);

			text_addf(&t, any_of(2) ? "allow " : "deny ");
			text_addf(&t, role == 3 ? "any " : "r%u ", role);
			random_selector(&t);
			text_add(&t, "\n");
		}
		rs = rules(memory);
		for (uint16_t row = 0; row < schema_row_count(); row++) {
			const struct service_def *s;
			const struct message_def *def = schema_row(row, &s);
			struct message m = {
				.kind = RECORD_MESSAGE, .service = s->id, .id = def->id, .row = row
			};

			m.type = def->is_indication ? TYPE_INDICATION : TYPE_REQUEST;
			for (uint16_t role = 0; role < 3; role++) {
				uint16_t rule = naive_rule(rs, role, row);

				expect(&m, role, 0,
				       rule == RULE_IMPLICIT   ? REASON_NOT_IN_POLICY
				       : rs->rules[rule].allow ? REASON_OK
							       : REASON_DENIED,
				       rule);
			}
		}
	}
}

int main(void)
{
	test_first_match();
	test_names();
	test_where();
	test_where_indication();
	test_rate();
	test_rate_clock();
	test_raw();
	test_service();
	test_strict();
	test_random();
	return check_done();
}
