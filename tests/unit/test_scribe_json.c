// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Audit records as JSON: golden lines, the fullest record, and records that are not to be believed.
 */
#include "../../proxy/policy.h"
#include "../../proxy/scribe_json.h"
#include "../check.h"
#include "syscalls.h"

static struct ruleset rules;
static char line[SCRIBE_LINE];

static struct audit_record make_record(enum audit_event event, enum reason reason)
{
	struct audit_record r = { .event = (uint8_t)event, .reason = (uint8_t)reason };

	r.link = UINT16_MAX;
	r.role = ROLE_NONE;
	r.row = ROW_NONE;
	r.rule = RULE_IMPLICIT;
	/* 2000-02-29T23:59:59.000000007Z */
	r.wall_ns = UINT64_C(951868799) * 1000000000u + 7;
	r.mono_ns = 42;
	return r;
}

static void check_line(const struct audit_record *r, const char *want)
{
	size_t n = scribe_json_print(&rules, r, 5, line, sizeof(line) - 1);

	line[n] = '\0';
	CHECK_IN(!strcmp(line, want), "\n%s\nnot\n%s", line, want);
}

#define HEAD(event)                                                                      \
	"{\"v\":1,\"seq\":5,\"time\":\"2000-02-29T23:59:59.000000007Z\",\"mono_ns\":42," \
	"\"event\":\"" event "\","

static void test_crash(void)
{
	struct audit_record r = make_record(AUDIT_LINK, REASON_GATE_DIED);

	strcpy(r.text, "gate");
	r.error = r.crash.signal = 31;
	r.crash.has_syscall = 1;
	r.crash.syscall = 3; /* of x86-64 */
	r.crash.arch = SYSCALLS_ARCH;
	r.crash.digest = 0xabc;
	r.crash.digest_len = 13;
	check_line(&r, HEAD("link") "\"reason\":\"gate-died\",\"error\":31,\"text\":\"gate\","
				    "\"signal\":31,\"syscall\":3,\"syscall_name\":\"close\","
				    "\"digest\":\"0000000000000abc\",\"digest_bytes\":13,"
				    "\"repeats\":0,\"lost\":0}");
	/* Of another ABI, or of none: a number only. */
	r.crash.arch = 0;
	r.crash.syscall = UINT32_MAX;
	r.crash.digest_len = 0;
	check_line(&r, HEAD("link") "\"reason\":\"gate-died\",\"error\":31,\"text\":\"gate\","
				    "\"signal\":31,\"syscall\":4294967295,"
				    "\"repeats\":0,\"lost\":0}");
}

static void test_refused(void)
{
	struct audit_record r = make_record(AUDIT_REFUSED, REASON_NOT_IN_POLICY);

	r.link = 0;
	r.role = 1;
	r.has_client = r.has_message = r.has_rule = 1;
	r.uid = 1000;
	r.pid = 77;
	strcpy(r.exe, "/usr/bin/qm\"i\\c\x01li\xc3\xa4");
	r.service = 2;
	r.id = 0x25;
	r.row = schema_find(2, 0x25, false, 0);
	r.cid = 3;
	r.txid = 9;
	r.frame_len = 13;
	r.repeats = 4;
	check_line(&r,
		   HEAD("refused") "\"link\":\"wwan0\",\"role\":\"guest\",\"uid\":1000,\"pid\":77,"
				   "\"exe\":\"/usr/bin/qm\\\"i\\\\x5cc\\\\x01li\\\\xc3\\\\xa4\","
				   "\"direction\":\"host\",\"bytes\":13,\"type\":\"request\","
				   "\"service\":\"dms\","
				   "\"service_id\":2,\"message\":\"get-ids\",\"message_id\":37,"
				   "\"cid\":3,\"txid\":9,"
				   "\"reason\":\"not-in-policy\",\"rule\":\"implicit\",\"repeats\":"
				   "4,\"lost\":0}");
	r.rule = 0;
	r.has_client = 0;
	r.tag = 0x10;
	r.side = SIDE_MODEM;
	r.type = TYPE_INDICATION;
	r.service = 0x4321;
	r.row = ROW_NONE;
	r.reason = REASON_DENIED;
	check_line(&r, HEAD("refused") "\"link\":\"wwan0\",\"direction\":\"modem\",\"bytes\":13,"
				       "\"type\":\"indication\","
				       "\"service_id\":17185,\"message_id\":37,"
				       "\"cid\":3,\"txid\":9,"
				       "\"tlv\":16,\"reason\":\"denied\",\"rule\":\"/etc/"
				       "a.policy:12\",\"repeats\":4,"
				       "\"lost\":0}");
}

static void test_stripped(void)
{
	struct audit_record r = make_record(AUDIT_STRIPPED, REASON_OK);

	r.has_message = 1;
	r.side = SIDE_MODEM;
	r.type = TYPE_RESPONSE;
	r.service = 2;
	r.id = 0x25;
	r.row = schema_find(2, 0x25, false, 0);
	r.n_notes = 2;
	r.notes[0] = (struct message_note){ NOTE_UNKNOWN_TLV, 0x77, 5 };
	r.notes[1] = (struct message_note){ NOTE_TRAILING, 0x11, 1 };
	check_line(&r,
		   HEAD("stripped") "\"direction\":\"modem\",\"bytes\":0,\"type\":\"response\","
				    "\"service\":\"dms\","
				    "\"service_id\":2,\"message\":\"get-ids\",\"message_id\":37,"
				    "\"cid\":0,\"txid\":0,"
				    "\"stripped\":[{\"tlv\":119,\"kind\":\"unknown\",\"bytes\":5},"
				    "{\"tlv\":17,\"name\":\"imei\",\"kind\":\"trailing\",\"bytes\":"
				    "1}],"
				    "\"reason\":\"ok\",\"repeats\":0,\"lost\":0}");
}

static void test_others(void)
{
	struct audit_record r = make_record(AUDIT_LINK, REASON_GATE_DIED);

	r.link = 0;
	r.error = -9;
	r.lost = 3;
	strcpy(r.text, "gate");
	check_line(&r, HEAD("link") "\"link\":\"wwan0\",\"reason\":\"gate-died\",\"error\":-9,"
				    "\"text\":\"gate\",\"repeats\":0,\"lost\":3}");
	r = make_record(AUDIT_COUNTERS, REASON_OK);
	r.counters[0].received = 10;
	r.counters[1].own = UINT32_MAX;
	check_line(&r, HEAD("counters") "\"reason\":\"ok\",\"counters\":{\"host\":{\"received\":10,"
					"\"forwarded\":0,"
					"\"answered\":0,\"refused\":0,\"in_flight\":0,\"stripped\":"
					"0,\"copies\":0,"
					"\"own\":0},\"modem\":{\"received\":0,\"forwarded\":0,"
					"\"answered\":0,"
					"\"refused\":0,\"in_flight\":0,\"stripped\":0,\"copies\":0,"
					"\"own\":4294967295}},"
					"\"repeats\":0,\"lost\":0}");
}

/* Of an AT line its command at most, never what it says. */
static void test_at(void)
{
	struct audit_record r = make_record(AUDIT_REFUSED, REASON_DENIED);

	r.protocol = AUDIT_AT;
	r.frame_len = 17;
	r.has_message = 1;
	r.at = (struct audit_line){ .kind = AT_KIND_LINE, .form = AT_FORM_SET, .column = 8 };
	strcpy(r.at.command, "+QLINUXCMD");
	check_line(&r, HEAD("refused") "\"protocol\":\"at\",\"direction\":\"host\",\"bytes\":17,"
				       "\"type\":\"command\",\"command\":\"+QLINUXCMD\","
				       "\"form\":\"set\",\"column\":8,\"reason\":\"denied\","
				       "\"repeats\":0,\"lost\":0}");
}

static void check_time(uint64_t s, const char *want)
{
	struct audit_record r = make_record(AUDIT_LINK, REASON_LINK_UP);
	size_t n;

	r.wall_ns = s * 1000000000u;
	n = scribe_json_print(&rules, &r, 1, line, sizeof(line) - 1);
	line[n] = '\0';
	CHECK_IN(strstr(line, want), "%s in %s", want, line);
}

static void test_times(void)
{
	check_time(0, "\"1970-01-01T00:00:00.000000000Z\"");
	check_time(951782400, "\"2000-02-29T00:00:00.0");
	check_time(951868800, "\"2000-03-01T00:00:00.0");
	check_time(1767225599, "\"2025-12-31T23:59:59.0");
	check_time(4107542400, "\"2100-03-01T00:00:00.0");
}

/* Every field at its longest, every byte one that grows: it still fits line and arena. */
static void test_fullest(void)
{
	struct audit_record r;

	memset(&r, 0xff, sizeof(r));
	memset(r.exe, 0x80, sizeof(r.exe));
	memset(r.text, 0x80, sizeof(r.text));
	r.exe[sizeof(r.exe) - 1] = r.text[sizeof(r.text) - 1] = '\0';
	r.event = AUDIT_COUNTERS;
	r.side = SIDE_MODEM;
	r.port = 0;
	r.protocol = AUDIT_QMI; /* whose records are the longer ones */
	r.reason = REASON_MESSAGE_ID_MISMATCH;
	r.type = TYPE_RESPONSE;
	r.link = 0;
	r.role = 1;
	r.rule = 0;
	r.row = schema_find(2, 0x25, false, 0);
	r.wall_ns = r.mono_ns = INT64_MAX;
	r.n_notes = MESSAGE_MAX_NOTES;
	for (int i = 0; i < MESSAGE_MAX_NOTES; i++)
		r.notes[i].kind = NOTE_UNKNOWN_TLV;
	memset(rules.files[0], 0x80, RULESET_PATH - 1);
	CHECK(scribe_json_check(&rules, &r));
	size_t n = scribe_json_print(&rules, &r, UINT64_MAX, line, sizeof(line) - 2);
	CHECK_IN(n > 2000 && line[n - 1] == '}', "%zu", n);
	CHECK(n > 0 && memmem(line, n, "\"counters\"", 10) && memmem(line, n, "\"stripped\"", 10));
	CHECK(n > 0 && memmem(line, n, "\"lost\"", 6) && !memchr(line, '\n', n));
}

static void test_check(void)
{
	struct audit_record good = make_record(AUDIT_REFUSED, REASON_OK), r;

	CHECK(scribe_json_check(&rules, &good));
#define BAD(change)                                                      \
	do {                                                             \
		r = good;                                                \
		change;                                                  \
		CHECK_IN(!scribe_json_check(&rules, &r), "%s", #change); \
	} while (0)
	BAD(r.event = AUDIT_EVENTS);
	BAD(r.side = 2);
	BAD(r.reason = REASON_COUNT);
	BAD(r.link = 1);
	BAD(r.port = 1);
	BAD(r.role = 2);
	BAD((r.rule = 1, r.has_rule = 1));
	BAD((r.type = TYPE_COUNT, r.has_message = 1));
	BAD(r.row = (uint16_t)schema_row_count());
	BAD(r.n_notes = MESSAGE_MAX_NOTES + 1);
	BAD((r.n_notes = 1, r.notes[0].kind = NOTE_KINDS));
	BAD(r.protocol = AUDIT_PROTOCOLS);
	good.protocol = AUDIT_AT;
	CHECK(scribe_json_check(&rules, &good));
	BAD(r.at.kind = AT_KIND_COUNT);
	BAD(r.at.form = AT_FORM_COUNT);
	BAD(r.at.final = AT_FINAL_COUNT + 1);
	BAD(memset(r.at.command, 'X', sizeof(r.at.command)));
	BAD(strcpy(r.at.command, "+C\rX"));
	BAD(memset(r.exe, 'x', sizeof(r.exe)));
	BAD(memset(r.text, 'x', sizeof(r.text)));
}

int main(void)
{
	rules.n_links = rules.n_rules = rules.n_files = 1;
	rules.n_roles = 2;
	strcpy(rules.links[0].name, "wwan0");
	strcpy(rules.roles[1].name, "guest");
	strcpy(rules.files[0], "/etc/a.policy");
	rules.rules[0].line = 12;
	scribe_json_init();
	test_crash();
	test_refused();
	test_stripped();
	test_others();
	test_at();
	test_times();
	test_check();
	test_fullest();
	return check_done();
}
