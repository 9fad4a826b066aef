/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of an AT session, shared by the at_session*.c files and nobody else. */
#pragma once

#include "../parsers/at_content.h"
#include "at_session.h"
#include "channels.h"
#include "detect.h"
#include "queue.h"

enum {
	AT_SLOT_NONE = 0xFFFF, /* a command whose client has left */
	/* Records of a client that wait for their turn: two of any size, or hundreds of usual ones.
	 */
	AT_CLIENT_IN = 2 * (AT_RECORD_MAX + 16),
	AT_PORT_QUEUE = 256 * 1024,
	AT_CLIENT_OUT = 128 * 1024, /* on top of the configured queue: data mode comes in bursts */
	AT_STOP = 64 * 1024,        /* so much waits: no more is read from the other side */
	AT_LINE_ROOM = 2 * AT_MAX_LINE + 64, /* of one encoded line */
	AT_ANSWER_MAX = 256 * 1024,          /* bytes of the answers to one command */
	AT_BOOT_BURST = 8,                   /* boot codes at a time, then one each ... */
	AT_BOOT_MS = 10000,
};

/* What the port is doing. */
enum at_port_state {
	AT_PORT_SYNC, /* it may still owe results: nothing is sent but "AT" until it is quiet */
	AT_PORT_INIT, /* the gate sets it to what it relies on: E0 V1 +CMEE=1 */
	AT_PORT_IDLE,
	AT_PORT_COMMAND,  /* a client's line is in flight */
	AT_PORT_ENTRY,    /* the prompt was passed on: the client's data is waited for */
	AT_PORT_SWAPPING, /* CONNECT came: the client's reader is being replaced by a raw one */
	AT_PORT_DATA,
	AT_PORT_LEAVING, /* data mode is over: line is dropped, readers are being replaced */
	AT_PORT_GONE,
};

struct at_port {
	uint8_t state;       /* enum at_port_state; at_port_enter() changes it */
	uint8_t step;        /* of the initialisation */
	uint8_t renew;       /* it must be initialised again */
	uint8_t heard;       /* SYNC: a result came */
	uint8_t told;        /* that it is silent was audited */
	uint64_t swaps;      /* SWAPPING, LEAVING: bit per client whose reader is being replaced */
	bool swaps_own;      /* the modem's reader is */
	uint16_t owed;       /* SYNC: results that may still come */
	unsigned wait_ms;    /* SYNC: until the next try */
	uint64_t due_ms;     /* when the state's time is over */
	uint64_t quiet_ms;   /* SYNC: a silence until then ends it */
	uint64_t renewed_ms; /* when the last initialisation began */
};

/* The line in flight. */
struct at_pending {
	uint16_t slot;
	uint8_t entry; /* it asks for data: 1 the prompt is awaited, 2 the data was sent */
	uint8_t entry_part;
	uint8_t refusal; /* enum reason: what the client gets an error for instead of the result */
	uint8_t abandoned; /* the client went on without the answer */
	uint8_t enough;    /* FIELD-NOTES A5: what came may be all that comes */
	uint64_t sent_ms, due_ms;
	uint32_t answered; /* bytes */
	size_t sent_len;
	struct at_record line; /* the parts that were sent; views into `bytes` */
	uint8_t bytes[AT_RECORD_MAX];
	uint8_t sent[AT_LINE_ROOM];
};

/* A line that goes out together with the one that must follow it. */
struct at_held {
	uint8_t used;
	uint8_t is_text; /* a body of text follows, not a PDU */
	uint8_t has_smsc;
	uint8_t reason; /* where nobody is to get it */
	uint16_t stripped;
	int64_t announced;
	uint64_t to; /* bit per client */
	uint64_t due_ms;
	struct at_record line; /* for the audit: its first part only */
	char name[AT_MAX_NAME];
	size_t len;
	uint8_t bytes[AT_LINE_ROOM];
};

/*
 * Text of a message that has no announced length: a line of it may look like anything (A10). A
 * result code in it is believed only when silence follows.
 */
enum at_body_kind { AT_BODY_NONE, AT_BODY_ANSWER, AT_BODY_CODE };
enum at_doubt { AT_DOUBT_NONE, AT_DOUBT_LAST, AT_DOUBT_EARLIER };
struct at_body {
	uint8_t kind;  /* enum at_body_kind: of an answer, or of an unsolicited code */
	uint8_t doubt; /* enum at_doubt: a result code, with lines behind it or not */
	uint8_t final;
	int32_t number;
	uint64_t to;
	uint64_t line_ms; /* when the last line came */
};

struct at_client {
	uint8_t present;
	uint8_t closing; /* no more input; leaves when everything is answered and sent */
	uint8_t evicted, hung_up;
	uint8_t held;       /* nothing goes out: its reader is being replaced */
	uint8_t call_ended; /* enum at_final: it is told when its command is answered; 0: none */
	/* its terminal (V.250 6.2, TS 27.007 9.1) */
	uint8_t echo, quiet, verbose, cmee, s3, s4;
	uint16_t role;
	uint16_t close_reason;
	uint32_t uid, pid;
	uint32_t n_waiting; /* records in `in` */
	uint32_t n_owed;    /* lines that found no room: each is answered with an error */
	uint64_t stuck_ms;  /* since when it has taken nothing; 0: nothing waits */
	struct queue in, out;
	uint16_t last_len; /* the last command line, for A/ */
	uint8_t last[AT_RECORD_MAX];
	uint8_t in_bytes[AT_CLIENT_IN];
	char exe[RULESET_PATH];
};

struct at_session {
	const struct ruleset *rules;
	uint16_t link;
	struct session_io io;
	struct audit_counters count[AUDIT_SIDES];
	struct at_port port;
	struct at_pending pending;
	struct at_held held;
	struct at_body body;
	uint64_t indication_ms;     /* token buckets: of all codes, of boot codes */
	uint64_t indication_tokens; /* in 1/1000 */
	uint64_t boot_ms;
	uint32_t boot_tokens;
	uint64_t boot_said_ms;                /* the last boot code */
	uint32_t boot_said[AT_MAX_ROWS / 32]; /* which there were in this series */
	uint32_t off[AT_MAX_ROWS / 32]; /* commands that switched their codes off */
	struct policy_state policy;
	struct queue to_port;
	uint8_t started;
	uint64_t shut_ms;      /* since when nothing passes */
	uint64_t present;      /* bit per slot */
	uint16_t turn;         /* whose turn was the last */
	uint8_t never;         /* enum at_grant: what no role is granted here */
	uint8_t in_judged;     /* the record that at_host_peek() found was judged when it came */
	struct at_record in;   /* the record at hand, of a client */
	struct at_record line; /* of the modem */
	uint8_t port_bytes[AT_PORT_QUEUE];
	uint8_t scratch[AT_LINE_ROOM];
	uint8_t fresh[AT_LINE_ROOM]; /* payloads that were written afresh */
	struct detect detect;
	struct channels *channels, own_channels;
	struct at_client clients[GATE_SLOTS];
	/* behind it: GATE_SLOTS client queues of the configured size */
};

#define AT_FOR_EACH_CLIENT(s, slot)                        \
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++) \
		if ((s)->present >> slot & 1)

_Static_assert(GATE_SLOTS <= 64, "a slot is a bit");

static inline uint64_t at_bit(unsigned slot)
{
	return slot < GATE_SLOTS ? UINT64_C(1) << slot : 0;
}

/* The verdict of the session itself, which no policy can turn. */
static inline struct verdict at_refusal(enum reason r)
{
	return (struct verdict){ .reason = (uint8_t)r, .rule = RULE_BUILTIN };
}

/* at_session_out.c: what leaves the session */
/* Bytes to the port; queued where it does not take them. False: no room, nothing was sent. */
bool at_out_port(struct at_session *s, struct cur bytes);
void at_out_port_flush(struct at_session *s);
/* The port is at its end. */
void at_out_port_gone(struct at_session *s, int error, enum reason why);
/*
 * One encoded line (CR LF text CR LF) to a client, by its own terminators; `first` false: it goes
 * on behind the line before, without CR LF in front. False: the client does not get it.
 */
bool at_out_line(struct at_session *s, unsigned slot, struct cur encoded, bool first);
/* Bytes as they are: an echo, a prompt, data. */
bool at_out_bytes(struct at_session *s, unsigned slot, struct cur bytes);
/* A final result of the modem, as the client's terminal wants it. */
void at_out_final(struct at_session *s, unsigned slot, const struct at_record *line);
/* A result of ours; an error for a reason; OK. */
void at_out_result(struct at_session *s, unsigned slot, enum at_final code, int32_t number);
void at_out_error(struct at_session *s, unsigned slot, enum reason why);
void at_out_flush(struct at_session *s, unsigned slot, uint64_t now_ms);
/* Asks the warden, once, to disconnect the client, and records why. */
void at_out_evict(struct at_session *s, unsigned slot, enum reason why);
void at_out_close(struct at_session *s, unsigned slot, enum reason why);
/* Leaves, if it is closing and has got all that it waits for. */
void at_out_done(struct at_session *s, unsigned slot);
/* One audit record about a line (or NULL), its command number `part`, and a client. */
void at_out_audit(struct at_session *s, enum audit_event event, enum side side, unsigned slot,
		  const struct at_record *r, const struct verdict *v);
/* The audit record of an alarm. */
void at_out_alarm(struct at_session *s, enum side side, unsigned slot, const struct at_record *r,
		  const struct verdict *v, const char *name);
/* Refuses a record of the modem: counter and audit. */
void at_out_refuse_modem(struct at_session *s, unsigned slot, const struct at_record *r,
			 enum reason why);

/* at_session_error.c: what a client is answered with */
/* The +CME ERROR number for a refusal; -1: plain ERROR. */
int32_t at_error_number(enum reason why);
/* The text of a +CME ERROR number (TS 27.007 9.2); NULL where it has none here. */
const char *at_error_text(int32_t number);

/* at_session_host.c: clients' records */
/* `judged`: at_host_judge() was asked about it. */
void at_host_receive(struct at_session *s, unsigned slot, struct cur record, bool judged,
		     uint64_t now_ms);
/* The verdict on s->in, before at_host_receive(); a refusal is counted and audited here. */
struct verdict at_host_judge(struct at_session *s, unsigned slot, uint64_t now_ms);
/* Goes on with what waits, as far as that is possible now. */
void at_host_run(struct at_session *s, uint64_t now_ms);
/* All that waits of a client is forgotten. */
void at_host_forget(struct at_session *s, unsigned slot);
/* Refuses what has waited too long for the port. Milliseconds to the next. */
uint32_t at_host_tick(struct at_session *s, uint64_t now_ms);

/* The first record that waits, into s->in: its bytes, and when it came. Then: it is dealt with. */
struct cur at_host_peek(struct at_session *s, unsigned slot, uint64_t *came_ms);
void at_host_pop(struct at_session *s, unsigned slot, size_t len);
/* How long the modem may take for all commands of a line. */
uint64_t at_host_time_out_ms(const struct at_record *r);

/* at_session_channel.c: logical channels of the card */
/* Whether the client may send that part of its line. */
enum reason at_channel_may(const struct at_session *s, unsigned slot, const struct at_record *r,
			   unsigned part);
/* A line that answers a part of the line in flight; and that line succeeded. */
void at_channel_answered(struct at_session *s, const struct at_record *line, unsigned part);
void at_channel_done(struct at_session *s);

/* at_session_entry.c: the prompt is there; takes the client's data, if that is there too. */
void at_entry_take(struct at_session *s, uint64_t now_ms);

/* at_session_local.c: commands of the client's own terminal */
void at_local_reset(struct at_client *cl);
/* Whether a command is one of those; all of them are obeyed without asking the policy. */
bool at_local_is(const struct at_record *r, unsigned part);
/* False: the argument is out of range. Answers what asks. */
bool at_local_apply(struct at_session *s, unsigned slot, const struct at_record *r, unsigned part);

/* at_session_port.c: the port's state, and the gate's own commands */
void at_port_enter(struct at_session *s, enum at_port_state state, uint64_t now_ms);
/* The line in flight has its result, or will have none: `refusal` other than OK says why. */
void at_port_finish(struct at_session *s, uint64_t now_ms);
/* It did not come in time: the client gets an error, the port must come into step. */
void at_port_late(struct at_session *s, uint64_t now_ms);
/* A result code while no client's line is in flight. False: it is not for the gate either. */
bool at_port_result(struct at_session *s, const struct at_record *line, uint64_t now_ms);
/* Text of our own to the port; the end of a prompt. */
void at_port_say(struct at_session *s, const char *text);
void at_port_escape(struct at_session *s);
/* No line is in flight any more; the port must come into step, and owes so many results. */
void at_port_resync(struct at_session *s, unsigned owed, uint64_t now_ms);
uint32_t at_port_tick(struct at_session *s, uint64_t now_ms);

/* at_session_modem.c: the modem's records */
void at_modem_record(struct at_session *s, struct at_record *line, uint64_t now_ms);
/*
 * Whether the line answers a part of the line in flight: OK, AT_FOREIGN, or what is wrong. `part`
 * becomes which.
 */
enum reason at_modem_fits(const struct at_session *s, const struct at_record *line,
			  struct at_fit *fit, unsigned *part);
/* The line in flight ends with this result, which is counted here where it was not before. */
void at_modem_end(struct at_session *s, const struct at_record *line, bool count, uint64_t now_ms);

/* at_session_body.c: PDUs and texts behind their lines */
/* A line that was accepted, for whom, and what may follow it. */
struct at_accepted {
	const struct at_record *line;
	struct cur encoded;
	uint64_t to;
	enum reason unheard; /* where nobody gets it */
	enum at_body_kind kind;
};
/* Sends it, or holds it until what belongs to it is there. */
void at_body_begin(struct at_session *s, const struct at_accepted *a, uint64_t now_ms);
/* Whether the line was part of a body, and is dealt with. */
bool at_body_take(struct at_session *s, struct at_record *line, uint64_t now_ms);
void at_body_end(struct at_session *s);
uint32_t at_body_tick(struct at_session *s, uint64_t now_ms);

/*
 * at_session_payload.c: what lines carry (at_content.h). What is left of `to` may have the line,
 * whose views then point into s->fresh; where nobody may, `v` says why.
 */
uint64_t at_payload_values(struct at_session *s, struct at_record *line, enum at_place place,
			   uint64_t to, struct verdict *v, uint64_t now_ms);
/* The same of a line of hex digits that belongs to a line of `row`. */
uint64_t at_payload_pdu(struct at_session *s, struct at_record *line, uint16_t row, uint64_t to,
			struct verdict *v, uint64_t now_ms);
/* What the client of the line in flight entered. */
struct verdict at_payload_entry(struct at_session *s, struct at_record *r, uint64_t now_ms);
/* The arguments of a line that may pass, written afresh. False: no room. */
bool at_payload_command(struct at_session *s, struct at_record *r);
/* at_session_detect.c: a line as detectors see it. */
struct at_shown {
	enum side side;
	enum message_type type;
	unsigned slot; /* of the client, AT_SLOT_NONE */
	const struct at_record *line;
	uint16_t row;
	unsigned part; /* of `line` */
	const struct content *content; /* NULL: it carries nothing */
	enum reason wrong;	       /* a payload is not what it should be */
	struct verdict v;	       /* what was decided so far */
};
/* Shows it to them. What follows: DETECT_DROP or more where it must not pass. */
enum detect_act at_detect(struct at_session *s, const struct at_shown *shown, uint64_t now_ms);
/* The same of command number `part` of a client's line. */
enum detect_act at_detect_command(struct at_session *s, unsigned slot, const struct at_record *r,
				  unsigned part, const struct verdict *v, uint64_t now_ms);
/* Closes the link for good. */
void at_payload_panic(struct at_session *s);

/* at_session_data.c: data mode */
/* CONNECT came. */
void at_data_begin(struct at_session *s, const struct at_record *line, uint64_t now_ms);
void at_data_from_client(struct at_session *s, unsigned slot, const struct at_record *r,
			 uint64_t now_ms);
void at_data_from_modem(struct at_session *s, const struct at_record *r, uint64_t now_ms);
/* The modem left data mode by itself. */
void at_data_carrier_lost(struct at_session *s, const struct at_record *line, uint64_t now_ms);
/* The client hung up, or must not have what came. */
void at_data_hang_up(struct at_session *s, uint64_t now_ms);
void at_data_swapped(struct at_session *s, unsigned slot, uint64_t now_ms);
/* LEAVING: what is over. */
void at_data_leave(struct at_session *s, uint64_t now_ms);
bool at_data_is_owner(const struct at_session *s, unsigned slot);

/* Bits of enum at_grant that the client has here. */
static inline unsigned at_grants(const struct at_session *s, unsigned slot)
{
	return at_select_grants(s->rules, s->clients[slot].role) & ~(unsigned)s->never;
}

static inline uint32_t at_sooner(uint32_t a, uint64_t at_ms, uint64_t now_ms)
{
	uint64_t in = at_ms > now_ms ? at_ms - now_ms : 0;

	return in < a ? (uint32_t)in : a;
}
