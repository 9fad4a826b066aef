/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours of the modem, by name. */
#pragma once

#include "modem.h"
#include "mutate.h"

/* What a behaviour's word and arguments came to. */
struct act {
	struct modem *m;
	const char *name;
	long n;              /* the first number behind the name, or -1 */
	long second;         /* the second */
	struct frame_out *f; /* the answer on its way out; NULL: act at once */
};

/* When a behaviour can be asked for. */
enum { WHEN_NOW = 1, WHEN_NEXT = 2, WHEN_BOTH = WHEN_NOW | WHEN_NEXT };

struct behaviour {
	const char *name;
	uint8_t when;
	enum reason reason;         /* what airlock is expected to write down; REASON_OK: nothing */
	mutation change;            /* of one frame: an answer, or an indication made for it */
	bool (*run)(struct act *a); /* or something else; false: not at this time */
	const char *text;
};

extern const struct behaviour hostile_behaviours[];
extern const size_t hostile_behaviour_count;

struct hostile *hostile_new(void);
void hostile_free(struct hostile *h);
/*
 * "NAME [next [COUNT]] [NUMBER [NUMBER]]": acts at once, or on the next COUNT (1) answers that have
 * a place for it. Some names can only do one of the two. False: `*why` says what was expected.
 */
MUST_USE bool hostile_command(struct modem *m, const char *text, const char **why);
/* An answer on its way out. True: the behaviour has sent what it wanted to send instead. */
bool hostile_filter(struct modem *m, struct frame_out *f);
/* Whether something is to happen to next answers. */
bool hostile_is_armed(const struct modem *m);
/* All behaviours, those of AT ports if the modem has such, a line each, through `print`. */
void hostile_list(const struct modem *m, void (*print)(void *ctx, const char *line), void *ctx);
/* Forgets what was to happen to next answers. */
void hostile_clear(struct modem *m);

/* For the table: behaviours that are more than a change of one frame (hostile_acts.c). */
bool act_response_to_nothing(struct act *a);
bool act_response_twice(struct act *a);
bool act_silent(struct act *a);
bool act_late(struct act *a);
bool act_indication_first(struct act *a);
bool act_split_by_indication(struct act *a);
bool act_every_error(struct act *a);
bool act_indication_flood(struct act *a);
bool act_response_flood(struct act *a);
bool act_garbage(struct act *a);
bool act_announce_silence(struct act *a);
bool act_stall(struct act *a);
bool act_slow_drip(struct act *a);
bool act_coalesced(struct act *a);
bool act_sync(struct act *a);
bool act_reset_in_mid_message(struct act *a);
bool act_revoke(struct act *a);
bool act_everything(struct act *a);
bool act_disappear(struct act *a);
