/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AT inside QMI as a script: a client and a modem say lines, pieces of lines and arbitrary bytes by
 * service ATR. Each text that the modem gets must be read again, and hold nothing that runs code.
 */
#include "harness.h"

#include <string.h>

#include "../tests/session_rig.h"

enum { ATR = 0xED, STEPS = 200, SLOTS = 2, OWN_CID = 6, HEADER = 12, TEXT_AT = 16 };

static struct rig *rig;
static struct tunnel judge;

static const char *const commands[] = { "AT\r", "AT+CSQ\r", "AT+CREG=2;+CREG?\r", "A/", "ATD*99#\r",
					"AT+CMGS=11\r", "000100089121436587000000\x1a", "\x1b",
					"AT+QLINUXCMD=\"id\"\r", "AT+CSQ;+QLINUXCMD?\r", "ATZ\r" };
static const char *const lines[] = { "\r\nOK\r\n", "\r\nERROR\r\n", "\r\n+CSQ: 1,99\r\n",
				     "\r\nCONNECT\r\n", "\r\n> ", "\r\n+CREG: 5\r\n",
				     "\r\n+CMT: ,13\r\n", "0004008100002610101200000000\r\n",
				     "\r\n+CMGS: 7\r\n", "\r\nNO CARRIER\r\n", "RING\r\n" };

static void say(unsigned slot, const uint8_t head[5], struct cur tlvs)
{
	static uint8_t bytes[2048];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	const bool is_ctl = head[0] == 0;
	uint16_t size = (uint16_t)(5 + (is_ctl ? 6 : 7) + tlvs.n);

	if (!wtr_u8(&w, 1) || !wtr_u16(&w, size) || !wtr_u8(&w, 0) || !wtr_u8(&w, head[0]) ||
	    !wtr_u8(&w, head[1]) || !wtr_u8(&w, head[2]) || !wtr_u8(&w, head[3]) ||
	    (!is_ctl && !wtr_u8(&w, 0)) || !wtr_u16(&w, head[4]) ||
	    !wtr_u16(&w, (uint16_t)tlvs.n) || !wtr_bytes(&w, tlvs))
		return;
	if (slot < GATE_SLOTS)
		rig_client(rig, slot, bytes, w.len);
	else
		rig_modem(rig, bytes, w.len);
}

/* A text by ATR: a request of a client, or an indication. */
static void say_text(unsigned slot, uint8_t cid, uint8_t bits, struct cur text)
{
	uint8_t head[5] = { ATR, cid, bits, 7, bits == 0 ? TUNNEL_SEND : TUNNEL_RECEIVED };
	uint8_t tlv[1200];
	struct wtr w = { tlv, sizeof(tlv), 0 };

	if (wtr_u8(&w, TUNNEL_TAG) && wtr_u16(&w, (uint16_t)(text.n + 2)) &&
	    wtr_u16(&w, (uint16_t)text.n) && wtr_bytes(&w, text))
		say(slot, head, (struct cur){ tlv, w.len });
}

static struct cur choose_text(struct cur *in, const char *const *list, unsigned n)
{
	const char *text = list[choose(in, n)];
	struct cur part = { (const uint8_t *)text, strlen(text) };
	unsigned what = choose(in, 8);

	if (what == 7)
		part = choose_bytes(in);
	else if (what == 6)
		part.n = choose(in, (unsigned)part.n + 1);
	return part;
}

static void look_at_text(struct cur text)
{
	static uint8_t bytes[TUNNEL_RECORD_MAX + 64];
	static struct at_record line;
	struct wtr out = { bytes, sizeof(bytes), 0 };
	struct cur batch, record;

	MUST(tunnel_send(&judge, text, &out));
	batch = (struct cur){ out.p, out.len };
	MUST(tunnel_next(&batch, &record));
	MUST(at_next(&record, SIDE_CLIENT, &line));
	MUST(line.kind != AT_KIND_REPEAT);
	for (unsigned i = 0; line.kind == AT_KIND_LINE && i < line.n_parts; i++)
		MUST(at_part_group(&line.parts[i], line.values) != AT_GROUP_CODE_EXECUTION);
}

/* Allocations are answered at once, sent texts are looked at and taken, or not. */
static void modem_works(struct cur *in)
{
	static uint8_t got[RIG_MODEM_MAX];
	static const uint8_t good[] = { 2, 4, 0, 0, 0, 0, 0 };
	size_t n = rig->modem_len, at = 0;

	memcpy(got, rig->modem, n);
	rig->modem_len = 0;
	while (n - at >= HEADER && n - at > got[at + 1] + 256u * got[at + 2]) {
		const uint8_t *f = got + at;
		size_t len = f[1] + 256u * f[2] + 1u;
		uint8_t id = f[4] == 0 ? f[8] : f[9];
		uint8_t head[5] = { f[4], f[5], f[4] == 0 ? 1 : 2, f[7], id };
		const uint8_t cid[] = { 2, 4, 0, 0, 0, 0, 0, 1, 2, 0, ATR, OWN_CID };

		if (f[4] == ATR && id == TUNNEL_SEND && len >= TEXT_AT + 2)
			look_at_text((struct cur){ f + TEXT_AT + 2, len - TEXT_AT - 2 });
		if (f[4] == 0 && id == 0x22)
			say(GATE_SLOTS, head, (struct cur){ cid, sizeof(cid) });
		else if (choose(in, 8) != 7)
			say(GATE_SLOTS, head, (struct cur){ good, sizeof(good) });
		at += len;
	}
}

static void begin(void)
{
	static const uint8_t kinds[] = { RULE_QMI, RULE_AT };

	rig = rig_new();
	rig->port = port_session_of(PORT_KINDS);
	rig->rules.n_rules = 0;
	for (unsigned i = 0; i < 2; i++) {
		struct ruleset_rule *r = &rig->rules.rules[rig->rules.n_rules++];

		*r = (struct ruleset_rule){ .allow = true, .protocol = kinds[i] };
		r->form = AT_FORM_COUNT;
	}
	rig_start(rig, 0);
	tunnel_init(&judge, SIDE_CLIENT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t allocate[] = { 1, 1, 0, ATR };
	static const uint8_t ctl[5] = { 0, 0, 0, 9, 0x22 };
	struct cur in = { data, size };

	begin();
	for (unsigned i = 0; i < STEPS && in.n; i++) {
		unsigned what = choose(&in, 8), slot = choose(&in, SLOTS);

		if (what == 0) {
			rig_gone(rig, slot);
			rig_connect(rig, slot, 0, false);
			say(slot, ctl, (struct cur){ allocate, sizeof(allocate) });
		} else if (what < 4) {
			say_text(slot, OWN_CID, 0, choose_text(&in, commands, 11));
		} else if (what < 7) {
			say_text(GATE_SLOTS, (uint8_t)(OWN_CID + choose(&in, 2)), 4,
				 choose_text(&in, lines, 11));
		} else {
			rig_pass(rig, 1u << choose(&in, 16));
		}
		modem_works(&in);
		rig->client_len[0] = rig->client_len[1] = 0;
		MUST(rig_conserved(rig));
	}
	rig_free(rig);
	return 0;
}
