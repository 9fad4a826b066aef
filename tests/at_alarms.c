/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What recorded modems said, to a session with the default detectors: each alarm is explained. */
#include "at_corpus.h"
#include "at_rig.h"
#include "check.h"

#include <string.h>

/* No client asks in this replay, and parsers' vectors follow each other as no traffic does. */
static const struct {
	const char *alarm;
	const char *file; /* the beginning of where */
	const char *why;
} explained[] = {
	{ "malformed", "gammu-at-ussd", "octets that are no text of data coding 17" },
	{ "downgrade", "mm-core-cgreg2", "replies of several modems in one file" },
	{ "unasked-sms", "mm-core-misc1", "a status report alone" },
	{ "data-unasked", "mm-huawei-modem-helpers", "^NDISSTAT without the ^NDISDUP before it" },
	{ "resets", "phonesim-default", "every code of a modem, one after the other" },
	{ "location-unasked", "phonesim-default", "the same" },
};

static struct at_rig *rig;
static unsigned texts, alarms, seen;

static void start(void)
{
	if (rig)
		at_rig_free(rig);
	rig = at_rig_start();
	at_rig_connect(rig, 0, AT_RIG_ALL);
	seen = 0;
}

static bool explain(const char *alarm, const char *origin)
{
	for (size_t i = 0; i < sizeof(explained) / sizeof(explained[0]); i++) {
		if (strcmp(alarm, explained[i].alarm) != 0 ||
		    strncmp(origin, explained[i].file, strlen(explained[i].file)) != 0)
			continue;
		printf("alarm %s: %s: %s\n", alarm, origin, explained[i].why);
		return true;
	}
	return false;
}

static void on_text(const struct at_corpus_text *t)
{
	if (t->first || !rig)
		start();
	if (t->side != SIDE_MODEM)
		return;
	texts++;
	at_rig_bytes(rig, GATE_SLOTS, t->bytes, t->n);
	at_rig_pass(rig, 1000);
	for (; seen < rig->n_audit; seen++) {
		const struct audit_record *a = &rig->audit[seen % AT_RIG_RECORDS];

		if (a->event != AUDIT_ALARM)
			continue;
		CHECK_IN(explain(a->text, t->origin), "%s: %s", a->text, t->origin);
		alarms++;
	}
}

int main(void)
{
	if (!at_corpus_read(on_text)) {
		puts("skipped: there is no corpus");
		return 77;
	}
	at_rig_free(rig);
	printf("%u texts of modems, %u alarms\n", texts, alarms);
	CHECK(texts > 100);
	return check_done();
}
