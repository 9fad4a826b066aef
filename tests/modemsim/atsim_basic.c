/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of ITU-T V.250: the terminal, S-parameters, and who the modem is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

/* E, V, Q, X: a number of one digit, 0 where there is none. */
static int terminal(struct atsim_call *c)
{
	char *value = atsim_value(c->p, c->row->name);

	if (c->form != FORM_SET && c->form != FORM_EXEC)
		return AT_ERROR;
	snprintf(value, ATSIM_VALUE, "%ld", strtol(c->text, NULL, 10));
	return AT_OK;
}

/* Z and &F: as it came from the factory; echo and all. */
static int factory(struct atsim_call *c)
{
	atsim_defaults(c->p);
	return AT_OK;
}

static int s_parameter(struct atsim_call *c)
{
	char *value = atsim_value(c->p, c->row->name);

	if (c->form == FORM_READ)
		atsim_say(c, "%03ld", strtol(value, NULL, 10));
	else if (c->form == FORM_SET)
		snprintf(value, ATSIM_VALUE, "%ld", strtol(c->text, NULL, 10));
	else
		return AT_ERROR;
	return AT_OK;
}

/* One fact of the modem, alone in its line, as most modems say it. */
static int fact(struct atsim_call *c)
{
	static const struct {
		const char *name, *message, *tlv;
	} facts[] = {
		{ "MI", "dms.get-manufacturer", "manufacturer" },
		{ "MM", "dms.get-model", "model" },
		{ "MR", "dms.get-revision", "revision" },
		{ "SN", "dms.get-ids", "imei" },
	};
	const char *name = c->row->name;
	char text[128];

	if (c->form == FORM_TEST)
		return AT_OK;
	if (c->form == FORM_READ)
		return CME_NOT_SUPPORTED;
	name += strlen(name) - 2;
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (strcmp(facts[i].name, name) == 0)
			atsim_say(c, "%s",
				  atsim_text_of(c->a, facts[i].message, facts[i].tlv, text,
						sizeof(text)));
	return AT_OK;
}

static int identify(struct atsim_call *c)
{
	static const struct {
		const char *label, *message, *tlv;
	} facts[] = {
		{ "Manufacturer", "dms.get-manufacturer", "manufacturer" },
		{ "Model", "dms.get-model", "model" },
		{ "Revision", "dms.get-revision", "revision" },
		{ "IMEI", "dms.get-ids", "imei" },
	};
	bool is_bare = c->a->flavour == QUECTEL;
	char text[128];

	for (size_t i = 0; i < (is_bare ? 3u : 4u); i++) {
		atsim_text_of(c->a, facts[i].message, facts[i].tlv, text, sizeof(text));
		if (is_bare && i < 2)
			atsim_say(c, "%s", text);
		else
			atsim_say(c, "%s: %s", facts[i].label, text);
	}
	if (!is_bare)
		atsim_say(c, "+GCAP: +CGSM,+DS,+ES");
	return AT_OK;
}

static int list_commands(struct atsim_call *c)
{
	if (c->form == FORM_TEST)
		return AT_OK;
	for (size_t i = 0; i < c->a->row_count; i++)
		atsim_say(c, "AT%s", c->a->rows[i]->name);
	return AT_OK;
}

const struct atsim_row atsim_rows_basic[] = {
	{ "E", terminal, NULL, NULL, NULL, "1", 0 },
	{ "V", terminal, NULL, NULL, NULL, "1", 0 },
	{ "Q", terminal, NULL, NULL, NULL, "0", 0 },
	{ "X", terminal, NULL, NULL, NULL, "4", 0 },
	{ "L", terminal, NULL, NULL, NULL, "0", 0 },
	{ "M", terminal, NULL, NULL, NULL, "0", 0 },
	{ "T", terminal, NULL, NULL, NULL, "0", 0 },
	{ "P", terminal, NULL, NULL, NULL, "0", 0 },
	{ "Z", factory, NULL, NULL, NULL, NULL, 0 },
	{ "&F", factory, NULL, NULL, NULL, NULL, 0 },
	{ "&C", terminal, NULL, NULL, NULL, "1", 0 },
	{ "&D", terminal, NULL, NULL, NULL, "2", 0 },
	{ "&S", terminal, NULL, NULL, NULL, "0", 0 },
	{ "&K", terminal, NULL, NULL, NULL, "0", 0 },
	{ "&W", terminal, NULL, NULL, NULL, "0", 0 },
	{ "\\Q", terminal, NULL, NULL, NULL, "3", 0 },
	{ "S0", s_parameter, NULL, NULL, NULL, "0", 0 },
	{ "S3", s_parameter, NULL, NULL, NULL, "13", 0 },
	{ "S4", s_parameter, NULL, NULL, NULL, "10", 0 },
	{ "S5", s_parameter, NULL, NULL, NULL, "8", 0 },
	{ "S6", s_parameter, NULL, NULL, NULL, "2", 0 },
	{ "S7", s_parameter, NULL, NULL, NULL, "60", 0 },
	{ "S8", s_parameter, NULL, NULL, NULL, "2", 0 },
	{ "S10", s_parameter, NULL, NULL, NULL, "15", 0 },
	{ "I", identify, NULL, NULL, NULL, NULL, 0 },
	{ "+GMI", fact, NULL, NULL, "", NULL, 0 },
	{ "+GMM", fact, NULL, NULL, "", NULL, 0 },
	{ "+GMR", fact, NULL, NULL, "", NULL, 0 },
	{ "+GSN", fact, NULL, NULL, "", NULL, 0 },
	{ "+CGMI", fact, NULL, NULL, "", NULL, 0 },
	{ "+CGMM", fact, NULL, NULL, "", NULL, 0 },
	{ "+CGMR", fact, NULL, NULL, "", NULL, 0 },
	{ "+CGSN", fact, NULL, NULL, "", NULL, 0 },
	{ "+GCAP", NULL, "+GCAP: +CGSM,+DS,+ES", NULL, "", NULL, 0 },
	{ "+IPR", NULL, NULL, NULL, "+IPR: (),(9600,115200,921600)", "115200", 0 },
	{ "+ICF", NULL, NULL, NULL, "+ICF: (0-6),(0-3)", "3,3", 0 },
	{ "+IFC", NULL, NULL, NULL, "+IFC: (0-2),(0-2)", "2,2", 0 },
	{ "+DS", NULL, NULL, NULL, "+DS: (0),(0),(512-65535),(6-250)", "0,0,2048,20", 0 },
	{ "+ES", NULL, NULL, NULL, "+ES: (0),(0),(0)", "0,0,0", 0 },
	{ "+FCLASS", NULL, NULL, NULL, "+FCLASS: (0)", "0", 0 },
	{ "+CLAC", list_commands, NULL, NULL, "", NULL, 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
