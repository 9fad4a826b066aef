/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours of the AT ports, for their table and what they do. */
#pragma once

#include "../../parsers/reason.h"
#include "atsim_state.h"

struct atsim_act {
	struct atsim *a;
	struct atsim_port *p; /* whose answer is on its way out; NULL: act at once, on all */
	const struct atsim_behaviour *b;
	long n; /* the number behind the name, or -1 */
};

/* When a behaviour can be asked for. */
enum { AT_NOW = 1, AT_NEXT = 2, AT_BOTH = 3 };

struct atsim_behaviour {
	const char *name;
	uint8_t when;
	enum reason reason; /* what airlock is expected to write down; REASON_OK: nothing */
	void (*run)(struct atsim_act *act); /* NULL: `bytes` are sent, before the answer if any */
	const char *bytes;                  /* with \r \n \0 \xHH */
	const char *text;
};

extern const struct atsim_behaviour atsim_behaviours[];
extern const size_t atsim_behaviour_count;

void act_at_long_line(struct atsim_act *act);
void act_at_no_final(struct atsim_act *act);
void act_at_late(struct atsim_act *act);
void act_at_twice(struct atsim_act *act);
void act_at_final_twice(struct atsim_act *act);
void act_at_silent(struct atsim_act *act);
void act_at_prompts(struct atsim_act *act);
void act_at_flood(struct atsim_act *act);
void act_at_storm(struct atsim_act *act);
void act_at_repeat(struct atsim_act *act);
void act_at_inside(struct atsim_act *act);
void act_at_split(struct atsim_act *act);
void act_at_bare(struct atsim_act *act);
void act_at_drip(struct atsim_act *act);
void act_at_echo(struct atsim_act *act);
void act_at_backwards(struct atsim_act *act);
void act_at_instead(struct atsim_act *act);
void act_at_nul_inside(struct atsim_act *act);
void act_at_many_values(struct atsim_act *act);
void act_at_ussd(struct atsim_act *act);
void act_at_garbage(struct atsim_act *act);
void act_at_many_lines(struct atsim_act *act);
