/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A whole AT session as a script: clients and a modem say usual lines, pieces of lines or arbitrary
 * bytes, come, go, stall, and time passes. After each step everything that is promised must hold.
 */
#include "harness.h"

#include <errno.h>
#include <string.h>

#include "../tests/at_rig.h"

enum { CLIENTS = 5, STEPS = 400 };

static struct {
	struct at_rig *r;
	struct cur in;
	unsigned control_seen;
	bool data;             /* some client was connected: what it says is no line */
	struct frame_at judge; /* reads what the port gets as a modem would */
} w;

static const char *const commands[] = {
	"AT\r",
	"ATE0\r",
	"ATE1V0\r",
	"ATV1Q0\r",
	"ATQ1\r",
	"AT+CMEE=1\r",
	"AT+CMEE=2;+CSQ\r",
	"A/",
	"+++",
	"AT+CSQ\r",
	"AT+CREG=2;+CREG?\r",
	"at+cops=?\r",
	"AT+CPIN?\r",
	"ATD*99#\r",
	"ATD+491;\r",
	"AT+CMGS=11\r",
	"000100089121436587000000\x1a",
	"AT+CMGS=\"1\"\r",
	"text\x1a",
	"\x1b",
	"AT+CMGR=1\r",
	"AT+CMGL=4\r",
	"AT+QLINUXCMD=\"id\"\r",
	"AT+CSQ;+QLINUXCMD?\r",
	"ATZ\r",
	"AT&F\r",
	"AT+CNMI=2,1\r",
	"AT+CGDATA=\"PPP\",1\r",
	"ATI\r",
};

static const char *const lines[] = {
	"\r\nOK\r\n",
	"\r\nERROR\r\n",
	"\r\n+CME ERROR: 10\r\n",
	"\r\n+CMS ERROR: 38\r\n",
	"0\r",
	"\r\nCONNECT\r\n",
	"\r\nNO CARRIER\r\n",
	"\r\n> ",
	"\r\n+CSQ: 1,99\r\n",
	"\r\n+CREG: 2,1\r\n",
	"\r\n+CREG: 5\r\n",
	"\r\nRING\r\n",
	"\r\nRDY\r\n",
	"\r\n+CPIN: READY\r\n",
	"\r\n+CMT: ,13\r\n",
	"0004008100002610101200000000\r\n",
	"000100089121436587000000\r\n",
	"\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+00\"\r\n",
	"text\r\n",
	"\r\n+CMGS: 7\r\n",
	"\r\n+CMGR: \"REC READ\",\"+49\",,\"26/01/01,00:00:00+00\"\r\n",
	"\r\n+CMGL: 1,0,,13\r\n",
	"ATE0V1+CMEE=1\r",
	"Model\r\n",
	"\x7e\xff\x7e",
	"AT+CSQ\r",
	"\r\nBUSY\r\n",
	"\r\n+CMTI: \"SM\",1\r\n",
	"\r\n+COPS: (1,\"a\",\"b\",\"26201\")\r\n",
};

static void say(unsigned slot, const char *const *list, size_t n)
{
	unsigned what = choose(&w.in, 8);
	const char *text = list[choose(&w.in, (unsigned)n)];
	struct cur bytes = { (const uint8_t *)text, strlen(text) };

	if (what == 7)
		bytes = choose_bytes(&w.in);
	else if (what == 6)
		bytes.n = choose(&w.in, (unsigned)bytes.n + 1);
	at_rig_bytes(w.r, slot, bytes.p, bytes.n);
}

static void come_or_go(unsigned slot)
{
	static const uint16_t roles[] = { AT_RIG_ALL, AT_RIG_PLAIN, AT_RIG_READ, AT_RIG_NONE };
	unsigned what = choose(&w.in, 4);

	if (!w.r->present[slot]) {
		at_rig_connect(w.r, slot, roles[choose(&w.in, 4)]);
		w.r->client_takes[slot] = -1;
		w.r->client_error[slot] = 0;
	} else if (what == 0) {
		at_rig_end(w.r, slot);
	} else if (what == 1) {
		at_session_client_hangup(w.r->s, slot, w.r->now_ms);
	} else {
		at_rig_gone(w.r, slot);
	}
}

static void stall(unsigned slot)
{
	unsigned what = choose(&w.in, 6);

	if (what == 0)
		w.r->client_takes[slot] = (int)choose(&w.in, 64);
	else if (what == 1)
		w.r->modem_takes = (int)choose(&w.in, 64);
	else if (what == 2)
		w.r->client_error[slot] = -EPIPE;
	else if (what == 3)
		w.r->swaps = !w.r->swaps;
	else
		w.r->modem_takes = w.r->client_takes[slot] = -1;
	at_session_modem_ready(w.r->s, w.r->now_ms);
	at_session_client_ready(w.r->s, slot, w.r->now_ms);
}

/* Nothing that the port gets is anything but commands, PDUs and texts, as no shipped policy has it.
 */
static void look_at_port(void)
{
	static uint8_t records[1 << 18];
	static struct at_record r;
	struct cur chunk = { w.r->modem, w.r->modem_len }, batch;
	enum frame_at_state state;

	w.r->modem_len = 0;
	do {
		struct wtr out = { records, sizeof(records), 0 };

		state = frame_at_feed(&w.judge, &chunk, &out);
		batch = (struct cur){ out.p, out.len };
		while (batch.n && !w.data) {
			MUST(at_next(&batch, SIDE_CLIENT, &r));
			for (unsigned i = 0; r.kind == AT_KIND_LINE && i < r.n_parts; i++)
				MUST(at_part_group(&r.parts[i], r.values) !=
				     AT_GROUP_CODE_EXECUTION);
			MUST(r.kind != AT_KIND_REPEAT && r.kind != AT_KIND_REFUSAL);
		}
	} while (state == FRAME_AT_FULL);
}

static void look_at_client(unsigned slot)
{
	for (size_t i = 0; i < w.r->client_len[slot] && !w.data; i++) {
		uint8_t b = w.r->client[slot][i];

		MUST(b >= ' ' || b == '\r' || b == '\n');
	}
	w.r->client_len[slot] = 0;
}

static void check(void)
{
	struct at_rig *r = w.r;

	MUST(at_rig_conserved(r));
	for (; w.control_seen < r->n_control; w.control_seen++) {
		const struct control *c = &r->control[w.control_seen % AT_RIG_RECORDS];

		/* The rig marks those that it obeyed. */
		MUST(c->kind == CONTROL_EVICT || c->kind == CONTROL_FREE ||
		     c->kind == CONTROL_PORT || c->kind == CONTROL_SWAP ||
		     c->kind == CONTROL_HANGUP || c->kind == CONTROL_COUNT);
		w.data |= c->kind == CONTROL_SWAP || c->kind == CONTROL_COUNT ||
			  c->kind == CONTROL_HANGUP;
	}
	look_at_port();
	for (unsigned slot = 0; slot < CLIENTS; slot++)
		look_at_client(slot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct frame_at_options as_modem = { .side = SIDE_CLIENT, .text_entry = true };

	memset(&w, 0, sizeof(w));
	w.in = (struct cur){ data, size };
	w.r = at_rig_new();
	frame_at_init(&w.judge, &as_modem);
	for (unsigned i = 0; i < STEPS && w.in.n; i++) {
		unsigned what = choose(&w.in, 16), slot = choose(&w.in, CLIENTS);

		if (what < 6 && w.r->present[slot])
			say(slot, commands, sizeof(commands) / sizeof(commands[0]));
		else if (what < 11)
			say(GATE_SLOTS, lines, sizeof(lines) / sizeof(lines[0]));
		else if (what < 13)
			come_or_go(slot);
		else if (what == 13)
			stall(slot);
		else if (what == 14)
			at_rig_pass(w.r, 1u << choose(&w.in, 18));
		else
			at_rig_swap(w.r);
		check();
	}
	at_rig_free(w.r);
	return 0;
}
