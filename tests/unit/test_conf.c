/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bounds of the language, files together, any bytes as text, and the check of rulesets. */
#include <stdlib.h>
#include "../check.h"
#include "../policy/load.h"
#include "../../proxy/compiler.h"

enum { ERRORS_SIZE = 65536, BIG = CONF_MAX_FILE + 2, RANDOM_TEXTS = 3000 };

static struct conf conf;
static char errors_memory[ERRORS_SIZE], big[BIG];
static struct text errors;

static bool parse(const char *text, size_t len)
{
	errors = text_init(errors_memory, sizeof(errors_memory));
	conf_begin(&conf, &errors);
	conf_parse(&conf, "test", text, len);
	return conf_finish(&conf, CONF_ALL);
}

/* `n` times `line` behind a role. */
static bool parse_lines(const char *line, unsigned n)
{
	struct text t = text_init(big, sizeof(big));

	text_add(&t, "role a { user root }\n");
	for (unsigned i = 0; i < n; i++)
		text_add(&t, line);
	return parse(t.p, t.len);
}

static void expect_error(const char *what)
{
	CHECK_IN(strstr(errors_memory, what) != NULL, "\"%s\" in: %s", what, errors_memory);
}

static void test_bounds(void)
{
	memset(big, ' ', sizeof(big));
	for (size_t i = 0; i < sizeof(big); i += 4000)
		big[i] = '\n';
	CHECK(parse(big, CONF_MAX_FILE));
	CHECK(!parse(big, CONF_MAX_FILE + 1));
	expect_error("larger than 1048576 bytes");
	memset(big, '\n', 65534);
	CHECK(parse(big, 65533));
	CHECK(!parse(big, 65534));
	expect_error("more than 65534 lines");
	CHECK(parse_lines("allow a qmi dms.get-ids, dms.get-model\n", 512));
	CHECK_EQ(conf.rules.n_rules, RULESET_MAX_RULES);
	CHECK(!parse_lines("allow a qmi dms.get-ids, dms.get-model\n", 513));
	expect_error("test:514:13: more than 1024 rules");
	CHECK(parse_lines("allow a qmi dms.set-operating-mode where mode = 1 and mode = 2\n", 512));
	CHECK_EQ(conf.rules.n_terms, RULESET_MAX_TERMS);
	CHECK(!parse_lines("allow a qmi dms.set-operating-mode where mode = 1 and mode = 2\n",
			   513));
	expect_error("more than 1024 terms");
	CHECK(parse_lines("allow a qmi dms.set-operating-mode where mode in (1, 2, 3, 4)\n", 512));
	CHECK_EQ(conf.rules.n_values, RULESET_MAX_VALUES);
	CHECK(!parse_lines("allow a qmi dms.set-operating-mode where mode in (1, 2, 3, 4)\n", 513));
	expect_error("more than 2048 values");
	CHECK(!parse_lines("oops\n", 1000));
	expect_error("too many errors");
	CHECK_EQ(conf.n_errors, CONF_MAX_ERRORS);
}

/* Errors do not outgrow the memory for them. */
static void test_small_errors(void)
{
	char memory[40];

	errors = text_init(memory, sizeof(memory));
	conf_begin(&conf, &errors);
	conf_parse(&conf, "test", "oops\noops\n", 10);
	CHECK(!conf_finish(&conf, CONF_ALL));
	CHECK(errors.full && strlen(memory) == sizeof(memory) - 1);
}

static void begin_two(const char *first, const char *policy)
{
	errors = text_init(errors_memory, sizeof(errors_memory));
	conf_begin(&conf, &errors);
	conf_parse(&conf, "/etc/airlock/a.conf", first, strlen(first));
	if (policy != NULL)
		conf_parse(&conf, "/etc/airlock/p/x", policy, strlen(policy));
}

static void test_files(void)
{
	static const char first[] = "policy p/x\nallow a qmi any\nlisten @q role a\n";

	begin_two(first, "role a { user root }\nallow a qmi dms.*\n");
	CHECK(conf_finish(&conf, CONF_ALL));
	CHECK_EQ(conf.rules.n_rules, 2);
	CHECK_EQ(conf.rules.rules[0].file, 0); /* the configuration's own rules come first */
	CHECK_EQ(conf.rules.rules[1].file, 1);
	CHECK_EQ(conf.rules.listens[0].role, 0);
	CHECK(strcmp(conf.rules.files[1], "/etc/airlock/p/x") == 0);
	begin_two(first, NULL);
	CHECK(!conf_finish(&conf, CONF_ALL));
	expect_error("a.conf:1:8: policy \"/etc/airlock/p/x\": was not given");
	begin_two(first, NULL); /* links: what is not there yet is not asked for */
	CHECK(conf_finish(&conf, CONF_LINKS));
	CHECK(strcmp(conf.rules.audit, CONF_AUDIT) == 0);
	CHECK_EQ(conf.rules.n_files, 2);
	CHECK_EQ(conf.rules.n_rules, 0);
	CHECK(ruleset_check(&conf.rules));
	begin_two("policy p/x\n", "link l { qmi /dev/x }\npolicy y\nlisten @x\naudit x\nuser x\n");
	CHECK(!conf_finish(&conf, CONF_ALL));
	CHECK_EQ(conf.n_errors, 5);
	expect_error("/etc/airlock/p/x:1:1: link belongs in the configuration");
	begin_two("role a { }\n", "role b { }\n");
	CHECK(!conf_finish(&conf, CONF_ALL));
	expect_error("a file was given that is not the next policy named");
	begin_two("policy y\npolicy p/x\nrole a { }\n", "role b { }\n");
	CHECK(!conf_finish(&conf, CONF_ALL));
	expect_error("a file was given that is not the next policy named");
	begin_two("policy /etc/airlock/p/x\nrole a { }\n", "role a { }\n");
	CHECK(!conf_finish(&conf, CONF_ALL));
	expect_error("x:1:6: role \"a\" is defined twice, first in /etc/airlock/a.conf:2");
}

static void test_pack(void)
{
	uint8_t out[64];
	size_t len = 0;

	CHECK(compiler_pack(out, sizeof(out), &len, "name", "text!", 5));
	CHECK_EQ(len, 17);
	CHECK_EQ(compiler_packed_size("name", 5), 17);
	CHECK(memcmp(out, "\4\0\0\0\5\0\0\0nametext!", 17) == 0);
	CHECK(!compiler_pack(out, 33, &len, "name", "text!", 5));
	CHECK_EQ(len, 17);
	CHECK(compiler_pack(out, 34, &len, "name", "text!", 5));
	CHECK_EQ(len, 34);
}

static uint32_t seed = 7;

static unsigned any_of(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static const char *const words[] = {
	/* clang-format off */
	"role", "a", "b", "{", "}", "user", "root", ";", "\n", "exe", "/x", "adopt", "grace",
	"30s", "allow", "deny", "any", "qmi", "class", "read", "dms.*", "dms.get-ids", ",",
	"raw", "0x22", "where", "mode", "in", "(", ")", "=", "1..5", "online", "rate", "5/s",
	"alert", "strict", "dms", "link", "l", "/dev/x", "listen", "@q", "policy", "p",
	"audit", "limit", "clients", "dms.set-operating-mode", "\"", "#", "..", "and",
	"never", "\\", "at", "group", "flash", "family", "quectel", "+CREG", "+CREG?", "+CFUN",
	"level", "arg2", "prefix", "none", "\"x y\"", "+XYZ", "dial", "data", "voice", "entry",
	"text", "repeat", "?", "D",
	/* clang-format on */
};

/* Words of the language in any order, and bytes in between: no text may do harm. */
static void test_random(void)
{
	static char text[2048], printed[65536];
	unsigned accepted = 0;

	for (unsigned k = 0; k < RANDOM_TEXTS; k++) {
		struct text t = text_init(text, sizeof(text)),
			    p = text_init(printed, sizeof(printed));

		for (unsigned i = any_of(60); i > 0; i--) {
			const char byte[2] = { (char)any_of(256), '\0' };

			text_add(&t, any_of(50) ? words[any_of(sizeof(words) / sizeof(words[0]))]
						: byte);
			text_add(&t, any_of(8) ? " " : "\n");
		}
		if (!parse(text, t.len)) {
			CHECK(errors.len > 0);
			continue;
		}
		accepted++;
		CHECK(ruleset_check(&conf.rules));
		CHECK_IN(load_again(&conf, 0, &p), "%s", text);
	}
	CHECK(accepted > 0);
}

#define BREAK(change)                                          \
	do {                                                   \
		bad = good;                                    \
		change;                                        \
		CHECK_IN(!ruleset_check(&bad), "%s", #change); \
	} while (0)

static struct ruleset good, bad;

/* Each thing that ruleset_check() is there for, broken once. */
static void test_check(void)
{
	static const char text[] =
		"link l { qmi /dev/x as /dev/y }\nlisten @q\nlisten /qmux_socket link l role a\n"
		"role a { user root; group wwan; exe /x }\nallow a qmi dms.get-ids rate 5/s\n"
		"allow a qmi dms.set-operating-mode where mode in (1..3)\nallow a qmi class read\n"
		"audit /a\n";

	CHECK_IN(parse(text, strlen(text)), "%s", errors_memory);
	good = conf.rules;
	CHECK(ruleset_check(&good));
	BREAK(bad.magic++);
	BREAK(bad.version++);
	BREAK(bad.n_links = RULESET_MAX_LINKS + 1);
	BREAK(bad.n_listens = RULESET_MAX_LISTENS + 1);
	BREAK(bad.n_files = RULESET_MAX_FILES + 1);
	BREAK(bad.n_files = 0);
	BREAK(bad.n_roles = RULESET_MAX_ROLES + 1);
	BREAK(bad.n_rules = RULESET_MAX_RULES + 1);
	BREAK(bad.n_terms = RULESET_MAX_TERMS + 1);
	BREAK(bad.n_values = RULESET_MAX_VALUES + 1);
	BREAK(bad.limits[LIMIT_CLIENTS] = 0);
	BREAK(bad.limits[LIMIT_CLIENTS] = 65);
	BREAK(memset(bad.audit, 'a', sizeof(bad.audit)));
	BREAK(memset(bad.user, 'a', sizeof(bad.user)));
	BREAK(bad.user[0] = '\0');
	BREAK(bad.files[0][0] = '\n');
	BREAK(memset(bad.links[0].name, 'a', RULESET_NAME));
	BREAK(memset(bad.links[0].qmi, 'a', RULESET_PATH));
	BREAK(memset(bad.links[0].alias, 'a', RULESET_PATH));
	BREAK(bad.listens[0].flavour = LISTEN_FLAVOURS);
	BREAK(bad.listens[0].flavour = LISTEN_PTY);
	BREAK(bad.listens[0].port = 0);
	BREAK(bad.n_ports = RULESET_MAX_PORTS + 1);
	BREAK((bad.n_ports = 1, strcpy(bad.ports[0].name, "at0"), bad.ports[0].link = 9));
	BREAK((bad.n_ports = 1, strcpy(bad.ports[0].name, "at0"), strcpy(bad.ports[0].path, "/x"),
	       bad.ports[0].kind = PORT_KINDS));
	BREAK(bad.listens[0].link = 1);
	BREAK(bad.listens[1].link = UINT16_MAX);
	BREAK(bad.listens[1].role = 1);
	BREAK(bad.listens[1].role = ROLE_NONE);
	BREAK(bad.listens[1].mode = 01000);
	BREAK(memset(bad.listens[1].path, 'a', RULESET_PATH));
	BREAK(memset(bad.listens[1].owner, 'a', RULESET_NAME));
	BREAK(memset(bad.listens[1].group, 'a', RULESET_NAME));
	BREAK(memset(bad.roles[0].name, 'a', RULESET_NAME));
	BREAK(memset(bad.roles[0].user, 'a', RULESET_NAME));
	BREAK(memset(bad.roles[0].group, 'a', RULESET_NAME));
	BREAK(memset(bad.roles[0].exe, 'a', RULESET_PATH));
	BREAK(bad.roles[0].exe[0] = 'x');
	BREAK(bad.roles[0].adopt = 2);
	BREAK(bad.roles[0].file = 1);
}

static void test_check_rules(void)
{
	BREAK(bad.rules[0].allow = 2);
	BREAK(bad.rules[0].alert = 2);
	BREAK(bad.rules[0].selector = SELECT_COUNT);
	BREAK(bad.rules[2].class = CLASS_COUNT);
	BREAK(bad.rules[0].role = 1);
	BREAK(bad.rules[0].role = ROLE_NONE);
	BREAK(bad.rules[0].rows[0] = SCHEMA_MAX_ROWS);
	BREAK(bad.rules[0].rows[0] = ROW_NONE);
	BREAK(bad.rules[0].file = 1);
	BREAK(bad.rules[0].rate = RULESET_MAX_RATE + 1);
	BREAK(bad.rules[0].per_s = 0);
	BREAK(bad.rules[0].per_s = RULESET_MAX_PER_S + 1);
	BREAK(bad.rules[0].allow = 0);
	BREAK(bad.rules[2].per_s = 1);
	BREAK(bad.rules[1].n_terms = 2);
	BREAK(bad.rules[1].first_term = 1);
	BREAK(bad.rules[1].first_term = UINT16_MAX);
	BREAK(bad.rules[2].n_terms = 1);
	BREAK(bad.terms[0].n_values = 0);
	BREAK(bad.terms[0].n_values = 2);
	BREAK(bad.terms[0].first_value = 1);
	BREAK(bad.values[0].low = 4);
	BREAK(bad.values[0].kind = VALUE_NONE);
	BREAK(bad.rules[0].protocol = 0);
	BREAK(bad.rules[0].protocol = RULE_AT);
	BREAK(bad.rules[0].protocol = RULE_QMI | RULE_AT);
	BREAK(bad.rules[2].protocol = 4);
	BREAK(bad.rules[2].protocol = 0);
	BREAK(bad.n_strings = RULESET_MAX_STRINGS + 1);
}

static void test_check_at(void)
{
	static const char text[] =
		"role a { user root }\nallow a any\nallow a at group flash, family quectel\n"
		"allow a at +CFUN where level in (1, \"x\", prefix \"yz\", none)\n"
		"allow a at dial voice, data\nallow a at raw +XYZ rate 1/s\n"
		"allow a qmi dms.set-operating-mode where mode = 1\n";

	CHECK_IN(parse(text, strlen(text)), "%s", errors_memory);
	good = conf.rules;
	CHECK(ruleset_check(&good));
	CHECK_EQ(good.n_strings, 1 + 2 + 4);
	BREAK(bad.rules[0].protocol = 4);
	BREAK(bad.rules[1].protocol = RULE_QMI);
	BREAK(bad.rules[1].protocol = RULE_QMI | RULE_AT);
	BREAK(bad.rules[1].kind = AT_GROUP_NONE);
	BREAK(bad.rules[1].kind = AT_GROUP_COUNT);
	BREAK(bad.rules[2].kind = AT_MAX_FAMILIES);
	BREAK(bad.rules[2].protocol = RULE_QMI);
	BREAK(bad.rules[3].rows[0] = AT_MAX_ROWS);
	BREAK(bad.rules[3].rows[0] = ROW_NONE);
	BREAK(bad.rules[3].form = AT_FORM_COUNT + 1);
	BREAK(bad.rules[3].protocol = RULE_QMI);
	BREAK(bad.rules[4].kind = AT_DIAL_NONE);
	BREAK(bad.rules[4].kind = AT_DIAL_COUNT);
	BREAK(bad.rules[4].protocol = RULE_QMI);
	BREAK(bad.rules[5].kind = 0);
	BREAK(bad.rules[5].kind = AT_GRANT_DATA | AT_GRANT_TEXT);
	BREAK(bad.rules[5].kind = AT_GRANT_END);
	BREAK(bad.rules[5].n_terms = 1);
	BREAK(bad.rules[5].rate = bad.rules[5].per_s = 1);
	BREAK(bad.rules[6].name_len = 0);
	BREAK(bad.rules[6].name_len = AT_MAX_NAME + 1);
	BREAK(bad.rules[6].name_len = 5);
	BREAK(bad.rules[6].name = 4);
	BREAK(bad.rules[6].name = UINT16_MAX);
	BREAK(bad.rules[6].form = AT_FORM_COUNT + 1);
	BREAK(bad.rules[6].protocol = RULE_QMI);
	BREAK(bad.rules[7].protocol = RULE_AT);
	BREAK(bad.rules[7].first_term = 0); /* texts are not for messages */
	BREAK(bad.values[0].kind = VALUE_KINDS);
	BREAK(bad.values[1].low = bad.n_strings);
	BREAK(bad.values[1].low = UINT64_MAX);
	BREAK(bad.values[1].high = UINT64_MAX);
	BREAK(bad.values[2].high = 7);
	BREAK(bad.values[3].high = 1);
	BREAK(bad.strings[0] = '"');
	BREAK(bad.strings[0] = '\n');
	BREAK(bad.strings[6] = '\x7F');
	BREAK(bad.n_strings = 6);
}

/* Texts have a bound of their own, and a statement that is wrong leaves none behind. */
static void test_texts(void)
{
	char line[512];

	snprintf(line, sizeof(line), "allow a at +CPMS where read in (\"%0127d\", \"%0127d\")\n", 0,
		 0);
	CHECK_IN(parse_lines(line, 64), "%s", errors_memory);
	CHECK_EQ(conf.rules.n_strings, 64 * 254);
	CHECK(!parse_lines(line, 65));
	expect_error("more than 16384 bytes of texts");
	CHECK(!parse("role a { user root }\nallow a at +CPMS where read = SM and oops\n"
		     "allow a at +CPMS where read = ME\n",
		     98));
	CHECK_EQ(conf.rules.n_strings, 2);
	CHECK(memcmp(conf.rules.strings, "ME", 2) == 0 && conf.rules.values[0].low == 0);
}

int main(void)
{
	test_bounds();
	test_small_errors();
	test_files();
	test_pack();
	test_random();
	test_check();
	test_check_rules();
	test_check_at();
	test_texts();
	return check_done();
}
