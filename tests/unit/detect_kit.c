// SPDX-License-Identifier: GPL-2.0-or-later
/* Events for the tests of detectors. */
#include "detect_kit.h"

struct ruleset *rules;
struct detect detect;
char raised[512];
uint64_t now_ms;
struct content content;
struct message message;
static uint8_t packed[128];

void on_alarm(void *ctx, const char *name, enum detect_act act)
{
	size_t n = strlen(raised);

	(void)ctx, (void)act;
	snprintf(&raised[n], sizeof(raised) - n, "%s ", name);
}

void fresh(void)
{
	memset(&detect, 0, sizeof(detect));
	now_ms = 1000;
}

const char *show(struct event e)
{
	raised[0] = '\0';
	e.now_ms = now_ms;
	if (!e.command)
		e.command = "";
	if (e.type == TYPE_REQUEST && e.reason == REASON_OK)
		e.passed = 1;
	(void)detect_run(&detect, rules, &e, on_alarm, NULL);
	return raised;
}

struct event sms(enum payload_kind kind, const uint32_t *facts)
{
	content = (struct content){ .kinds = UINT32_C(1) << kind };
	facts_number(&content.facts, FACT_SMS_TYPE, SMS_DELIVER);
	facts_number(&content.facts, FACT_SMS_PID, 0);
	facts_number(&content.facts, FACT_SMS_DCS, 0);
	facts_number(&content.facts, FACT_SMS_ALPHABET, SMS_TEXT);
	for (; facts[0] != FACT_COUNT; facts += 2)
		facts_number(&content.facts, (enum fact_id)facts[0], facts[1]);
	return (struct event){ .content = &content, .command = "+CMT", .side = SIDE_MODEM,
			       .type = TYPE_INDICATION, .class = CLASS_SMS, .passed = 1,
			       .bytes = 40 };
}

struct event command(uint32_t type)
{
	content = (struct content){ .kinds = UINT32_C(1) << PAYLOAD_STK_COMMAND };
	facts_number(&content.facts, FACT_STK_COMMAND, type);
	return (struct event){ .content = &content, .command = "+CUSATP", .side = SIDE_MODEM,
			       .type = TYPE_INDICATION, .class = CLASS_SIM, .passed = 1 };
}

struct event line(struct event e, const char *values)
{
	for (unsigned i = 0; i < DETECT_VALUES && *values; i++) {
		size_t n = strcspn(values, ";");

		e.values[i] = (struct cur){ (const uint8_t *)values, n };
		values += n + (values[n] == ';');
	}
	return e;
}

struct event ask(const char *name, const char *values, enum at_form form)
{
	return line((struct event){ .side = SIDE_CLIENT, .command = name, .form = (uint8_t)form,
				    .bytes = 20 }, values);
}

struct event dial(const char *number, enum at_dial kind)
{
	struct event e = ask("D", number, AT_FORM_SET);

	e.dial = (uint8_t)kind;
	return e;
}

struct event code(const char *name, const char *values)
{
	return line((struct event){ .side = SIDE_MODEM, .type = TYPE_INDICATION, .command = name,
				    .passed = 1, .bytes = 20 }, values);
}

struct event answer(const char *name, const char *values)
{
	struct event e = code(name, values);

	e.type = TYPE_RESPONSE;
	return e;
}

struct event qmi(uint16_t service, uint16_t id, enum side side, enum message_type type)
{
	message = (struct message){ .kind = RECORD_MESSAGE, .service = service, .id = id,
				    .type = (uint8_t)type };
	message.row = schema_find(service, id, type == TYPE_INDICATION, 0);
	CHECK_IN(message.row != ROW_NONE, "0x%02x 0x%04x is a row", service, id);
	return (struct event){ .message = &message, .service = service, .id = id,
			       .side = (uint8_t)side, .type = (uint8_t)type, .passed = 1,
			       .class = schema_row(message.row, NULL)->class };
}

void put(uint8_t tag, const void *bytes, size_t n)
{
	static size_t used;
	const struct tlv_set *set = &schema_row(message.row, NULL)->tlvs[message.type];

	if (message.n_tlvs == 0)
		used = 0;
	memcpy(&packed[used], bytes, n);
	message.tlvs[message.n_tlvs++] =
		(struct message_tlv){ tag, schema_tlv(set, tag), { &packed[used], n } };
	used += n;
}

struct event serving(uint8_t radio, uint16_t lac)
{
	const uint8_t system[] = { 1, 1, 1, 1, 1, 0, radio };
	const uint8_t area[] = { (uint8_t)lac, (uint8_t)(lac >> 8) };
	struct event e = qmi(0x03, 0x0024, SIDE_MODEM, TYPE_INDICATION);

	put(0x01, system, sizeof(system));
	put(0x1D, area, sizeof(area));
	return e;
}

struct event roams(uint8_t indicator, uint16_t mcc)
{
	const uint8_t plmn[] = { (uint8_t)mcc, (uint8_t)(mcc >> 8), 1, 0, 0, 0 };
	struct event e = serving(8, 100);

	put(0x10, &indicator, 1);
	put(0x12, plmn, sizeof(plmn));
	return e;
}

struct event home(uint16_t mcc)
{
	const uint8_t plmn[] = { (uint8_t)mcc, (uint8_t)(mcc >> 8), 1, 0, 0, 0 };
	struct event e = qmi(0x03, 0x0025, SIDE_MODEM, TYPE_RESPONSE);

	put(0x01, plmn, sizeof(plmn));
	return e;
}

struct event ciphered(uint8_t status, uint8_t domain)
{
	const uint8_t service[] = { status, status, 0 };
	struct event e = qmi(0x03, 0x004E, SIDE_MODEM, TYPE_INDICATION);

	put(0x12, service, sizeof(service));
	put(0x22, &domain, 1);
	return e;
}

struct event connected(void)
{
	static const uint8_t status[] = { 2, 0 };
	struct event e = qmi(0x01, 0x0022, SIDE_MODEM, TYPE_INDICATION);

	put(0x01, status, sizeof(status));
	return e;
}
