/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the AT side knows and remembers, for the atsim*.c files only. */
#pragma once

#include "atsim.h"
#include "world_state.h"

enum {
	ATSIM_PORTS = 4,
	ATSIM_ROWS = 384,
	ATSIM_VALUE = 96,
	ATSIM_LINE = 2048,        /* of a command */
	ATSIM_INPUT = 256 * 1024, /* bytes that wait while a command runs */
	ATSIM_TEXT = 64 * 1024,   /* of an answer, or of unsolicited codes that wait */
	ATSIM_ENTRY = 4096,       /* behind a prompt */
	ATSIM_ARGS = 16,
	ATSIM_ARG = 1100,
	ATSIM_RECEIVED = 256, /* lines that at-received remembers */
	ATSIM_RULES = 64,
	ATSIM_CONTEXTS = 16,
	ATSIM_CALLS = MODEM_MAX_CALLS,
};

enum atsim_flavour { GENERIC = 1, QUECTEL = 2, HUAWEI = 4, SIERRA = 8, UBLOX = 16 };

enum atsim_form { FORM_EXEC, FORM_READ, FORM_TEST, FORM_SET };

/* What a command ends with: one of these, a +CME ERROR number, or CMS() of a +CMS ERROR number. */
enum atsim_result {
	AT_OK = 0,
	AT_ERROR = -1,
	AT_CONNECT = -2,
	AT_NO_CARRIER = -3,
	AT_LATER = -4, /* a prompt was sent, or the final result comes by itself */
	AT_TABLE = -5, /* what the row's texts say */
	AT_NO_FINAL = -6,
	AT_NO_ANSWER = -7,
	AT_BUSY = -8,
};
#define CMS(n) (1000 + (n))
enum {
	CME_NOT_ALLOWED = 3,
	CME_NOT_SUPPORTED = 4,
	CME_SIM_ABSENT = 10,
	CME_SIM_PIN = 11,
	CME_SIM_PUK = 12,
	CME_SIM_FAILURE = 13,
	CME_PASSWORD = 16,
	CME_MEMORY_FULL = 20,
	CME_INVALID_INDEX = 21,
	CME_NO_NETWORK = 30,
	CME_PARAMETERS = 50,
	CMS_PDU = 304,
	CMS_SIM_ABSENT = 310,
	CMS_INVALID_INDEX = 321,
	CMS_MEMORY_FULL = 322,
};

struct atsim_port;
struct atsim_row;

/* One command of a line. */
struct atsim_call {
	struct atsim *a;
	struct atsim_port *p;
	const struct atsim_row *row;
	enum atsim_form form;
	const char *text;                 /* behind the name and '=': arguments or dial string */
	size_t n;                         /* arguments */
	char args[ATSIM_ARGS][ATSIM_ARG]; /* without quotes; "" where missing */
};

typedef int (*atsim_run)(struct atsim_call *c);

/* A command. NULL: the form is refused. Lines of an answer are parted by \n. */
struct atsim_row {
	const char *name; /* capitals, with its prefix */
	atsim_run run;    /* NULL: the texts say all */
	const char *exec, *read, *test;
	const char *value; /* what the set form sets and the read form tells, and its first value */
	uint8_t flavours;  /* 0: all */
};

extern const struct atsim_row atsim_rows_basic[], atsim_rows_core[], atsim_rows_sim[],
	atsim_rows_sms[], atsim_rows_calls[], atsim_rows_vendor[];

/* Bytes on their way out. */
struct atsim_text {
	size_t len;
	char bytes[ATSIM_TEXT];
};

enum atsim_mode { MODE_COMMAND, MODE_ENTRY, MODE_DATA };

struct atsim_port {
	struct port port;
	struct atsim *a;
	enum atsim_mode mode;
	bool is_busy;      /* a command runs: what comes in waits, and so do codes */
	bool is_taking;    /* the input is being read: who ends a command need not go on */
	bool will_connect; /* the answer in hand ends in data mode */
	bool has_line;     /* the answer has a line already */
	char values[ATSIM_ROWS][ATSIM_VALUE];
	size_t in_len, line_len, entry_len;
	bool line_is_long;
	uint8_t in[ATSIM_INPUT];
	char line[ATSIM_LINE + 1], last[ATSIM_LINE + 1];
	char entry[ATSIM_ENTRY + 1], entry_head[ATSIM_LINE + 1];
	char rest[ATSIM_LINE + 1]; /* of a line, behind a command that is not done yet */
	atsim_run entered;         /* what takes the entry */
	struct atsim_call call;    /* in hand */
	struct atsim_text answer, codes;
	struct osmo_timer_list answer_timer, data_timer;
	unsigned opens;
};

struct atsim_received {
	size_t len;
	char line[ATSIM_LINE + 1];
};

/* What at-answer, at-delay and at-drop say of one spelling of a command, or of all of its. */
struct atsim_rule {
	char command[128]; /* "+CSQ", "+COPS?", "+CPMS=\"SM\"", "D*99#"; "" is free */
	bool has_text, is_raw, is_dropped;
	unsigned delay_ms;
	char text[8192];
};

struct atsim_context {
	bool is_used, is_active;
	char type[16], name[100];
};

/* What codes were last sent about. */
struct atsim_seen {
	int registration, dbm, calls[ATSIM_CALLS];
	bool card_out, sms[MODEM_MAX_SMS];
};

struct atsim_counters {
	uint64_t lines, commands, errors, codes, entries, data_bytes, long_lines;
	uint64_t storm, storm_us; /* lines of the last storm, and how long it took */
};

struct atsim_act;
struct atsim_behaviour;

struct atsim {
	struct modem *m;
	enum atsim_flavour flavour;
	struct atsim_port *ports[ATSIM_PORTS];
	struct atsim_tunnel *tunnel; /* NULL: none */
	size_t port_count, row_count;
	const struct atsim_row *rows[ATSIM_ROWS];
	struct atsim_rule rules[ATSIM_RULES];
	struct atsim_received received[ATSIM_RECEIVED];
	uint64_t received_count;
	struct atsim_counters counters;
	struct atsim_seen seen;
	struct atsim_context contexts[ATSIM_CONTEXTS];
	struct osmo_timer_list ring_timer, call_timer, boot_timer, noise_timer, code_timer;
	struct atsim_text code_later; /* a code for all that comes by itself, such as +CUSD */
	bool ussd_open;
	const struct atsim_behaviour *armed;
	unsigned long armed_left;
	long armed_n;
};

/* atsim.c */
void atsim_put(struct atsim_text *t, const char *bytes, size_t len);
void atsim_putf(struct atsim_text *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A line of the answer in hand. */
void atsim_say(struct atsim_call *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The number of a row by its command's name; SIZE_MAX where there is none. */
size_t atsim_row_index(const struct atsim *a, const char *name);
/* The set value of a row by its command's name; it must be in the tables. */
char *atsim_value(struct atsim_port *p, const char *name);
long atsim_number(struct atsim_port *p, const char *name);
/* Argument `i` as a number, or `otherwise` where there is none. */
long atsim_arg(const struct atsim_call *c, size_t i, long otherwise);
/* The first `n` ports of those that are open, in turn. */
struct atsim_port *atsim_port_at(struct atsim *a, size_t i);
/* atsim_line.c */
/* Parts a line of commands and answers it. */
void atsim_run_line(struct atsim_port *p);
/* The entry behind a prompt is there, or given up (`entry` NULL). */
void atsim_run_entry(struct atsim_port *p, bool is_cancelled);
/* Ends the answer in hand and sends it; what waits is done then. */
void atsim_finish(struct atsim_port *p, int result);
/* The final result as text, in `t`. */
void atsim_final(struct atsim_port *p, struct atsim_text *t, int result);
const struct atsim_rule *atsim_rule_of(const struct atsim_port *p, const char *name,
				       const char *spelling);
/* Values back to their first, as &F and a restart do. */
void atsim_defaults(struct atsim_port *p);

/* atsim_port.c */
struct atsim_port *atsim_port_new(struct atsim *a);
void atsim_port_free(struct atsim_port *p);
void atsim_tunnel_free(struct atsim_tunnel *t);
/* Bytes as they are. */
void atsim_send(struct atsim_port *p, const char *bytes, size_t len);
/* Answers that waited for the end of a command. */
void atsim_port_done(struct atsim_port *p);
/* Goes over to data, or comes back with NO CARRIER. */
void atsim_data_begin(struct atsim_port *p);
void atsim_data_end(struct atsim_port *p, bool say);

/* atsim_codes.c */
/* An unsolicited code to one port; waits while a command runs there. */
void atsim_code(struct atsim_port *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The same to all. */
void atsim_code_all(struct atsim *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What a modem of this flavour says when it starts. */
void atsim_boot(struct atsim *a);
/* Everything starts afresh in a while, as after +CFUN=1,1. */
void atsim_restart(struct atsim *a);
void atsim_codes_init(struct atsim *a);
void atsim_codes_free(struct atsim *a);
/* What a port is told about registration: "1" or, with n = 2, "1,\"1234\",\"01A2D001\",7". */
void atsim_registration_text(struct atsim *a, long n, char *text, size_t size);

/* atsim_facts.c: what the QMI side's answers say */
/* Text of a TLV, printable, at most size - 1 bytes. "" where there is none. */
const char *atsim_text_of(struct atsim *a, const char *message, const char *tlv, char *text,
			  size_t size);
int atsim_registration(struct atsim *a); /* as in +CREG */
int atsim_dbm(struct atsim *a);
int atsim_csq(struct atsim *a);
int atsim_cfun(struct atsim *a);
const char *atsim_operator(struct atsim *a, char *text, size_t size);
/* AT_OK where the card can be used, else the +CME ERROR. */
int atsim_card(struct atsim *a);
/* A string as the port's +CSCS wants it. */
const char *atsim_encode(struct atsim_port *p, const char *text, char *out, size_t size);
/* Back from it. */
const char *atsim_decode(struct atsim_port *p, const char *text, char *out, size_t size);
/* Octets from hex digits: how many, or -1 where the text is something else or too long. */
int atsim_unhex(const char *text, uint8_t *out, size_t size);
void atsim_hex(struct atsim_text *t, struct cur bytes);

/* atsim_sms.c */
/* A message as +CMT tells it, or false where it is to be told with +CMTI. */
bool atsim_sms_code(struct atsim_port *p, unsigned slot);

/* atsim_hostile.c */
/* An answer on its way out. True: the behaviour has sent what it wanted to send instead. */
bool atsim_hostile_filter(struct atsim_port *p);
/* "\\r", "\\n", "\\0", "\\xHH" and so on in a text of the control socket; its length. */
size_t atsim_unescape(const char *text, char *out, size_t size);
