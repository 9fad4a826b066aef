/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The card in AT: PINs and locks, files by +CRSM and +CSIM, logical channels, phone book. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

enum {
	SW_OK = 0x9000,
	SW_NO_FILE = 0x6A82,
	SW_NO_RECORD = 0x6A83,
	SW_LENGTH = 0x6700,
	SW_UNKNOWN = 0x6D00,
	SW_TRIES = 0x63C0,
	FILE_MAX = 256
};
enum {
	READ_BINARY = 176,
	READ_RECORD = 178,
	GET_RESPONSE = 192,
	UPDATE_BINARY = 214,
	UPDATE_RECORD = 220,
	STATUS = 242
};

struct file {
	unsigned id;
	size_t record; /* its size; 0: transparent */
	const char *hex;
};

/* Files beside those that the QMI side has. */
static const struct file files[] = {
	{ 0x6F3A, 28,
	  "54657374204F6E65FFFFFFFFFFFF06915155100010FFFFFFFFFFFFFF"
	  "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" },
	{ 0x6F3F, 0, "FF" },
	{ 0x6F49, 28, "46697265FFFFFFFFFFFFFFFFFFFF028111F2FFFFFFFFFFFFFFFFFFFF" },
	{ 0x6F56, 0, "00" },
	{ 0x6F60, 0, "00F1108000" },
	{ 0x6F61, 0, "00F1108000" },
	{ 0x6F7B, 0, "FFFFFFFFFFFFFFFFFFFFFFFF" },
	{ 0x6FAE, 0, "03" },
	{ 0x6FB7, 4, "11F2FF00" },
	{ 0x6FC6, 8, "00F1100000FFFE01" },
	{ 0x6FC7, 28, "566F6963656D61696CFFFFFFFFFF06915155100020FFFFFFFFFFFFFF" },
	{ 0x6FC9, 4, "01000000" },
	{ 0x6FCA, 5, "0000000000" },
	{ 0x6FCB, 16, "01000000FFFFFFFFFFFFFFFFFFFFFFFF" },
	{ 0x6FCD, 0, "A30580030000F110FFFF" },
	{ 0x6FD9, 0, "00F110" },
	{ 0x2F00, 26, "61184F10A0000000871002FFFFFFFF890619000050045553494D" },
	{ 0x4F30, 0, "FFFFFFFF" },
};

/* Reads a file in full. How many bytes, or -1. */
static int file_read(struct atsim *a, unsigned id, size_t *record, uint8_t *out)
{
	if (a->m->world->is_card_out)
		return -1;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (files[i].id == id) {
			*record = files[i].record;
			return atsim_unhex(files[i].hex, out, FILE_MAX);
		}
	return world_card_file(id, record, out, FILE_MAX);
}

/* What GET RESPONSE says of a file on a 2G card (TS 51.011 9.2.1). */
static int file_header(unsigned id, int size, size_t record, uint8_t *out)
{
	const uint8_t header[15] = { 0,
				     0,
				     (uint8_t)(size >> 8),
				     (uint8_t)size,
				     (uint8_t)(id >> 8),
				     (uint8_t)id,
				     4,
				     0,
				     0x11,
				     0xFF,
				     0x44,
				     1,
				     2,
				     record ? 1 : 0,
				     (uint8_t)record };

	memcpy(out, header, sizeof(header));
	return sizeof(header);
}

/* One instruction on a file: status word, and bytes in `out`, from 0 to *len. */
static unsigned card_do(struct atsim *a, unsigned file, const long *ins, uint8_t *out, size_t *len)
{
	uint8_t bytes[FILE_MAX];
	size_t record = 0, from, size = (size_t)ins[3];
	int all = file_read(a, file, &record, bytes);

	*len = 0;
	if (all < 0)
		return SW_NO_FILE;
	switch (ins[0]) {
	case GET_RESPONSE:
	case STATUS:
		*len = (size_t)file_header(file, all, record, out);
		return SW_OK;
	case READ_BINARY:
		from = (size_t)(ins[1] * 256 + ins[2]);
		break;
	case READ_RECORD:
		if (!record || ins[1] < 1 || (size_t)ins[1] * record > (size_t)all)
			return SW_NO_RECORD;
		from = (size_t)(ins[1] - 1) * record;
		size = size ? size : record;
		break;
	case UPDATE_BINARY:
	case UPDATE_RECORD:
		return SW_OK;
	default:
		return SW_UNKNOWN;
	}
	if (from > (size_t)all)
		return SW_LENGTH;
	if (!size || size > (size_t)all - from)
		size = (size_t)all - from;
	memcpy(out, bytes + from, size);
	*len = size;
	return SW_OK;
}

static int crsm(struct atsim_call *c)
{
	const long ins[4] = { atsim_arg(c, 0, 0), atsim_arg(c, 2, 0), atsim_arg(c, 3, 0),
			      atsim_arg(c, 4, 0) };
	uint8_t bytes[FILE_MAX];
	static struct atsim_text hex;
	size_t len;
	unsigned sw;

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (c->a->m->world->is_card_out)
		return CME_SIM_ABSENT;
	if (ins[1] < 0 || ins[2] < 0 || ins[3] < 0 || ins[1] > 255 || ins[2] > 255)
		return CME_PARAMETERS;
	sw = card_do(c->a, (unsigned)atsim_arg(c, 1, 0), ins, bytes, &len);
	hex.len = 0;
	atsim_hex(&hex, (struct cur){ bytes, len });
	if (len)
		atsim_say(c, "+CRSM: %u,%u,\"%.*s\"", sw >> 8, sw & 0xff, (int)hex.len, hex.bytes);
	else
		atsim_say(c, "+CRSM: %u,%u", sw >> 8, sw & 0xff);
	return AT_OK;
}

static void say_apdu(struct atsim_call *c, struct cur data, unsigned sw)
{
	static struct atsim_text hex;

	hex.len = 0;
	atsim_hex(&hex, data);
	atsim_say(c, "%s: %zu,\"%.*s%04X\"", c->row->name, data.n * 2 + 4, (int)hex.len, hex.bytes,
		  sw);
}

/* An APDU: what managers use to ask how many tries are left, and to read a selected file. */
static void apdu(struct atsim_call *c, const uint8_t *in, int n)
{
	static unsigned selected;
	const struct pin *pin = &c->a->m->world->pins[in[3] == 0x81 ? 1 : 0];
	const long ins[4] = { in[1], in[2], in[3], in[4] };
	uint8_t bytes[FILE_MAX];
	size_t len = 0;
	unsigned sw = SW_UNKNOWN;

	if (in[1] == 0x20 && n == 5) {
		sw = SW_TRIES + pin->tries;
	} else if (in[1] == 0x2C && n == 5) {
		sw = SW_TRIES + pin->unblock_tries;
	} else if (in[1] == 0xA4 && n >= 7) {
		selected = (unsigned)(in[n - 2] * 256 + in[n - 1]);
		sw = SW_OK;
	} else if (in[1] == 0xB0 || in[1] == 0xB2 || in[1] == 0xC0 || in[1] == 0xF2) {
		sw = card_do(c->a, selected, ins, bytes, &len);
	}
	say_apdu(c, (struct cur){ bytes, len }, sw);
}

static int csim(struct atsim_call *c)
{
	uint8_t in[300];
	int n = atsim_unhex(c->args[1], in, sizeof(in));

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (c->a->m->world->is_card_out)
		return CME_SIM_ABSENT;
	if (n < 5 || atsim_arg(c, 0, 0) != 2 * n)
		return CME_PARAMETERS;
	apdu(c, in, n);
	return AT_OK;
}

static int ccho(struct atsim_call *c)
{
	if (c->form != FORM_SET)
		return AT_TABLE;
	for (unsigned i = 0; i < WORLD_CHANNELS; i++) {
		if (c->a->m->world->channels[i])
			continue;
		c->a->m->world->channels[i] = true;
		atsim_say(c, "+CCHO: %u", i + 1);
		return AT_OK;
	}
	return CME_NOT_ALLOWED;
}

static bool *channel(struct atsim_call *c)
{
	long id = atsim_arg(c, 0, 0);

	return id >= 1 && id <= WORLD_CHANNELS ? &c->a->m->world->channels[id - 1] : NULL;
}

static int cgla(struct atsim_call *c)
{
	uint8_t in[512];
	int n = atsim_unhex(c->args[2], in, sizeof(in));
	const bool *open = channel(c);

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!open || !*open)
		return CME_NOT_ALLOWED;
	if (n < 5 || atsim_arg(c, 1, 0) != 2 * n)
		return CME_PARAMETERS;
	apdu(c, in, n);
	return AT_OK;
}

static int cchc(struct atsim_call *c)
{
	bool *open = channel(c);

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (!open || !*open)
		return CME_NOT_ALLOWED;
	*open = false;
	atsim_say(c, "+CCHC");
	return AT_OK;
}

/* Right or wrong, with the same count of tries as on the QMI side. */
static int try_code(struct atsim_call *c, struct pin *pin, const char *code)
{
	if (pin->state == PIN_BLOCKED)
		return CME_SIM_PUK;
	if (strcmp(code, pin->code) == 0) {
		pin->tries = 3;
		return AT_OK;
	}
	if (pin->tries)
		pin->tries--;
	if (!pin->tries)
		pin->state = PIN_BLOCKED;
	world_cards_publish(c->a->m);
	return CME_PASSWORD;
}

static int unblock(struct atsim_call *c, struct pin *pin)
{
	if (strcmp(c->args[0], "12345678") != 0) {
		if (pin->unblock_tries)
			pin->unblock_tries--;
		return CME_PASSWORD;
	}
	snprintf(pin->code, sizeof(pin->code), "%.8s", c->args[1]);
	pin->tries = 3;
	pin->state = PIN_VERIFIED;
	world_cards_publish(c->a->m);
	return AT_OK;
}

static int cpin(struct atsim_call *c)
{
	struct pin *pin = &c->a->m->world->pins[0];
	int card = atsim_card(c->a), result;

	if (c->form == FORM_TEST)
		return AT_TABLE;
	if (card == CME_SIM_ABSENT)
		return card;
	if (c->form == FORM_READ) {
		atsim_say(c, "+CPIN: %s",
			  card == CME_SIM_PIN   ? "SIM PIN"
			  : card == CME_SIM_PUK ? "SIM PUK"
						: "READY");
		return AT_OK;
	}
	if (c->form != FORM_SET)
		return AT_TABLE;
	if (pin->state == PIN_BLOCKED && c->n == 2)
		return unblock(c, pin);
	if (card == AT_OK)
		return CME_NOT_ALLOWED;
	result = try_code(c, pin, c->args[0]);
	if (result == AT_OK)
		pin->state = PIN_VERIFIED;
	world_cards_publish(c->a->m);
	return result;
}

static int clck(struct atsim_call *c)
{
	struct pin *pin = &c->a->m->world->pins[0];
	long mode = atsim_arg(c, 1, -1);
	bool is_sim = strcmp(c->args[0], "SC") == 0;
	int result;

	if (c->form != FORM_SET)
		return AT_TABLE;
	if (c->a->m->world->is_card_out)
		return CME_SIM_ABSENT;
	if (mode == 2) {
		atsim_say(c, "+CLCK: %d", is_sim && pin->state != PIN_DISABLED);
		return AT_OK;
	}
	if (!is_sim || mode < 0 || mode > 1)
		return CME_NOT_SUPPORTED;
	result = try_code(c, pin, c->args[2]);
	if (result == AT_OK)
		pin->state = mode ? PIN_VERIFIED : PIN_DISABLED;
	world_cards_publish(c->a->m);
	return result;
}

static int cpwd(struct atsim_call *c)
{
	struct pin *pin = &c->a->m->world->pins[strcmp(c->args[0], "P2") == 0];
	int result;

	if (c->form != FORM_SET)
		return AT_TABLE;
	result = try_code(c, pin, c->args[1]);
	if (result == AT_OK)
		snprintf(pin->code, sizeof(pin->code), "%.8s", c->args[2]);
	return result;
}

static int cpinr(struct atsim_call *c)
{
	const struct pin *pins = c->a->m->world->pins;

	if (c->form == FORM_TEST)
		return AT_OK;
	atsim_say(c, "+CPINR: SIM PIN,%u,3", pins[0].tries);
	atsim_say(c, "+CPINR: SIM PUK,%u,10", pins[0].unblock_tries);
	atsim_say(c, "+CPINR: SIM PIN2,%u,3", pins[1].tries);
	atsim_say(c, "+CPINR: SIM PUK2,%u,10", pins[1].unblock_tries);
	return AT_OK;
}

static int cimi(struct atsim_call *c)
{
	char text[32];

	if (c->form == FORM_TEST)
		return AT_OK;
	if (atsim_card(c->a) != AT_OK)
		return atsim_card(c->a);
	atsim_say(c, "%s", atsim_text_of(c->a, "dms.uim-get-imsi", "imsi", text, sizeof(text)));
	return AT_OK;
}

static int iccid(struct atsim_call *c)
{
	char text[32];

	if (c->form == FORM_TEST)
		return AT_OK;
	if (c->a->m->world->is_card_out)
		return CME_SIM_ABSENT;
	atsim_say(c, "%s: %s", c->row->name,
		  atsim_text_of(c->a, "dms.uim-get-iccid", "iccid", text, sizeof(text)));
	return AT_OK;
}

static int cnum(struct atsim_call *c)
{
	char number[40];

	if (c->form == FORM_TEST)
		return AT_OK;
	if (atsim_card(c->a) != AT_OK)
		return atsim_card(c->a);
	atsim_text_of(c->a, "dms.get-msisdn", "msisdn", number, sizeof(number));
	atsim_say(c, "+CNUM: ,\"+%s\",145", number);
	return AT_OK;
}

static int cpbr(struct atsim_call *c)
{
	static const char *const names[] = { "Alice", "Bob" };
	long first = atsim_arg(c, 0, 1), last = atsim_arg(c, 1, first);
	char text[64];

	if (c->form != FORM_SET)
		return AT_TABLE;
	for (long i = first; i >= 1 && i <= last && i <= 2; i++)
		atsim_say(c, "+CPBR: %ld,\"+1555010%ld\",145,\"%s\"", i, i,
			  atsim_encode(c->p, names[i - 1], text, sizeof(text)));
	return AT_OK;
}

const struct atsim_row atsim_rows_sim[] = {
	{ "+CPIN", cpin, NULL, NULL, "", NULL, 0 },
	{ "+CPINR", cpinr, NULL, NULL, "", NULL, 0 },
	{ "+CLCK", clck, NULL, NULL, "+CLCK: (\"SC\",\"FD\",\"PS\",\"AO\",\"OI\",\"AI\",\"IR\")",
	  NULL, 0 },
	{ "+CPWD", cpwd, NULL, NULL, "+CPWD: (\"SC\",8),(\"P2\",8)", NULL, 0 },
	{ "+CIMI", cimi, NULL, NULL, "", NULL, 0 },
	{ "+CCID", iccid, NULL, NULL, "", NULL, 0 },
	{ "+ICCID", iccid, NULL, NULL, "", NULL, 0 },
	{ "+CNUM", cnum, NULL, NULL, "", NULL, 0 },
	{ "+CRSM", crsm, NULL, NULL, "", NULL, 0 },
	{ "+CSIM", csim, NULL, NULL, "", NULL, 0 },
	{ "+CCHO", ccho, NULL, NULL, "", NULL, 0 },
	{ "+CGLA", cgla, NULL, NULL, "", NULL, 0 },
	{ "+CCHC", cchc, NULL, NULL, "", NULL, 0 },
	{ "+CPBS", NULL, NULL, "+CPBS: \"SM\",2,250", "+CPBS: (\"SM\",\"ME\",\"ON\",\"FD\")",
	  "\"SM\"", 0 },
	{ "+CPBR", cpbr, NULL, NULL, "+CPBR: (1-250),40,20", NULL, 0 },
	{ "+CPBW", NULL, NULL, NULL, "+CPBW: (1-250),40,(129,145),20", "", 0 },
	{ "+CPBF", NULL, NULL, NULL, "+CPBF: 40,20", "", 0 },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
