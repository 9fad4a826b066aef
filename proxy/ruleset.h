/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Configuration and policy, compiled: plain data of fixed size without pointers, made by the
 * compiler room, handed to the warden and the gates as bytes and checked there by ruleset_check().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "../parsers/at.h"
#include "../parsers/payload.h"
#include "../parsers/schema.h"

enum {
	RULESET_MAX_LINKS = 8,
	RULESET_MAX_LISTENS = 16,
	RULESET_MAX_PORTS = 16, /* AT and NMEA ports of all links */
	RULESET_MAX_FILES = 16, /* the configuration is file 0, policies follow */
	RULESET_MAX_ROLES = 32,
	RULESET_MAX_RULES = 1024,
	RULESET_MAX_TERMS = 1024,
	RULESET_MAX_VALUES = 2048,
	RULESET_MAX_STRINGS = 16384, /* bytes of the texts that rules ask about, and of raw names */
	RULESET_PATH = 108, /* with the terminating NUL */
	RULESET_NAME = 32,
	RULESET_IFNAME = 16, /* IFNAMSIZ */
	RULESET_NET_NAMES = 4,
	RULESET_NET_ADMITS = 8,
	RULESET_MAX_RATE = 1000000,
	RULESET_MAX_PER_S = 3600,
	ROLE_ANY = 0xFFFF,
	ROLE_NONE = 0xFFFE, /* no role fits: nothing is allowed */
};

/* limit NAME NUMBER; X(id, word, default, min, max, unit and meaning) */
#define LIMITS(X)                                                                                  \
	X(CLIENTS, "clients", 32, 1, 64, "connections per link at a time")                         \
	X(CLIENT_IDS, "client-ids", 24, 1, 255, "QMI client ids per connection")                   \
	X(OUTSTANDING, "outstanding", 128, 1, 1024, "unanswered requests; of all, 4096 at most") \
	X(QUEUE, "queue", 262144, 8192, 1048576, "bytes that wait for one client to read them")    \
	X(SLOW, "slow", 5, 1, 3600, "seconds until a client that does not read is disconnected")   \
	X(OPEN, "open", 10, 1, 3600, "seconds until a client must have opened a device")           \
	X(ANSWER, "answer", 320, 316, 3600, "seconds until the modem must have answered")          \
	X(INDICATIONS, "indications", 1000, 1, 1000000, "indications per second and link")         \
	X(DRAIN, "drain", 5, 1, 60, "seconds that are left to answer what was asked, at the end")

enum limit_id {
#define X(id, word, def, min, max, text) LIMIT_##id,
	LIMITS(X)
#undef X
		LIMIT_COUNT
};

/* Which device of sysfs a link's modem is, whatever number its ports have today. */
enum match_bus { MATCH_NONE, MATCH_USB, MATCH_PCI, MATCH_ANY, MATCH_BUSES };
struct ruleset_match {
	char path[RULESET_PATH]; /* of the device below /sys/devices, with * and ?; "": any */
	uint16_t vendor, product; /* not of MATCH_ANY */
	uint8_t bus;		  /* enum match_bus */
	uint8_t pad[3];
};

/* How the node of a port is found: by its name, or by a number among the modem's. */
enum port_by {
	BY_PATH,
	BY_INTERFACE, /* the number of its USB interface */
	BY_WWAN,      /* its number among the ports of its kind, at a device of class wwan */
	PORT_BYS
};

/* What is done with the network interfaces of a link: bits. Without any they are watched. */
enum net_flag {
	NET_GUARD = 1,	  /* down unless the link is up */
	NET_UP = 2,	  /* brought up when the link is up */
	NET_FIREWALL = 4, /* nothing new comes in by them */
	NET_END = 8
};

/* What the firewall lets in all the same. */
enum net_admit { ADMIT_DHCP, ADMIT_DHCPV6, ADMIT_ND, ADMIT_PING, ADMIT_TCP, ADMIT_UDP,
		 ADMIT_KINDS };

struct ruleset_net {
	char names[RULESET_NET_NAMES][RULESET_IFNAME]; /* a "*" at the end stands for anything */
	struct {
		uint16_t kind; /* enum net_admit */
		uint16_t port; /* TCP, UDP */
	} admits[RULESET_NET_ADMITS];
	uint8_t n_names, n_admits;
	uint8_t is_auto; /* also those that are part of the modem that was matched */
	uint8_t flags;	 /* enum net_flag */
};

struct ruleset_link {
	char name[RULESET_NAME];
	char qmi[RULESET_PATH];	  /* device node, or "unix:PATH"; "": it has none, or `qmi_by` */
	char alias[RULESET_PATH]; /* "qmi PATH as ALIAS": what clients open; "": the path */
	uint16_t vendor;	/* USB vendor id; 0: ask sysfs, or unknown */
	uint16_t line;
	struct ruleset_match match;
	struct ruleset_net net;
	uint8_t qmi_by; /* enum port_by */
	uint8_t qmi_number;
	uint8_t pad[2];
};

/* Whether the link has a QMI port, and anything to do with network interfaces. */
static inline bool ruleset_has_qmi(const struct ruleset_link *l)
{
	return l->qmi[0] != '\0' || l->qmi_by != BY_PATH;
}
static inline bool ruleset_has_net(const struct ruleset_link *l)
{
	return l->net.n_names > 0 || l->net.is_auto;
}

enum port_kind { PORT_AT, PORT_NMEA, PORT_KINDS };

/* Another port of a link; its clients come by listeners that name it. */
struct ruleset_port {
	char name[RULESET_NAME]; /* unique in its link */
	char path[RULESET_PATH]; /* device node, or "unix:PATH"; "": found as `by` says */
	uint32_t speed;		 /* bits per second of a serial line; 0: as it is */
	uint16_t link;
	uint8_t kind; /* enum port_kind */
	uint8_t by;   /* enum port_by */
	uint16_t line;
	uint8_t number; /* what `by` asks for */
	uint8_t pad;
};

/* qmi-proxy's protocol, or bare QMUX; of another port: a socket, or a pseudo-terminal */
enum listen_flavour { LISTEN_PROXY, LISTEN_QMUX, LISTEN_LINES, LISTEN_PTY, LISTEN_FLAVOURS };

struct ruleset_listen {
	char path[RULESET_PATH]; /* "@NAME" is abstract; of a pseudo-terminal: its symlink */
	uint8_t flavour;
	uint16_t link; /* index; UINT16_MAX: the client names a device (LISTEN_PROXY only) */
	uint16_t port; /* index; UINT16_MAX: the link's QMI port. LINES and PTY only */
	uint16_t role; /* index, or ROLE_ANY: found by who connects (not of a PTY) */
	char owner[RULESET_NAME], group[RULESET_NAME]; /* "" : leave */
	uint16_t mode;				       /* permission bits */
	uint16_t line;
};

/*
 * Conditions that are set must all hold. The first role that fits is the client's. A role without
 * user, group and exe fits nobody by itself: only a listener gives it ("listen .. role NAME").
 */
struct ruleset_role {
	char name[RULESET_NAME];
	char user[RULESET_NAME];  /* name or number; "": any */
	char group[RULESET_NAME]; /* primary or supplementary; "": any */
	char exe[RULESET_PATH];	  /* absolute path of the executable; "": any */
	uint32_t uid, gid;	  /* filled by the warden from user and group; UINT32_MAX: none */
	uint32_t grace_s;	  /* until ids of a gone owner are released; UINT32_MAX: never */
	uint8_t adopt;		  /* may take over client ids that nobody (any more) owns */
	uint8_t grants;		  /* enum at_grant, by the rules: for the warden, without them */
	uint16_t file, line;
	uint8_t tunnel;		  /* some AT inside QMI may pass, by the rules: likewise */
	uint8_t pad;
};

/* What a rule is about: bits. Only SELECT_ANY and SELECT_CLASS may be about both. */
enum rule_protocol { RULE_QMI = 1, RULE_AT = 2 };

enum rule_selector {
	SELECT_ANY,	/* any                what the schema knows (see at_select.h for AT) */
	SELECT_CLASS,	/* class read         */
	SELECT_SERVICE, /* qmi dms.*          */
	SELECT_MESSAGE, /* qmi dms.get-ids    every row of that name in the service */
	SELECT_RAW,	/* qmi raw 0x22 0x51  one id that the schema does not know */
	SELECT_GROUP,	/* at group flash     */
	SELECT_FAMILY,	/* at family quectel  */
	SELECT_COMMAND, /* at +CREG, +CREG?   */
	SELECT_DIAL,	/* at dial voice      D with a dial string of that kind */
	SELECT_GRANT,	/* at data            what is no command of its own */
	SELECT_AT_RAW,	/* at raw +XYZ        one name that the schema does not know */
	SELECT_PAYLOAD, /* payload sms        what a message carries, whatever the message */
	SELECT_COUNT
};

/* What a role must be granted besides its commands, because it is none of its own: bits. */
enum at_grant {
	AT_GRANT_DATA = 1,   /* data         CONNECT: the port becomes a relay of bytes */
	AT_GRANT_TEXT = 2,   /* entry text   text behind a prompt; else PDUs only */
	AT_GRANT_REPEAT = 4, /* repeat       A/ */
	AT_GRANT_END = 8
};

/*
 * where TLV[.FIELD] in (V, ..)   or   where TLV[.FIELD] in (LOW..HIGH); "and" joins terms.
 * AT: where FIELD in (V, "text", prefix "text", none)
 */
struct ruleset_term {
	uint8_t fact; /* where FACT in (V, "text", prefix "text"): enum fact_id, + 1; 0: no fact */
	uint8_t pad;
	uint8_t tag;  /* AT: 0 */
	uint8_t leaf; /* of the TLV's shape; AT: which argument, 0 the first */
	uint16_t first_value, n_values;
};

enum value_kind {
	VALUE_NUMBER, /* low to high, inclusive */
	/* Those of AT and of facts only: */
	VALUE_TEXT,   /* the argument is exactly this */
	VALUE_PREFIX, /* it begins with this */
	VALUE_NONE,   /* it is missing or empty */
	VALUE_KINDS
};

struct ruleset_value {
	uint64_t low, high; /* TEXT, PREFIX: where in `strings`, and how long */
	uint64_t kind;      /* enum value_kind; as wide, so that there is no padding */
};

/* What a rule about payloads does besides denying. */
enum rule_act {
	ACT_NONE,
	ACT_SUBSTITUTE, /* a harmless payload goes in its place (carrier.h) */
	ACT_PANIC,	/* the link is closed until the operator opens it again */
	ACT_COUNT
};

struct ruleset_rule {
	uint8_t allow; /* 0 = deny */
	uint8_t protocol; /* RULE_QMI, RULE_AT, or both */
	uint8_t selector;
	uint8_t class;	  /* SELECT_CLASS */
	uint8_t alert;	  /* audited also where it allows */
	uint8_t form;	  /* SELECT_COMMAND, _AT_RAW: enum at_form; AT_FORM_COUNT: all */
	uint8_t kind;	  /* SELECT_GROUP, _FAMILY, _DIAL, _GRANT: which */
	uint8_t name_len; /* SELECT_AT_RAW: its name in `strings` */
	uint16_t name;
	uint16_t role;	  /* index, or ROLE_ANY */
	uint16_t service; /* SELECT_SERVICE, _MESSAGE, _RAW */
	uint16_t id;	  /* SELECT_MESSAGE, _RAW */
	uint16_t rows[2]; /* SELECT_MESSAGE: the request and the indication; ROW_NONE: none such.
			   * SELECT_COMMAND: the first is the row of at_row() */
	uint16_t first_term, n_terms;
	uint16_t file, line;
	/* SELECT_PAYLOAD: bit per enum payload_kind; those only that are not what they should be */
	uint32_t payloads;
	uint8_t malformed;
	uint8_t act; /* enum rule_act */
	uint16_t pad;
	uint32_t rate; /* at most so many per `per_s`; 0: no bound */
	uint32_t per_s;
};

enum { DETECT_MAX = 32 };
/* What follows from an alarm: nothing; a line in the audit; also that it does not pass; or more. */
enum detect_act { DETECT_OFF, DETECT_ALERT, DETECT_DROP, DETECT_PANIC, DETECT_ACTS };

/* detect NAME off|alert|drop|panic limit N; by its place in detectors.h */
struct ruleset_detect {
	uint8_t is_set; /* else as the detector itself says */
	uint8_t act;	/* enum detect_act */
	uint16_t file;
	uint32_t limit; /* 0: the detector's own */
};

enum { RULESET_MAX_PINS = 16, RULESET_PIN_KEY = 16 };

/* What detect drift knows: digests, of 64 bits, of what devices may say that they are. */
struct ruleset_pins {
	uint8_t key[RULESET_PIN_KEY];
	uint32_t n, pad;
	uint64_t digests[RULESET_MAX_PINS];
};

#define RULESET_MAGIC 0x6b6c7261u /* "arlk", and a version in the next field */
#define RULESET_VERSION 7u

struct ruleset {
	uint32_t magic, version;
	uint32_t n_links, n_ports, n_listens, n_files, n_roles, n_rules, n_terms, n_values;
	uint32_t n_strings;
	uint32_t limits[LIMIT_COUNT];
	uint32_t strict[SCHEMA_MAX_ROWS / 32]; /* bit per row: notes refuse ("strict SERVICE") */
	struct ruleset_detect detects[DETECT_MAX];
	struct ruleset_pins pins;
	char audit[RULESET_PATH];
	uint32_t audit_lossy; /* 1: what cannot be written down passes all the same */
	char user[RULESET_NAME]; /* whom the rooms run as; "nobody" by default */
	char files[RULESET_MAX_FILES][RULESET_PATH]; /* [0] the configuration, then policies */
	struct ruleset_link links[RULESET_MAX_LINKS];
	struct ruleset_port ports[RULESET_MAX_PORTS];
	struct ruleset_listen listens[RULESET_MAX_LISTENS];
	struct ruleset_role roles[RULESET_MAX_ROLES];
	struct ruleset_rule rules[RULESET_MAX_RULES];
	struct ruleset_term terms[RULESET_MAX_TERMS];
	struct ruleset_value values[RULESET_MAX_VALUES];
	char strings[RULESET_MAX_STRINGS]; /* printable; not terminated */
};

/* Whether every count, index and string of `rs` is in bounds. Nothing else may read one before. */
bool ruleset_check(const struct ruleset *rs);
