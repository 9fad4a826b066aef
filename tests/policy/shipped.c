/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shipped configuration and policies: each parses without a warning, prints, and parses again;
 * ModemManager gets what it needs; who may do what is dangerous stands in dangerous.golden.
 */
#include <stdlib.h>
#include "../../proxy/conf_internal.h"
#include "../../proxy/policy.h"
#include "../check.h"
#include "load.h"

enum { TEXT_SIZE = 1 << 18 };

/* A policy, and the role that it is for. */
static struct shipped {
	const char *name, *role;
	struct conf conf;
	struct policy_state state;
	uint16_t number;
} policies[] = {
	{ .name = "modemmanager", .role = "modemmanager" },
	{ .name = "qmicli-readonly", .role = "qmicli" },
	{ .name = "qmicli-full", .role = "qmicli" },
	{ .name = "uqmi", .role = "uqmi" },
	{ .name = "lpac", .role = "lpac" },
	{ .name = "telemetry", .role = "telemetry" },
	/* For AT ports only; see shipped_at.c. */
	{ .name = "ofono", .role = "ofono" },
	{ .name = "gammu-readonly", .role = "gammu" },
	{ .name = "pppd", .role = "pppd" },
};

static char errors_memory[TEXT_SIZE], text_memory[TEXT_SIZE];

static void load(struct conf *c, const char *path)
{
	struct text errors = text_init(errors_memory, sizeof(errors_memory));
	struct text warnings = text_init(text_memory, sizeof(text_memory));

	CHECK_IN(load_rules(c, &errors, path), "%s: %s", path, errors_memory);
	CHECK_IN(ruleset_check(&c->rules), "%s", path);
	CHECK_IN(conf_warn(c, &warnings) == 0, "%s: %s", path, text_memory);
	for (unsigned i = 0; i < c->rules.n_files; i++) {
		struct text printed = text_init(text_memory, sizeof(text_memory));

		CHECK_IN(load_again(c, i, &printed), "%s: file %u prints and parses", path, i);
		CHECK_IN(printed.len > 0, "%s: file %u", path, i);
	}
}

static void load_policies(const char *dist)
{
	static struct conf whole;
	char path[512];

	snprintf(path, sizeof(path), "%s/airlock.conf", dist);
	load(&whole, path);
	CHECK(whole.rules.n_files > 2 && whole.rules.n_links == 1 && whole.rules.n_listens == 1);
	/* It has no role: it says what nobody is to hear. */
	snprintf(path, sizeof(path), "%s/policies/hardened.policy", dist);
	load(&whole, path);
	CHECK(whole.rules.n_roles == 0 && whole.rules.n_rules > 10);
	for (size_t i = 0; i < COUNT(policies); i++) {
		struct shipped *s = &policies[i];

		snprintf(path, sizeof(path), "%s/policies/%s.policy", dist, s->name);
		load(&s->conf, path);
		CHECK_IN(s->conf.rules.n_roles == 1, "%s", path);
		CHECK_IN(strcmp(s->conf.rules.roles[0].name, s->role) == 0, "%s", path);
		policy_init(&s->state, &s->conf.rules);
	}
}

/* The bundles that are off parse too when their "#" is taken away, and are not shadowed. */
static void check_bundles(const char *dist)
{
	static struct conf c;

	for (size_t i = 0; i < COUNT(policies); i++) {
		struct text errors = text_init(errors_memory, sizeof(errors_memory));
		struct text warnings = text_init(text_memory, sizeof(text_memory));
		size_t len = 0, taken = 0;
		char path[512], *text;

		snprintf(path, sizeof(path), "%s/policies/%s.policy", dist, policies[i].name);
		text = load_text(path, &len);
		CHECK_IN(text != NULL && len > 9, "%s", path);
		if (text == NULL)
			continue;
		for (size_t k = 1; k + 8 < len; k++) {
			bool off = memcmp(&text[k], "# allow ", 8) == 0 || text[k + 1] == '\t';

			if (text[k - 1] == '\n' && text[k] == '#' && off) {
				text[k] = ' ';
				taken++;
			}
		}
		conf_begin(&c, &errors);
		conf_parse(&c, path, text, len);
		CHECK_IN(conf_finish(&c, CONF_ALL), "%s: %s", path, errors_memory);
		CHECK_IN(conf_warn(&c, &warnings) == 0, "%s: %s", path, text_memory);
		CHECK_IN(taken == 0 || c.rules.n_rules > policies[i].conf.rules.n_rules, "%s",
			 path);
		free(text);
	}
}

/* What the policy says of a row, or of a bare id where `row` is ROW_NONE. */
static struct verdict ask(struct shipped *s, uint16_t service, uint16_t id, uint16_t row,
			  const struct message_tlv *tlv)
{
	const struct message_def *def = schema_row(row, NULL);
	struct message m = { .kind = RECORD_MESSAGE, .service = service, .id = id, .row = row };

	m.type = def != NULL && def->is_indication ? TYPE_INDICATION : TYPE_REQUEST;
	if (tlv != NULL)
		m.tlvs[m.n_tlvs++] = *tlv;
	return policy_decide(&s->conf.rules, &s->state, 0, &m, 0);
}

/* The next row of service and id (any id where it is negative) from `*row` on. */
static bool next_row(uint16_t service, long id, uint16_t *row)
{
	for (; *row < schema_row_count(); (*row)++) {
		const struct service_def *s;
		const struct message_def *def = schema_row(*row, &s);

		if (s->id == service && (id < 0 || def->id == id))
			return true;
	}
	return false;
}

/* dms.set-operating-mode depends on a value: the mildest one stands for it. */
static const struct message_tlv *needed_tlv(uint16_t row)
{
	static const uint8_t online;
	static struct message_tlv tlv = { .tag = 0x01, .packed = { &online, 1 } };

	tlv.def = schema_tlv(&schema_row(row, NULL)->tlvs[TYPE_REQUEST], 0x01);
	return tlv.def != NULL && strcmp(tlv.def->name, "mode") == 0 ? &tlv : NULL;
}

/* One id of modemmanager.list. */
static void check_needed(const char *kind, uint16_t service, long id)
{
	bool never = strcmp(kind, "never") == 0, off = strcmp(kind, "off") == 0;
	bool wants_indication = strcmp(kind, "indication") == 0;
	unsigned n = 0;

	for (uint16_t row = 0; next_row(service, id, &row); row++) {
		const struct message_def *def = schema_row(row, NULL);
		struct verdict v = ask(&policies[0], service, def->id, row, needed_tlv(row));

		if (!never && def->is_indication != (wants_indication ? 1 : 0))
			continue;
		n++;
		CHECK_IN(v.pass == !(never || off), "%s 0x%02x 0x%04x: %s", kind, service, def->id,
			 reason_word(v.reason));
	}
	if (n == 0 && never)
		CHECK(!ask(&policies[0], service, (uint16_t)id, ROW_NONE, NULL).pass);
	else
		CHECK_IN(n > 0, "%s 0x%02x 0x%04lx is in the schema", kind, service, id);
}

static void check_list(const char *dir)
{
	char path[512], line[512], *word, *rest;
	FILE *f;

	snprintf(path, sizeof(path), "%s/modemmanager.list", dir);
	f = fopen(path, "r");
	CHECK_IN(f != NULL, "%s", path);
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		const char *kind = strtok_r(line, " \n", &rest), *service;

		if (kind == NULL || kind[0] == '#')
			continue;
		service = strtok_r(NULL, " \n", &rest);
		while ((word = strtok_r(NULL, " \n", &rest)) != NULL)
			check_needed(kind, (uint16_t)strtoul(service, NULL, 16),
				     word[0] == '*' ? -1 : (long)strtoul(word, NULL, 16));
	}
	if (f != NULL)
		fclose(f);
}

static void print_verdicts(struct text *out, uint16_t service, uint16_t id, uint16_t row,
			   const struct message_tlv *tlv)
{
	const struct message_def *def = schema_row(row, NULL);

	text_addf(out, " : %s.%s", schema_service_name(service), def != NULL ? def->name : "?");
	for (size_t i = 0; i < COUNT(policies); i++) {
		struct verdict v = ask(&policies[i], service, id, row, tlv);

		text_addf(out, " | %s %s", policies[i].name, reason_word(v.reason));
	}
	text_add(out, "\n");
}

/* One line of dangerous.golden anew, from what stands before the colon. */
static void judge_line(struct text *out, const char *key)
{
	char field[64] = "", value[64] = "";
	unsigned service, id;
	struct message_tlv tlv = { 0 };
	struct conf_field f;
	uint64_t number = 0;
	uint8_t packed[8];
	bool has_tlv;
	uint16_t row = 0;
	unsigned n = 0;

	if (sscanf(key, "%x %x %63[^=]=%63s", &service, &id, field, value) < 2)
		return;
	has_tlv = value[0] != '\0';
	for (; next_row((uint16_t)service, (long)id, &row); row++) {
		const struct message_def *def = schema_row(row, NULL);

		if (def->is_indication)
			continue;
		n++;
		if (has_tlv) {
			CHECK(conf_where_field(def, field, strlen(field), &f) == FIELD_FOUND);
			CHECK(conf_where_value(&f, value, strlen(value), &number));
			for (size_t i = 0; i < sizeof(packed); i++)
				packed[i] = (uint8_t)(number >> (8 * i));
			tlv.tag = f.tag;
			tlv.def = schema_tlv(&def->tlvs[TYPE_REQUEST], f.tag);
			tlv.packed = (struct cur){ packed, sizeof(packed) };
		}
		text_add(out, key);
		print_verdicts(out, (uint16_t)service, (uint16_t)id, row, has_tlv ? &tlv : NULL);
	}
	if (n == 0) {
		text_add(out, key);
		print_verdicts(out, (uint16_t)service, (uint16_t)id, ROW_NONE, NULL);
	}
}

static void check_dangerous(const char *dir, bool update)
{
	struct text out = text_init(text_memory, sizeof(text_memory));
	char path[512], before[64] = "", *text, *line, *rest = NULL, *whole;
	size_t len = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/dangerous.golden", dir);
	text = load_text(path, &len);
	CHECK_IN(text != NULL, "%s", path);
	if (text == NULL)
		return;
	text[len] = '\0';
	whole = strdup(text);
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *colon = line[0] == '#' ? NULL : strstr(line, " : ");

		if (colon != NULL)
			*colon = '\0';
		if (line[0] == '#')
			text_addf(&out, "%s\n", line);
		else if (strcmp(line, before) !=
			 0) /* messages of several vendors have lines each */
			judge_line(&out, line);
		snprintf(before, sizeof(before), "%s", line);
	}
	f = update ? fopen(path, "w") : NULL;
	if (f != NULL) {
		fputs(out.p, f);
		fclose(f);
	} else {
		CHECK_IN(strcmp(out.p, whole) == 0, "%s; it is\n%s", path, out.p);
	}
	free(whole);
	free(text);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 1;
	load_policies(argv[1]);
	check_bundles(argv[1]);
	check_list(argv[2]);
	check_dangerous(argv[2], argc > 3 && strcmp(argv[3], "update") == 0);
	return check_done();
}
