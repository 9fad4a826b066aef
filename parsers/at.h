/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AT lines: the schema of commands and unsolicited codes, what a reader makes of bytes, what
 * travels to the gate as a record, and what the gate writes afresh. Pure, like message.h.
 *
 * A reader does not know which command is pending: it parts a line into typed values, and checks
 * a command's arguments. Whether an answer belongs to a command, and has its shape, the gate asks
 * here with the record and the row of the command.
 */
#pragma once

#include "cursor.h"
#include "message.h"
#include "reason.h"
#include "schema.h"

/* ------------------------------------------------------------------ the schema of commands */

/* Groups of what does harm, by name in a policy; a command is in one at most. */
#define AT_GROUPS(X)                          \
	X(NONE, "none")                       \
	X(CODE_EXECUTION, "code-execution")   \
	X(FLASH, "flash")                     \
	X(DEBUG, "debug")                     \
	X(FACTORY_RESET, "factory-reset")     \
	X(IDENTITY, "identity")               \
	X(PROFILES, "profiles")               \
	X(POWER, "power")                     \
	X(SIM_RAW, "sim-raw")                 \
	X(SMS_RAW, "sms-raw")                 \
	X(CALLS, "calls")                     \
	X(LOCATION_AUDIO, "location-audio")   \
	X(CHANNEL_CONTROL, "channel-control") \
	X(HOST_INPUT, "host-input")

enum at_group {
#define X(id, word) AT_GROUP_##id,
	AT_GROUPS(X)
#undef X
		AT_GROUP_COUNT
};

/* How a command is spelled: NAME, NAME?, NAME=?, NAME=args (basic: E1, S7=30, D123). */
enum at_form { AT_FORM_EXEC, AT_FORM_READ, AT_FORM_TEST, AT_FORM_SET, AT_FORM_COUNT };

/* Flags of a row. */
enum {
	AT_BASIC = 1,      /* V.250 5.3: a letter, or & or \ and a letter, and a number */
	AT_ENTRY_MODE = 2, /* the modem asks for data with "> " after the set form */
	AT_DATA_MODE = 4,  /* may answer CONNECT and go over to data */
	AT_FREE_TEXT = 8,  /* the answer may have lines without the command's name in front */
	AT_PERSONAL = 16,  /* arguments and answers are never printed: audit shows lengths */
	AT_ALL_FORMS = 32, /* class and group hold for the read and test forms as well */
	AT_BOOT = 64,      /* unsolicited, and only when the modem starts (FIELD-NOTES A11, A12) */
	AT_PDU_FOLLOWS = 128,  /* a line of hex follows the line with this name (A9) */
	AT_MULTILINE = 256,    /* a quoted string of it may run over several lines (USSD) */
	AT_BODY_FOLLOWS = 512, /* in text mode, lines of text follow the line with this name */
	AT_LOCAL = 1024,       /* of the client's own terminal: E, Q, V, +CMEE, ... */
	AT_ANSWERS = 4096,     /* with AT_DATA_MODE: takes a call, of whichever kind it is */
	AT_BARE_ENTRY = 2048,  /* the entry has no SMSC field (TS 27.005 3.4.4 <ackpdu>) */
};

/*
 * The shape of values, in the notation
 *   n            a whole number; "n0..7", "n0..2|7": only these
 *   s            text, quoted or not; "s64": at most 64 bytes, "s1..64": at least 1
 *   d p x h w    the same of digits; of 0-9 A-D * # + , (a telephone number, TS 27.007 6.1 adds
 * "?"); of octets in hex (an even count); of hex digits; of a word (no blank, no quote) . one value
 * of any type l            a list in parentheses, or one value of any type, or nothing ( ) a list
 * with these values [            from here on every value may be missing or empty (no closing
 * bracket) { }          these values, any number of times, to the end of the line or list
 *   *            any values to the end
 * parted by commas; "?" behind a value: it may be empty. "" is no value at all. NULL in a row: any
 * values in an answer; in `set`, any values too. `fields` names the values of `set` in order.
 */
struct at_def {
	const char *name;  /* canonical: capitals, with the prefix: "+CGMI", "&F", "D" */
	uint8_t class;     /* enum message_class of the exec and set forms; else CLASS_READ */
	uint8_t group;     /* enum at_group, of the same forms */
	uint8_t forms;     /* 1 << enum at_form; 0: unsolicited only */
	uint8_t query_arg; /* set form: where value number `query_arg` (1 the first) is.. */
	uint8_t query_is;  /* ..`query_is`, it asks and changes nothing: CLASS_READ, no group */
	uint16_t flags;
	uint16_t timeout_s; /* how long an answer may take (A20); 0: AT_TIMEOUT_S */
	const char *set;    /* arguments of the set form */
	const char *fields; /* names of those, "mode,format,oper"; NULL: none has one */
	const char *read;   /* answer to NAME? */
	const char *answer; /* answer to NAME and NAME=args; "-": none but the final result */
	const char *test;   /* answer to NAME=? */
	const char *also;   /* other names that its answers may have: "+ICCID +CCID" */
	const char *urc;    /* unsolicited code of this name; NULL: none */
	const char *carries; /* payloads in its lines (at_content.h); NULL: none */
	const char *enable; /* the command that asks for it: "+CNMI"; NULL: comes unasked */
};

enum { AT_TIMEOUT_S = 30, AT_MAX_NAME = 32 };

/* A family of commands: one file, parsers/at_rows_*.c. */
struct at_family {
	const char *name; /* "v250", "27.007", "huawei" */
	const struct at_def *rows;
	size_t n;
};

extern const struct at_family *const at_families[];
extern const size_t at_family_count;

/* Row numbers count through all families in order; ROW_NONE is no row. Below AT_MAX_ROWS. */
#define AT_MAX_ROWS 2048
#define AT_MAX_FAMILIES 64
size_t at_row_count(void);
/* NULL outside. `family` may be NULL. */
const struct at_def *at_row(size_t row, const struct at_family **family);
/* By canonical name; ROW_NONE where the schema has none. */
uint16_t at_find(const char *name, size_t len);
const char *at_group_name(enum at_group g);
const char *at_form_name(enum at_form f); /* "exec", "read", "test", "set" */
/* The position (0 the first) of a named argument of the set form; -1 where the row has none. */
int at_field(const struct at_def *def, const char *name, size_t len);

/* ------------------------------------------------------------------ records */

enum at_kind {
	/* both sides */
	AT_KIND_REFUSAL, /* `reason`, `column`; where a part is to blame, it is parts[0] */
	AT_KIND_END,     /* the descriptor is at its end: `error` is an errno, 0 for end of file */
	AT_KIND_LOST,    /* the driver lost bytes */
	AT_KIND_DATA,    /* raw mode: `text` are 1 to AT_MAX_DATA bytes of data */
	/* client */
	AT_KIND_LINE,   /* a command line: its parts; none for "AT" alone */
	AT_KIND_REPEAT, /* A/ */
	AT_KIND_ESCAPE, /* +++ */
	AT_KIND_ENTRY,  /* data for a prompt, ended by Ctrl-Z: `text` are octets, or text with
			 * AT_RECORD_TEXT */
	AT_KIND_CANCEL, /* data for a prompt, given up by ESC */
	/* modem */
	AT_KIND_FINAL,  /* a final result code: `final`, `number` */
	AT_KIND_INFO,   /* a line with a name: parts[0] has name, row (or none) and values */
	AT_KIND_TEXT,   /* any other line */
	AT_KIND_HEX,    /* a TEXT of nothing but hex digits, an even number of them */
	AT_KIND_PROMPT, /* > */
	AT_KIND_ECHO,   /* a line that begins with AT */
	AT_KIND_COUNT
};

/* Final result codes (V.250 5.7, TS 27.007 9.2, TS 27.005 3.2.5, FIELD-NOTES A6). */
enum at_final {
	AT_FINAL_OK,
	AT_FINAL_CONNECT, /* `number` is the speed where it is one, else -1 */
	AT_FINAL_NO_CARRIER,
	AT_FINAL_ERROR,
	AT_FINAL_NO_DIALTONE,
	AT_FINAL_BUSY,
	AT_FINAL_NO_ANSWER,
	AT_FINAL_CME_ERROR, /* these four: `number`, or -1 and values[0] is the text */
	AT_FINAL_CMS_ERROR,
	AT_FINAL_EXT_ERROR,
	AT_FINAL_MODEM_ERROR,
	AT_FINAL_NOT_SUPPORTED, /* COMMAND NOT SUPPORT */
	AT_FINAL_NA,
	AT_FINAL_COUNT
};

/* `flags` of a record */
enum {
	AT_RECORD_TEXT = 1,     /* ENTRY: text mode */
	AT_RECORD_NUMERIC = 2,  /* FINAL: a V0 code: a line of one digit, which may be a TEXT too */
	AT_RECORD_PROMPTED = 4, /* the line stood behind "> " in one line, as a text body may */
	AT_RECORD_JOINED = 8,   /* INFO: a quoted string came on several lines, now blanks */
	AT_RECORD_BARE = 16,    /* INFO: a name with no colon behind it: RING */
};

enum at_value_kind {
	AT_VALUE_EMPTY,  /* nothing between two commas */
	AT_VALUE_NUMBER, /* digits, perhaps a minus: `number` */
	AT_VALUE_STRING, /* in quotes; `text` is without them */
	AT_VALUE_WORD,   /* any other run of characters */
	AT_VALUE_OPEN,   /* ( */
	AT_VALUE_CLOSE,  /* ) */
	AT_VALUE_KINDS
};

struct at_value {
	uint8_t kind;    /* enum at_value_kind */
	uint8_t spaced;  /* a blank stood before it: kept, some parsers of answers want it */
	struct cur text; /* as written: "007" is NUMBER 7 of three digits */
	int64_t number;
};

/* What a dial string is for (TS 22.030; TS 27.007 D.1 for *99#). */
enum at_dial {
	AT_DIAL_NONE, /* no D command */
	AT_DIAL_DATA,
	AT_DIAL_VOICE,
	AT_DIAL_EMERGENCY,
	AT_DIAL_SUPPLEMENTARY, /* forwarding, barring, PINs, ... */
	AT_DIAL_USSD,
	AT_DIAL_MEMORY, /* D> and DL: the number is not in the line */
	AT_DIAL_COUNT
};

/* One command of a line, or the named line of a modem. */
struct at_part {
	uint16_t row;    /* ROW_NONE: not in the schema */
	uint8_t form;    /* enum at_form; EXEC in an INFO */
	uint8_t dial;    /* enum at_dial */
	uint16_t column; /* where it begins in the line, 1 the first */
	uint16_t first;  /* values[first] to values[first + n - 1] */
	uint16_t n;
	struct cur name; /* canonical */
};

enum {
	AT_MAX_LINE = 2048, /* bytes, without its end */
	AT_MAX_PARTS = 16,
	AT_MAX_VALUES = 512, /* of all parts of a line */
	AT_MAX_ENTRY =
		512, /* octets or characters: more than any SMS PDU (TS 27.005: 164 + SMSC) */
	AT_MAX_DATA = 2048,
	/* A record is never larger. A reader's buffer needs this much room per record. */
	AT_RECORD_MAX = 8192,
};

struct at_record {
	uint8_t kind;    /* enum at_kind */
	uint8_t reason;  /* REFUSAL: enum reason */
	uint8_t flags;   /* AT_RECORD_* */
	uint8_t final;   /* FINAL: enum at_final */
	uint16_t column; /* REFUSAL: 1 the first; 0: not known */
	uint8_t n_parts;
	uint16_t n_values;
	int32_t error;     /* END */
	int32_t number;    /* FINAL */
	uint32_t wire_len; /* bytes that this record stands for, all line ends and noise included */
	struct cur text; /* DATA, ENTRY: the octets. Modem lines: the line, printable, for bodies */
	struct at_part parts[AT_MAX_PARTS];
	struct at_value values[AT_MAX_VALUES];
};

/*
 * The next record of a batch, checked as message_next() does: against the schema again, arguments
 * of commands included. False: its writer is not our reader. Views in `out` point into the batch.
 */
MUST_USE bool at_next(struct cur *batch, enum side side, struct at_record *out);

/* ------------------------------------------------------------------ what the gate asks */

/* Class and group of a part as it stands: its form, its query value, the kind of its dial string.
 */
enum message_class at_part_class(const struct at_part *p, const struct at_value *values);
enum at_group at_part_group(const struct at_part *p, const struct at_value *values);
/* Argument number `i` of a part (0 the first) as a number. False where it is none. */
MUST_USE bool at_part_number(const struct at_record *r, unsigned part, unsigned i, int64_t *out);
/* Argument number `i` as text; false where it is missing or a list. */
MUST_USE bool at_part_text(const struct at_record *r, unsigned part, unsigned i, struct cur *out);

/* What is said of a line that fits. */
struct at_fit {
	const char *shape; /* for at_encode_info(); NULL: the row leaves it open */
	uint16_t stripped; /* values behind the known end: at_encode_info() leaves them out */
};

/*
 * Whether a line of the modem (INFO, TEXT, HEX) answers a command of `row` in `form`: REASON_OK,
 * AT_FOREIGN (it belongs to another), or the reason why its values do not fit. `row` ROW_NONE (a
 * raw command of the policy): an INFO of the name `name`, or a TEXT.
 */
enum reason at_answer_fits(uint16_t row, enum at_form form, struct cur name,
			   const struct at_record *line, struct at_fit *fit);
/* Whether a line is an unsolicited code of the schema; `line`'s row is the one. As above. */
enum reason at_unsolicited_fits(const struct at_record *line, struct at_fit *fit);
/*
 * Both of the above, while the command is pending: many answers and codes share a name, and differ
 * in their values (+CREG). The better fit wins: the one that strips less, and of equals the answer.
 * `unsolicited` says which. The reason is that of the answer where neither fits.
 */
enum reason at_line_fits(const struct at_part *command, const struct at_record *line,
			 struct at_fit *fit, bool *unsolicited);
/*
 * Whether an echo is of this command line (as at_encode_parts() wrote it): FIELD-NOTES A2.
 */
bool at_echo_fits(const struct at_record *line, struct cur sent);

/*
 * Whether a PDU is as long as announced (TS 27.005 3.1 <length>: octets without the SMSC field;
 * for +CBM and +CDSI-like codes without such a field `has_smsc` is false). AT_PDU_LENGTH, AT_ENTRY.
 */
enum reason at_pdu_fits(int64_t announced, bool has_smsc, struct cur octets);
/* The same of a HEX line. */
enum reason at_pdu_hex_fits(int64_t announced, bool has_smsc, struct cur hex);
/* The <length> that a line with AT_PDU_FOLLOWS announces. False where it has none (text mode). */
MUST_USE bool at_pdu_announced(const struct at_record *line, int64_t *out, bool *has_smsc);
/* The <length> of a command with AT_ENTRY_MODE. False: text mode, or none (+CNMA=0). */
MUST_USE bool at_entry_announced(const struct at_record *r, unsigned part, int64_t *out);

/* What a dial string is for. `text` is what stands behind the D. */
enum at_dial at_dial_kind(struct cur text);
/* Whether it is a dial string at all, with nothing in it that would hide what it is for. */
bool at_dial_fits(struct cur text);

/* ------------------------------------------------------------------ encoding */

/* All false where `out` has no room or a value does not fit its shape; nothing is written then. */

/* `AT` and parts `first` to `first + n - 1` in canonical form, and CR. n 0: "AT". */
MUST_USE bool at_encode_parts(const struct at_record *r, unsigned first, unsigned n,
			      struct wtr *out);
/* The data of an ENTRY (hex in capitals, or the text) and Ctrl-Z; of a CANCEL: ESC. */
MUST_USE bool at_encode_entry(const struct at_record *r, struct wtr *out);
/* CR LF NAME: values CR LF. `shape` from at_answer_fits() or at_unsolicited_fits(), or NULL. */
MUST_USE bool at_encode_info(const struct at_record *line, const char *shape, struct wtr *out);
/* CR LF text CR LF, for TEXT and HEX (and a body line of any kind). */
MUST_USE bool at_encode_text(const struct at_record *line, struct wtr *out);
/* CR LF code CR LF; with `numeric` (V0) code CR, where the code has a number (V.250 5.7.1). */
MUST_USE bool at_encode_final(const struct at_record *line, bool numeric, struct wtr *out);
/* The same of a code that airlock gives; `number` -1 where it has none. */
MUST_USE bool at_encode_result(enum at_final code, int32_t number, bool numeric, struct wtr *out);
