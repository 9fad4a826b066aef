/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict on AT commands: selectors, groups, terms, rates, grants, codes; and an oracle. */
#include <stdlib.h>
#include "../check.h"
#include "../policy/load.h"
#include "../../parsers/at_part.h"
#include "../../proxy/at_policy.h"

enum { ERRORS_SIZE = 65536, RANDOM_RULESETS = 400, RANDOM_RULES = 12, MAX_RULES = 16 };

static struct conf conf;
static struct policy_state state;
static struct at_record record;
static uint8_t clean[AT_MAX_LINE];
static char errors_memory[ERRORS_SIZE];

static void rules(const char *text)
{
	struct text errors = text_init(errors_memory, sizeof(errors_memory));

	CHECK_IN(load_string(&conf, &errors, text), "%s\n%s", errors_memory, text);
	at_policy_init(&state, &conf.rules);
}

/* Parts a line, without AT, into `record`. */
static bool part(const char *line)
{
	memset(&record, 0, sizeof(record));
	record.kind = AT_KIND_LINE;
	return at_part_line((struct cur){ (const uint8_t *)line, strlen(line) }, clean, &record) ==
	       REASON_OK;
}

static struct verdict decide(const char *line, uint16_t role, unsigned n, uint64_t now_ms)
{
	CHECK_IN(part(line), "AT%s parses", line);
	return at_policy_decide(&conf.rules, &state, role, &record, n, now_ms);
}

static void expect(const char *line, enum reason reason, uint16_t rule)
{
	struct verdict v = decide(line, 0, 0, 0);

	CHECK_IN(v.reason == reason, "AT%s: %s, not %s", line, reason_word(v.reason),
		 reason_word(reason));
	CHECK_IN(v.pass == (reason == REASON_OK), "AT%s passes", line);
	CHECK_IN(v.rule == rule, "AT%s: rule %u, not %u", line, v.rule, rule);
}

#define NONE RULE_IMPLICIT

static void test_forms(void)
{
	rules("role a { user root }\nrole b { user 1 }\n"
	      "allow a at +CSQ, +CREG?, +CGREG=, +CEREG=?\nallow b at +COPS\n");
	expect("+CSQ", REASON_OK, 0);
	expect("+CSQ=?", REASON_OK, 0);
	expect("+csq", REASON_OK, 0);
	expect("+CREG?", REASON_OK, 1);
	expect("+CREG=2", REASON_NOT_IN_POLICY, NONE);
	expect("+CREG=?", REASON_NOT_IN_POLICY, NONE);
	expect("+CGREG=2", REASON_OK, 2);
	expect("+CGREG?", REASON_NOT_IN_POLICY, NONE);
	expect("+CEREG=?", REASON_OK, 3);
	expect("+COPS=0", REASON_NOT_IN_POLICY, NONE);
	expect("+XYZ", REASON_UNKNOWN_MESSAGE, NONE);
	CHECK(decide("+COPS=0", 1, 0, 0).pass);
	CHECK(decide("+CSQ;+CREG=2;+CREG?", 0, 0, 0).pass);
	CHECK(!decide("+CSQ;+CREG=2;+CREG?", 0, 1, 0).pass);
	CHECK(decide("+CSQ;+CREG=2;+CREG?", 0, 2, 0).pass);
	CHECK(!decide("+CSQ", 0, 1, 0).pass); /* no such part */
	CHECK_EQ(decide("+CSQ", 2, 0, 0).reason, REASON_NO_ROLE);
	CHECK_EQ(decide("+CSQ", ROLE_NONE, 0, 0).reason, REASON_NO_ROLE);
	CHECK_EQ(decide("+CSQ", ROLE_ANY, 0, 0).reason, REASON_NO_ROLE);
	rules("role a { user root }\nallow a qmi any\nallow a qmi class read\n");
	expect("+CSQ", REASON_NOT_IN_POLICY, NONE); /* rules of QMI say nothing here */
}

/* What is in a group is allowed by its group or its name only, and denied by everything. */
static void test_groups(void)
{
	rules("role a { user root }\nallow a any\nallow a class firmware, class control\n"
	      "allow a at family quectel\nallow a at +CFUN?\n");
	expect("+QLINUXCMD=\"x\"", REASON_NOT_IN_POLICY, NONE);
	expect("+QFASTBOOT", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN=1,1", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN?", REASON_OK, 0);
	expect("+CREG=2", REASON_OK, 0);
	expect("D5551234;", REASON_NOT_IN_POLICY, NONE);
	expect("+CLCK=\"SC\",2", REASON_OK, 0); /* a query */
	expect("+CLCK=\"SC\",1,\"1234\"", REASON_NOT_IN_POLICY, NONE);
	rules("role a { user root }\nallow a at group power, +QFASTBOOT\nallow a at any\n");
	expect("+CFUN=1,1", REASON_OK, 0);
	expect("+QFASTBOOT", REASON_OK, 1);
	expect("+QLINUXCMD=\"x\"", REASON_NOT_IN_POLICY, NONE);
	rules("role a { user root }\ndeny any class firmware, group power\n"
	      "allow a at +QFASTBOOT, +CFUN, +CREG\n");
	expect("+QFASTBOOT", REASON_DENIED, 0);
	expect("+CFUN=4", REASON_DENIED, 1);
	expect("+CFUN?", REASON_OK, 3);
	rules("role a { user root }\ndeny a at any\nallow a at +QFASTBOOT, data\n");
	expect("+QFASTBOOT", REASON_DENIED, 0);
	CHECK_EQ(at_select_grants(&conf.rules, 0), 0);
	rules("role a { user root }\ndeny a at family quectel\nallow a at +QFASTBOOT, +CSQ\n");
	expect("+QFASTBOOT", REASON_DENIED, 0);
	expect("+CSQ", REASON_OK, 2);
}

static void test_where(void)
{
	rules("role a { user root }\n"
	      "allow a at +CFUN where level in (0, 1, 4..6) and reset in (none, 0)\n"
	      "deny a at +CFUN where level = 1\n"
	      "allow a at +CPMS where read = SM and arg2 in (prefix \"M\", none)\n"
	      "allow a at S where register = 0 and value = 0\n"
	      "allow a at raw +XYZ where arg1 in (\"x y\", 7) and arg2 = none\n");
	expect("+CFUN=0", REASON_OK, 0);
	expect("+CFUN=5,0", REASON_OK, 0);
	expect("+CFUN=005", REASON_OK, 0);
	expect("+CFUN=1,1", REASON_DENIED, 1);
	expect("+CFUN=4,1", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN=7", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN=", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN?", REASON_NOT_IN_POLICY, NONE);
	expect("+CFUN", REASON_NOT_IN_POLICY, NONE);
	expect("+CPMS=\"SM\"", REASON_OK, 2);
	expect("+CPMS=\"SM\",\"ME\"", REASON_OK, 2);
	expect("+CPMS=\"SM\",\"SM\"", REASON_NOT_IN_POLICY, NONE);
	expect("+CPMS=\"sm\"", REASON_NOT_IN_POLICY, NONE);
	expect("S0=0", REASON_OK, 3);
	expect("S0=1", REASON_NOT_IN_POLICY, NONE);
	expect("S7=0", REASON_NOT_IN_POLICY, NONE);
	expect("S0?", REASON_NOT_IN_POLICY, NONE);
	expect("+XYZ=\"x y\"", REASON_OK, 4);
	expect("+XYZ=7", REASON_OK, 4);
	expect("+XYZ=\"07\"", REASON_OK, 4); /* quotes are no way around a number */
	expect("+XYZ=\"x y\",", REASON_OK, 4);
	expect("+XYZ=\"x y\",1", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+XYZ=\"x\"", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+XYZ=-7", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+XYZ=9999999999999999999999", REASON_UNKNOWN_MESSAGE, NONE);
}

static void test_dial(void)
{
	rules("role a { user root }\nallow a at dial voice where number = prefix \"+49\"\n"
	      "allow a at dial data, dial ussd\ndeny a at dial supplementary alert\n"
	      "allow a at D\n");
	expect("D+491234;", REASON_OK, 0);
	expect("D5551234;", REASON_OK, 4);
	expect("D*99#", REASON_OK, 1);
	expect("D*100#", REASON_OK, 2);
	expect("D*21*5551234#", REASON_DENIED, 3);
	expect("D112;", REASON_OK, 4);
	expect("D>1", REASON_OK, 4);
	CHECK(decide("D*21*5551234#", 0, 0, 0).alert);
	rules("role a { user root }\nallow a at dial voice\n");
	expect("D5551234;", REASON_OK, 0);
	expect("D112;", REASON_NOT_IN_POLICY, NONE);
	expect("D*99#", REASON_NOT_IN_POLICY, NONE);
	expect("D", REASON_OK, 0); /* nothing is dialled */
	rules("role a { user root }\nallow a at group calls\n");
	expect("D*21*5551234#", REASON_OK, 0);
	expect("D*99#", REASON_NOT_IN_POLICY, NONE); /* of group channel-control */
}

static void test_raw(void)
{
	rules("role a { user root }\nallow a at raw +XYZ, raw +ABC?, raw +CSQ\nallow a at any\n");
	expect("+XYZ", REASON_OK, 0);
	expect("+XYZ=1,2", REASON_OK, 0);
	expect("+xyz?", REASON_OK, 0);
	expect("+ABC?", REASON_OK, 1);
	expect("+ABC", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+XYZZ", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+XY", REASON_UNKNOWN_MESSAGE, NONE);
	expect("+CSQ", REASON_OK, 3); /* "raw" is not for what the schema knows */
}

static void test_rate(void)
{
	unsigned n = 0;

	rules("role a { user root }\nallow a at +CMGS rate 2/min\nallow a at +CSQ\n");
	for (unsigned i = 0; i < 10; i++)
		n += decide("+CMGS=23", 0, 0, 1000).pass;
	CHECK_EQ(n, 2);
	CHECK_EQ(decide("+CMGS=23", 0, 0, 1000).reason, REASON_RATE_EXCEEDED);
	CHECK(decide("+CSQ", 0, 0, 1000).pass);
	CHECK(decide("+CMGS=23", 0, 0, 31000).pass);
	CHECK(!decide("+CMGS=23", 0, 0, 31000).pass);
	at_policy_init(&state, &conf.rules); /* and it begins anew */
	CHECK(decide("+CMGS=23", 0, 0, 31000).pass);
}

static void test_grants(void)
{
	rules("role a { user root }\nrole b { user 1 }\nrole c { user 2 }\nrole d { user 3 }\n"
	      "deny c class tunnel\ndeny c at group sms-raw\n"
	      "allow a at data\nallow any at entry text, repeat\nallow c at data, repeat\n"
	      "allow d at group channel-control\nallow any any\n");
	CHECK_EQ(at_select_grants(&conf.rules, 0), AT_GRANT_DATA | AT_GRANT_TEXT | AT_GRANT_REPEAT);
	CHECK_EQ(at_select_grants(&conf.rules, 1), AT_GRANT_TEXT | AT_GRANT_REPEAT);
	CHECK_EQ(at_select_grants(&conf.rules, 2), AT_GRANT_REPEAT);
	CHECK_EQ(at_select_grants(&conf.rules, 3), AT_GRANT_DATA | AT_GRANT_TEXT | AT_GRANT_REPEAT);
	CHECK_EQ(at_select_grants(&conf.rules, 4), 0);
	CHECK_EQ(at_select_grants(&conf.rules, ROLE_NONE), 0);
}

static bool hears(const char *name, uint16_t role)
{
	uint16_t row = at_find(name, strlen(name));

	CHECK_IN(row != ROW_NONE, "%s", name);
	return at_policy_hears(&conf.rules, &state, role, row);
}

static void test_codes(void)
{
	rules("role a { user root }\nrole b { user 1 }\nrole c { user 2 }\nrole d { user 3 }\n"
	      "deny d at +CREG\n"
	      "allow a class read\nallow b at +CREG?, class sms\n"
	      "allow b at +CUSD where report = 1\nallow c at +CREG, group calls\n"
	      "allow d at any\n");
	CHECK(hears("+CREG", 0) && hears("+CGREG", 0) && hears("RING", 0));
	CHECK(!hears("+CMT", 0) && !hears("+CMTI", 0)); /* of messages, as +CNMI is */
	CHECK(!hears("+CUSD", 0) && !hears("+CLIP", 0) && !hears("+CPIN", 0));
	CHECK(!hears("+CREG", 1)); /* one form, not the code */
	CHECK(hears("+CMT", 1) && hears("+CDS", 1) && hears("+CMTI", 1));
	CHECK(!hears("+CUSD", 1)); /* terms ask about commands */
	CHECK(hears("+CREG", 2) && hears("+CUSD", 2) && !hears("+CGREG", 2));
	CHECK(!hears("+CREG", 3) && hears("+CGREG", 3) && hears("+CMT", 3) && hears("+CUSD", 3));
	CHECK(!hears("+CREG", 4) && !hears("+CREG", ROLE_NONE));
	CHECK(!at_policy_hears(&conf.rules, &state, 0, ROW_NONE));
	CHECK(!at_policy_hears(&conf.rules, &state, 0, (uint16_t)at_row_count()));
	rules("role a { user root }\n"); /* and nothing is left of what was */
	CHECK(!hears("+CREG", 0));
}

/* ------------------------------------------------------------------ the oracle */

static uint32_t seed = 1;

static unsigned any_of(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* A rule as it is thought of: nothing here comes from the parser of the language. */
struct thought {
	bool allow;
	int role; /* 3: any */
	enum { ANY, CLASS, GROUP, FAMILY, NAME, DIAL, RAW, KINDS } kind;
	unsigned which, form;
	char name[AT_MAX_NAME + 1];
	int wanted; /* of the first argument; -1: no "where" */
};

static struct thought thoughts[MAX_RULES];
static unsigned n_thoughts;

static const char *const names[] = { "+CFUN", "+CSQ",  "+CREG", "+CLCK", "+QCFG", "&F",
				     "E",     "S",     "D",     "+CMGS", "+CUSD", "+QFASTBOOT",
				     "^SCFG", "+CPIN", "+CCWA", "+CMUX" };
static const char *const raws[] = { "+XYZ", "$ABC" };
static const char *const lines[] = {
	"+CFUN=1",
	"+CFUN=4,1",
	"+CFUN?",
	"+CSQ",
	"+CSQ=?",
	"+CREG=2",
	"+CREG?",
	"+CLCK=\"SC\",2",
	"+CLCK=\"SC\",1,\"1234\"",
	"+QCFG=\"usbcfg\"",
	"&F",
	"&F0",
	"E1",
	"S0=1",
	"S7?",
	"D*99#",
	"D5551234;",
	"D112;",
	"D*21#",
	"D*100#",
	"D>1",
	"+CMGS=23",
	"+CUSD=1",
	"+CUSD?",
	"+QFASTBOOT",
	"^SCFG?",
	"^SCFG=\"x\"",
	"+CPIN?",
	"+CPIN=\"1234\"",
	"+CCWA=1,1",
	"+CCWA=1,2",
	"+CMUX=0",
	"+CMUX?",
	"+XYZ",
	"+XYZ=1",
	"$ABC?",
	"$ABC=4",
	"+COPS?",
	"I",
	"+GMM",
};

static const char *const suffixes[] = { "", "?", "=?", "=" };
static const char *const dials[] = { "",     "data",  "voice", "emergency", "supplementary",
				     "ussd", "memory" };

/* The suffix, or none ("" is all forms, and so there is no way to say the first one). */
static bool has_form(const char *name, unsigned form)
{
	const struct at_def *def = at_row(at_find(name, strlen(name)), NULL);

	return form == 0 || def == NULL || (def->forms >> form & 1);
}

static void think(struct thought *t)
{
	*t = (struct thought){
		.allow = any_of(2), .role = (int)any_of(4), .kind = any_of(KINDS), .wanted = -1
	};
	switch (t->kind) {
	case CLASS:
		t->which = any_of(CLASS_COUNT);
		break;
	case GROUP:
		t->which = 1 + any_of(AT_GROUP_COUNT - 1);
		break;
	case FAMILY:
		t->which = any_of((unsigned)at_family_count);
		break;
	case DIAL:
		t->which = 1 + any_of(AT_DIAL_COUNT - 1);
		break;
	case NAME:
	case RAW:
		snprintf(t->name, sizeof(t->name), "%s",
			 t->kind == RAW ? raws[any_of(2)] : names[any_of(16)]);
		t->form = any_of(4);
		if (!has_form(t->name, t->form))
			t->form = 0;
		if (t->form == 0 && any_of(2))
			t->wanted = (int)any_of(5);
		break;
	case ANY:
	case KINDS:
		break;
	}
}

static void write_down(const struct thought *t, struct text *out)
{
	text_add(out, t->allow ? "allow " : "deny ");
	text_addf(out, t->role == 3 ? "any at " : "r%d at ", t->role);
	if (t->kind == ANY)
		text_add(out, "any");
	else if (t->kind == CLASS)
		text_addf(out, "class %s", schema_class_name(t->which));
	else if (t->kind == GROUP)
		text_addf(out, "group %s", at_group_name(t->which));
	else if (t->kind == FAMILY)
		text_addf(out, "family %s", at_families[t->which]->name);
	else if (t->kind == DIAL)
		text_addf(out, "dial %s", dials[t->which]);
	else
		text_addf(out, "%s%s%s", t->kind == RAW ? "raw " : "", t->name, suffixes[t->form]);
	if (t->wanted >= 0)
		text_addf(out, " where arg1 = %d", t->wanted);
	text_add(out, "\n");
}

/* Whether a rule is about the only part of `record`. */
static bool matches(const struct thought *t)
{
	const struct at_part *p = &record.parts[0];
	bool known = p->row != ROW_NONE, harmless;
	const struct at_family *family = NULL;
	int64_t first;

	harmless = at_part_group(p, record.values) == AT_GROUP_NONE || !t->allow;
	at_row(p->row, &family);
	switch (t->kind) {
	case ANY:
		return known && harmless;
	case CLASS:
		return known && harmless && at_part_class(p, record.values) == t->which;
	case GROUP:
		return known && at_part_group(p, record.values) == t->which;
	case FAMILY:
		return known && harmless && family == at_families[t->which];
	case DIAL:
		return p->dial == t->which;
	case NAME:
	case RAW:
		if (known != (t->kind == NAME) || p->name.n != strlen(t->name) ||
		    memcmp(p->name.p, t->name, p->name.n) != 0)
			return false;
		if (t->form > 0 && t->form != p->form)
			return false;
		return t->wanted < 0 ||
		       (at_part_number(&record, 0, 0, &first) && first == t->wanted);
	case KINDS:
		break;
	}
	return false;
}

static uint16_t oracle(int role)
{
	for (uint16_t i = 0; i < n_thoughts; i++)
		if ((thoughts[i].role == role || thoughts[i].role == 3) && matches(&thoughts[i]))
			return i;
	return RULE_IMPLICIT;
}

static void compare(const char *line, const char *text)
{
	CHECK_IN(part(line), "AT%s", line);
	for (int role = 0; role < 3; role++) {
		uint16_t rule = oracle(role);
		struct verdict v =
			at_policy_decide(&conf.rules, &state, (uint16_t)role, &record, 0, 0);

		CHECK_IN(v.rule == rule, "AT%s, role %d: rule %u, not %u, of\n%s", line, role,
			 v.rule, rule, text);
		CHECK(v.pass == (rule != RULE_IMPLICIT && thoughts[rule].allow));
	}
}

static void test_random(void)
{
	static char memory[65536];

	for (unsigned k = 0; k < RANDOM_RULESETS; k++) {
		struct text t = text_init(memory, sizeof(memory));

		text_add(&t, "role r0 { user 0 }\nrole r1 { user 1 }\nrole r2 { user 2 }\n");
		n_thoughts = any_of(RANDOM_RULES);
		for (unsigned i = 0; i < n_thoughts; i++) {
			think(&thoughts[i]);
			write_down(&thoughts[i], &t);
		}
		rules(memory);
		for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
			compare(lines[i], memory);
	}
}

/* Every command of the schema in every form: only its own class, or group, or name allows it. */
static void test_catalogue(void)
{
	struct at_record *r = &record;

	rules("role a { user root }\nallow a at any\n");
	for (uint16_t row = 0; row < at_row_count(); row++) {
		const struct at_def *def = at_row(row, NULL);

		for (unsigned form = 0; form < AT_FORM_COUNT; form++) {
			struct verdict v;
			enum at_group group;

			if (!(def->forms >> form & 1))
				continue;
			memset(r, 0, sizeof(*r));
			r->kind = AT_KIND_LINE;
			r->n_parts = 1;
			r->parts[0].row = row;
			r->parts[0].form = (uint8_t)form;
			r->parts[0].name =
				(struct cur){ (const uint8_t *)def->name, strlen(def->name) };
			group = at_part_group(&r->parts[0], r->values);
			v = at_policy_decide(&conf.rules, &state, 0, r, 0, 0);
			CHECK_IN(v.pass == (group == AT_GROUP_NONE), "%s%s", def->name,
				 suffixes[form]);
		}
	}
}

int main(void)
{
	test_forms();
	test_groups();
	test_where();
	test_dial();
	test_raw();
	test_rate();
	test_grants();
	test_codes();
	test_random();
	test_catalogue();
	return check_done();
}
