/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The warden: opens ports, listens, identifies clients, starts rooms, and restarts what dies. It
 * reads no byte that a modem or a client wrote. These structures are for warden_*.c and airlockd.c.
 */
#pragma once

#include <osmocom/core/logging.h>
#include <osmocom/core/select.h>
#include <osmocom/core/timer.h>
#include "audit.h"
#include "control.h"
#include "device.h"
#include "device_find.h"
#include "identify.h"
#include "rules_memory.h"
#include "ruleset_align.h"
#include "sha256.h"
#include "spawn.h"
#include "trace.h"

enum { LOG_WARDEN, LOG_LINK, LOG_CLIENT, LOG_CATEGORIES };

/* A place for a client in a gate. */
enum slot_state {
	SLOT_FREE,
	SLOT_SERVED,  /* its reader runs */
	SLOT_SWAPPED, /* its reader is being killed, for another one */
	SLOT_DRAINED, /* its reader came to the client's end; the gate still has answers for it */
	SLOT_ENDING,  /* its reader is being killed */
	SLOT_LEAVING, /* CONTROL_GONE was sent */
};

struct unit;
struct listener;
struct slot {
	enum slot_state state;
	uint16_t number;
	struct unit *unit;
	int channel; /* our end, for readers; the gate has the other */
	int client;  /* -1: none, or moved on to a link */
	uint8_t flavour;
	bool is_raw;	      /* its reader parts no lines */
	bool may_text;	      /* its reader was told of AT_GRANT_TEXT */
	bool has_left;	      /* it need not be told to go */
	uint16_t role;
	struct listener *pty; /* NULL: it is no pseudo-terminal's */
	struct peer peer;
	struct process reader;
	struct osmo_timer_list timer; /* SLOT_DRAINED: how long the gate may take */
	uint64_t since_ms;
};

/* How often something happened lately. */
struct budget {
	unsigned n;
	uint64_t since_ms;
};

enum unit_state {
	UNIT_RESTING, /* no process; the timer starts it again */
	UNIT_STARTING,
	UNIT_UP,
	UNIT_ENDING, /* its processes are being killed */
	UNIT_CLOSED, /* for good: too many restarts */
};

/* A gate with all that belongs to it: a port of a link, or the lobby. */
struct unit {
	struct warden *warden;
	uint16_t link; /* UINT16_MAX: the lobby */
	uint16_t port; /* UINT16_MAX: the QMI port */
	char name[2 * RULESET_NAME + 2];
	enum unit_state state;
	struct device device;
	struct process gate, modem_reader;
	struct osmo_fd control;
	int modem_channel;
	struct slot slots[GATE_SLOTS];
	struct osmo_timer_list timer;
	struct osmo_timer_list line_timer; /* until DTR is raised again */
	bool is_swapping; /* the modem's reader is being killed, for another one */
	unsigned delay_ms; /* of the next start, if this one fails soon */
	uint64_t up_ms;
	struct budget restarts, reader_restarts;
	bool is_drained; /* at the end: its gate has nothing more to say */
	bool rules_due;	 /* it was told of new rules, and has not turned to them yet */
	bool is_removed; /* from the configuration */
	enum program program; /* of its gate */
	char node[RULESET_PATH]; /* of its device, where that was found by sysfs */
	bool is_absent; /* the device's absence was reported */
};

struct listener {
	struct warden *warden;
	const struct ruleset_listen *rule;
	struct osmo_fd fd; /* the socket; of a pseudo-terminal: who opens it (inotify) */
	int master; /* of a pseudo-terminal, else unused */
	char node[32]; /* what clients open, by way of the symlink */
	struct slot *slot; /* the client that has it open, NULL: none */
	struct osmo_timer_list hangup_timer; /* looks for B0 */
	dev_t dev; /* of the socket file that we made */
	ino_t ino;
	bool has_file;
};

struct scribe {
	struct process process;
	int control; /* -1: none */
	int channel; /* the warden's own */
	unsigned n_channels; /* so many were made: the number of the latest */
	unsigned number;     /* of the warden's own; what was sent there */
	uint64_t sent, lost;
	siginfo_t died; /* how the last one did */
	uint64_t started_ms;
	unsigned delay_ms;
	struct osmo_timer_list timer;
};

struct warden {
	struct ruleset *rules;
	struct rules_memory *memory; /* where they are */
	int rules_fd; /* the same, for rooms; only we can write there */
	const char *config;
	uint8_t sum[SHA256_SIZE]; /* of the files */
	struct ruleset_gone gone;
	const char *folder; /* of the rooms' programs */
	uid_t uid; /* of rooms */
	gid_t gid;
	bool without_cages; /* wanted, and then: the kernel has no filters */
	bool drop;
	bool ending;  /* nothing is accepted or started any more */
	bool at_once; /* nothing is waited for any more */
	const char *root; /* where sys and dev are: "", but in tests */
	struct scribe scribe;
	struct unit lobby;
	struct unit links[RULESET_MAX_LINKS]; /* their QMI ports */
	struct unit ports[RULESET_MAX_PORTS];
	struct listener listeners[RULESET_MAX_LISTENS];
	struct osmo_timer_list accept_timer;
	uint64_t accept_ms; /* token bucket of accepted connections */
	uint32_t accept_tokens;
	int spare_fd; /* given up to refuse a client when descriptors run out */
};

uint64_t warden_now_ms(void);
void warden_arm(struct osmo_timer_list *t, unsigned ms);
/* The next delay of a back-off, which begins with none: 10 ms, doubled up to 5 s. */
unsigned warden_back_off(unsigned delay_ms);
/* Counts one more; whether that is more than `max` within `window_ms`. */
bool warden_is_over(struct budget *b, unsigned max, unsigned window_ms);
/* Each unit in turn: the lobby, QMI ports, other ports. */
void warden_each_unit(struct warden *w, void (*what)(struct unit *u));
/* Fills in what every room is started with. `argv` begins with the program's name. */
void warden_spawn_init(enum program p, const char *const *argv, struct spawn *s);
/*
 * A pair of SOCK_SEQPACKET sockets that carry the largest batch. Who reads the first goes round
 * many of them, and does not wait for one. 0 or -errno.
 */
int warden_channel(int pair[2]);

/* warden_cages.c: the walls that this kernel has; false where they are too few to start. */
bool warden_cages_make(struct warden *w);
/* Says in the audit which walls are missing. */
void warden_cages_report(struct warden *w);
/* Starts the launcher, for rooms of this user. 0 or -errno. */
int warden_cages_begin(struct warden *w, void (*died)(void));
/* Gives up what this configuration does not need, and locks the warden in. 0 or -errno. */
int warden_cages_enter(const struct warden *w);
void warden_cages_print(void);

/*
 * warden_activation.c: what a service manager handed in, and what it is told. The socket with this
 * address, once, or -1. It is not bound or removed by us.
 */
struct sockaddr_un;
void warden_activation_take(void);
int warden_activation_socket(const struct sockaddr_un *address, unsigned len);
/* The same of netlink: by its protocol. It is of the manager's network, which may be another. */
int warden_activation_netlink(int protocol);
void warden_activation_ready(void);
void warden_activation_reloading(void);
void warden_activation_ending(void);

/* warden_rules.c: compiles `config`, prints what is wrong with it. 0 or -errno. */
int warden_rules_load(struct warden *w, const char *config);
/* Fills in the numbers of users and groups, seals the ruleset for the rooms. 0 or -errno. */
int warden_rules_seal(struct warden *w);

/* Appends a file to the texts to compile. 0 or -errno, which is said on standard error. */
int warden_rules_read(const char *path, bool is_first);
/* SHA-256 of what was read since the first. */
void warden_rules_sum(uint8_t out[SHA256_SIZE]);
/* Compiles what was read; `done` gets `owner`. 0 or -errno. */
int warden_rules_compile(const char *mode,
			 void (*done)(struct process *p, const siginfo_t *how), void *owner);
/* What the compiler made, checked. 0 or -errno. */
int warden_rules_take(const siginfo_t *how, struct ruleset *to);
/* Fills in the numbers of users and groups; `known`: while we run, rules with numbers in them. */
void warden_rules_resolve(struct ruleset *rs, const struct ruleset *known);

/* warden_reload.c: reads the files again; all rooms turn to what they say, or none does. */
void warden_reload(struct warden *w);
/* A gate says that it has turned. */
void warden_reload_heard(struct unit *u, uint32_t generation);
/* A gate is no more. */
void warden_reload_check(struct warden *w);

/* warden_scribe.c */
/* Tells it of the rules in use: CONTROL_RULES or CONTROL_SETTLE. */
void warden_scribe_rules(struct warden *w, enum control_kind kind);
/* Whether it has written all that was made by older rules. */
bool warden_scribe_has_settled(const struct warden *w);
void warden_audit_rules(struct warden *w, enum reason reason, const char *text,
			const uint8_t sum[SHA256_SIZE]);
int warden_scribe_start(struct warden *w);
/* A channel into the audit for a room of `link`. The room's end, or -errno. */
int warden_scribe_channel(struct warden *w, uint16_t link);
void warden_scribe_stop(struct warden *w);
/* `slot`: the client it is about, or NULL. */
void warden_audit_client(struct warden *w, const struct unit *u, const struct slot *slot,
			 enum reason reason);
void warden_audit_peer(struct warden *w, const struct unit *u, const struct peer *p,
		       enum reason reason);
/* `room`: who it is about, `error`: errno or signal. `u` NULL: no link. */
void warden_audit_link(struct warden *w, const struct unit *u, enum reason reason, const char *room,
		       int error);

/*
 * What a room died of; its `reason`, and about whom: the client of `slot`, or with NULL the room by
 * its name. `who` is WARDEN_GATE, or whose reader it was: a slot's number, GATE_SLOTS the modem's.
 */
struct death {
	const struct unit *u;
	const struct slot *slot;
	const char *room;
	enum reason reason;
	unsigned who;
	const siginfo_t *how;
};
void warden_audit_death(struct warden *w, const struct death *d);
/* Sends a record, at this time. */
void warden_audit_send(struct warden *w, const struct audit_record *r);

/* warden_crash.c: what rooms leave behind. `key`: 16 bytes, NULL: any. 0 or -errno. */
enum { WARDEN_GATE = GATE_SLOTS + 1 };
/* The scribe's page, anew, and what stands there. */
unsigned warden_crash_scribe_page(void);
unsigned warden_crash_scribe_number(void);
uint64_t warden_crash_scribe_settled(void);
/* Says in the name of a dead scribe whether it is stuck. */
void warden_crash_set_stuck(bool is_stuck);
/* Records of a channel that the scribe has written; for another channel of that number, from 0. */
uint64_t warden_crash_taken(unsigned channel, bool anew);
int warden_crash_init(const uint8_t *key);
/* The page of a room that is about to start, and the memory of all pages. */
unsigned warden_crash_page(const struct unit *u, unsigned who);
int warden_crash_fd(void);
/* Another gate will start: nothing is known any more. */
void warden_crash_clear(const struct unit *u);
/* Fills in what is known of a death, and sends the record now or a little later. */
void warden_crash_report(struct warden *w, const struct death *d, struct audit_record *r);
void warden_crash_status(const siginfo_t *how, struct audit_crash *to);
/* Whether the kernel has told which call `pid` died of. */
bool warden_crash_violation(pid_t pid, struct audit_crash *to);
/* Records that wait for more are sent as they are. */
void warden_crash_flush(void);

/* warden_unit.c: gates */
/* `port` UINT16_MAX: the QMI port of the link. */
void warden_unit_init(struct warden *w, struct unit *u, uint16_t link, uint16_t port);
void warden_unit_start(struct unit *u);
/* Takes it down: clients are disconnected, processes killed; it starts again after its delay. */
void warden_unit_end(struct unit *u);
/* Takes it down after its gate broke the protocol. */
void warden_unit_distrust(struct unit *u, const char *what, int error);
/* Its port is another one now, or is no more. */
void warden_unit_change(struct unit *u, bool is_removed);
/* After a process of it has died: goes on with the end when none is left. */
void warden_unit_check(struct unit *u);
bool warden_unit_is_dead(const struct unit *u);
const char *warden_unit_name(const struct unit *u);
/* A message to its gate; a gate that does not take it is ended. */
void warden_unit_tell(struct unit *u, const struct control *c, int fd);

/* warden_port.c: the port of a unit */
void warden_port_init(struct unit *u);
/* The device node or socket; "": it has none. */
const char *warden_port_path(const struct unit *u);
/* Whether the rules give it one. */
bool warden_port_exists(const struct unit *u);
/* What a reader is told of it: "at", "nmea", or NULL for QMUX. */
const char *warden_port_protocol(const struct unit *u);
/* The programs that speak its protocol. */
enum program warden_port_reader(const struct unit *u);
enum program warden_port_gate(const struct unit *u);
/* 0 or -errno. */
int warden_port_open(struct unit *u);
int warden_port_start_reader(struct unit *u);
/* Whether CONNECT may mean something on AT ports. */
bool warden_port_may_have_data(const struct ruleset *rules);
/* Another reader in place of this one, which parts lines again; the gate is told. */
void warden_port_swap_reader(struct unit *u);
/* Drops DTR, for a while. */
void warden_port_hang_up(struct unit *u);

/* The node of its port, where that is found by sysfs: device_find(). -EINVAL where it is not. */
int warden_port_find(const struct unit *u, struct device_found *out);
/* The lobby is told by what name clients open the link now. */
void warden_port_name(const struct unit *u);

/* warden_net_start.c */
/* A socket of netlink in these groups, given to us or made, or -errno. */
int warden_net_socket(int protocol, const int *groups, size_t n);
/* airlock-net, with `control` for its end of the channel; its number and pidfd, or -errno. */
pid_t warden_net_spawn(const struct warden *w, const char *folder, int control, int *pidfd);

/* warden_net.c */
/*
 * Listens for news of devices, and starts airlock-net where a link has something to say about its
 * network: before the warden's own filter. `died`: nothing guards the interfaces any more. 0 or
 * -errno.
 */
int warden_net_begin(struct warden *w, const char *folder, void (*died)(void));
/* Whether a port may be opened now. Where not, it is started when it may. */
bool warden_net_allows(const struct unit *u);
/* Its state has changed. */
void warden_net_unit(const struct unit *u);
/* CONTROL_SETTINGS of its gate. */
void warden_net_settings(const struct unit *u, const struct control *c);
/* All interfaces down, no firewall left; then it is over. */
void warden_net_finish(void);
bool warden_net_is_over(void);

/* warden_client.c */
struct seat {
	int client; /* taken over */
	const struct peer *peer;
	uint16_t role;
	uint8_t flavour, opened, marker;
	uint16_t txid;
	struct listener *pty;
};
/* Seats a client. 0, or the reason why not; then `client` is still the caller's. */
enum reason warden_client_seat(struct unit *u, const struct seat *seat);
/* Disconnects it. */
void warden_client_end(struct slot *slot);
/* Whether the unit has a place for one more. */
bool warden_client_has_place(const struct unit *u);
/* Readers that were told of grants are told of those of the new rules. */
void warden_client_adopt_rules(struct warden *w, const struct ruleset *old);
/* What the gate says about a client. */
void warden_client_control(struct unit *u, const struct control *c);

/* warden_pty.c: pseudo-terminals */
/* Makes it; nobody has it open. 0 or -errno. */
int warden_pty_open(struct listener *l);
/* Nothing of it stays. */
void warden_pty_close(struct listener *l);
/* Shows its symlink while its port is there, and seats whoever has opened it. */
void warden_pty_update(struct listener *l);
/* Who has it open is hung up. */
void warden_pty_hang_up(struct listener *l);
/* Its client's place is free again. */
void warden_pty_free(struct listener *l);
/* Looks whether its client hangs up by its speed (B0), from now on or no more. */
void warden_pty_watch(struct listener *l, bool on);

/* warden_listen.c */
/* The unit whose clients come here. */
struct unit *warden_listen_unit(const struct listener *l);

void warden_listen_init(struct warden *w);
int warden_listen_open(struct warden *w);
void warden_listen_close(struct warden *w);
/* After the rules have changed; enum ruleset_change by index. */
void warden_listen_adopt(struct warden *w, const uint8_t changes[RULESET_MAX_LISTENS]);
/* Polls the listeners that may be served now. */
void warden_listen_update(struct warden *w);
