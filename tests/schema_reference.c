/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables against the reference that they were made from: every row there is a row here, with
 * the same tag, shape and obligation, and nothing is here that is not there, but for two additions.
 */
#include "check.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>

#include "../parsers/schema.h"

/* service, svc_id, kind, message, msg_id, vendor, direction, tlv_id, tlv_name, mandatory, wire, ..
 */
enum column {
	SERVICE,
	SERVICE_ID,
	KIND,
	MESSAGE_NAME,
	MESSAGE_ID,
	VENDOR,
	DIRECTION,
	TLV_ID,
	TLV_NAME,
	MANDATORY,
	WIRE,
	MIN_LEN,
	MAX_LEN,
	PERSONAL,
	COLUMNS
};

/* Ours alone: libqmi knows neither (FIELD-NOTES Q15, C10). */
static const struct {
	uint16_t service, id;
	bool is_indication;
	int tag; /* -1: the whole message */
} additions[] = {
	{ 0x00, 0x0021, false, 0x10 },
	{ 0x00, 0x0024, true, -1 },
};

static bool seen_row[SCHEMA_MAX_ROWS];
static bool seen_tlv[SCHEMA_MAX_ROWS][TYPE_COUNT][256];
static unsigned rows, tlvs;

static bool split(char *line, char *fields[COLUMNS])
{
	line[strcspn(line, "\r\n")] = '\0';
	for (unsigned i = 0; i < COLUMNS; i++) {
		fields[i] = line;
		line = strchr(line, '\t');
		if (!line)
			return i + 1 == COLUMNS;
		*line++ = '\0';
	}
	return true;
}

/* "Get Signal Info" is get-signal-info here; where words are parted does not matter. */
static bool same_words(const char *reference, const char *ours)
{
	for (;; reference++, ours++) {
		while (*reference != '\0' && !isalnum((unsigned char)*reference))
			reference++;
		while (*ours == '-')
			ours++;
		if (tolower((unsigned char)*reference) != *ours)
			return false;
		if (*ours == '\0')
			return true;
	}
}

static void check_tlv(char *f[COLUMNS], size_t row, enum message_type type)
{
	const struct message_def *m = schema_row(row, NULL);
	uint8_t tag = (uint8_t)strtoul(f[TLV_ID], NULL, 0);
	const struct tlv_def *def = schema_tlv(&m->tlvs[type], tag);

	tlvs++;
	seen_tlv[row][type][tag] = true;
	CHECK_IN(def, "%s %s %s TLV %s", f[SERVICE], f[MESSAGE_NAME], f[DIRECTION], f[TLV_ID]);
	if (!def)
		return;
	CHECK_IN(strcmp(def->shape, f[WIRE]) == 0, "%s %s %s TLV %s: %s, not %s", f[SERVICE],
		 f[MESSAGE_NAME], f[DIRECTION], f[TLV_ID], def->shape, f[WIRE]);
	CHECK_IN(!!(def->flags & TLV_MANDATORY) == (f[MANDATORY][0] == '1'),
		 "%s %s %s TLV %s: mandatory is %s", f[SERVICE], f[MESSAGE_NAME], f[DIRECTION],
		 f[TLV_ID], f[MANDATORY]);
	CHECK_IN(f[PERSONAL][0] != '1' || (def->flags & TLV_PERSONAL), "%s %s %s TLV %s: personal",
		 f[SERVICE], f[MESSAGE_NAME], f[DIRECTION], f[TLV_ID]);
	CHECK_IN(same_words(f[TLV_NAME], def->name), "%s, not %s", def->name, f[TLV_NAME]);
}

static void check_line(char *f[COLUMNS])
{
	uint16_t service = (uint16_t)strtoul(f[SERVICE_ID], NULL, 0);
	uint16_t id = (uint16_t)strtoul(f[MESSAGE_ID], NULL, 0);
	uint16_t vendor = (uint16_t)strtoul(f[VENDOR], NULL, 0);
	bool indication = strcmp(f[KIND], "Indication") == 0;
	uint16_t row = schema_find(service, id, indication, vendor);
	const struct message_def *m = schema_row(row, NULL);

	CHECK_IN(m && m->vendor == vendor, "%s %s %s", f[SERVICE], f[KIND], f[MESSAGE_NAME]);
	if (!m)
		return;
	rows += !seen_row[row];
	seen_row[row] = true;
	CHECK_IN(same_words(f[MESSAGE_NAME], m->name), "%s, not %s", m->name, f[MESSAGE_NAME]);
	if (f[TLV_ID][0] == '-')
		return;
	if (indication)
		check_tlv(f, row, TYPE_INDICATION);
	else
		check_tlv(f, row,
			  strcmp(f[DIRECTION], "request") == 0 ? TYPE_REQUEST : TYPE_RESPONSE);
}

static bool is_addition(const struct service_def *s, const struct message_def *m, int tag)
{
	for (size_t i = 0; i < sizeof(additions) / sizeof(additions[0]); i++)
		if (additions[i].service == s->id && additions[i].id == m->id &&
		    additions[i].is_indication == m->is_indication &&
		    (additions[i].tag == -1 || additions[i].tag == tag))
			return true;
	return false;
}

/* And the other way round: nothing is ours alone. */
static void check_back(size_t row)
{
	const struct service_def *s;
	const struct message_def *m = schema_row(row, &s);

	CHECK_IN(seen_row[row] || is_addition(s, m, -1), "%s.%s", s->name, m->name);
	for (unsigned type = 0; type < TYPE_COUNT; type++)
		for (size_t i = 0; i < m->tlvs[type].n; i++) {
			uint8_t tag = m->tlvs[type].rows[i].tag;

			CHECK_IN(seen_tlv[row][type][tag] || is_addition(s, m, tag),
				 "%s.%s TLV 0x%02X", s->name, m->name, tag);
		}
}

static void read_table(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL, *fields[COLUMNS];
	size_t cap = 0;
	bool wanted = true;

	CHECK_IN(file, "%s", path);
	while (file && wanted && getline(&line, &cap, file) > 0) {
		if (!split(line, fields))
			wanted = false; /* a list of ids, no table of messages */
		else if (strcmp(fields[SERVICE], "service") != 0)
			check_line(fields);
	}
	free(line);
	if (file)
		fclose(file);
}

static int is_table(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".tsv") == 0;
}

int main(void)
{
	const char *shared = getenv("AIRLOCK_SHARED");
	char dir[512], path[1024];
	struct dirent **entries;
	int n;

	snprintf(dir, sizeof(dir), "%s/reference/qmi-schema",
		 shared ? shared : SOURCE_ROOT "/../shared");
	n = scandir(dir, &entries, is_table, alphasort);
	if (n <= 0) {
		printf("skipped: no reference beside the repository (set AIRLOCK_SHARED)\n");
		return CHECK_SKIP;
	}
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
		read_table(path);
		free(entries[i]);
	}
	free(entries);
	for (size_t row = 0; row < schema_row_count(); row++)
		check_back(row);
	printf("%u messages and indications, %u TLVs\n", rows, tlvs);
	return check_done();
}
