/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of detectors share: events of every kind, and the alarms that they raise. */
#pragma once

#include "../../parsers/at.h"
#include "../../proxy/detect.h"
#include "../check.h"

extern struct ruleset *rules;
extern struct detect detect;
extern char raised[512];
extern uint64_t now_ms;
extern struct content content;
extern struct message message;

#define RAISES(e, names) \
	CHECK_IN(strcmp(show(e), names) == 0, "line %d: \"%s\", not \"%s\"", __LINE__, raised, \
		 names)

#define SMS(...) sms(PAYLOAD_SMS_DELIVERED, (const uint32_t[]){ __VA_ARGS__, FACT_COUNT, 0 })
#define PLAIN sms(PAYLOAD_SMS_DELIVERED, (const uint32_t[]){ FACT_COUNT, 0 })

void on_alarm(void *ctx, const char *name, enum detect_act act);
void fresh(void);
/* The alarms of an event, each name with a blank behind it. */
const char *show(struct event e);
/* A short message that comes, with facts in pairs; FACT_COUNT ends them. */
struct event sms(enum payload_kind kind, const uint32_t *facts);
struct event command(uint32_t type);
/* Values as AT has them, parted at semicolons. */
struct event line(struct event e, const char *values);
struct event ask(const char *name, const char *values, enum at_form form);
struct event dial(const char *number, enum at_dial kind);
struct event code(const char *name, const char *values);
struct event answer(const char *name, const char *values);
struct event qmi(uint16_t service, uint16_t id, enum side side, enum message_type type);
void put(uint8_t tag, const void *bytes, size_t n);
struct event serving(uint8_t radio, uint16_t lac);
/* A serving system that says whether it is abroad. */
struct event roams(uint8_t indicator, uint16_t mcc);
struct event home(uint16_t mcc);
struct event ciphered(uint8_t status, uint8_t domain);
struct event connected(void);

/* Another file of the same test: every detector by a table. */
void test_each(void);
