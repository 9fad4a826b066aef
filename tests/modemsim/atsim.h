/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT ports of the simulated modem: the same state as its QMI port has, said in AT. */
#pragma once

#include "modem.h"

/* Where listings go: lines without a line end. */
typedef void (*atsim_print)(void *ctx, const char *line);
struct atsim_out {
	atsim_print print;
	void *ctx;
};

/*
 * The AT side of a modem that is set up. `flavour` is generic, quectel, huawei, sierra or ublox.
 * NULL: no such flavour, or no memory.
 */
struct atsim *atsim_new(struct modem *m, const char *flavour);
/*
 * One more port; `fd` is for PORT_FD only. 0 or -errno; -ENOSPC where there are as many as the
 * modem can have.
 */
int atsim_open(struct atsim *a, enum port_kind kind, const char *path, int fd);
/* One that is reached by QMI's service ATR. As above. */
int atsim_open_tunnel(struct atsim *a);
/* Closes all ports. */
void atsim_free(struct atsim *a);

/* Something may have happened to the modem: unsolicited codes for all that is not as it was. */
void atsim_refresh(struct modem *m);
/* A command of the control socket. False: `*why` says what was expected. */
MUST_USE bool atsim_command(struct modem *m, const char *name, const char *text, const char **why,
			    const struct atsim_out *out);
/* A hostile behaviour whose name begins with "at-", as in hostile_command(). */
MUST_USE bool atsim_hostile(struct modem *m, const char *text, const char **why);
/* All of them, a line each. */
void atsim_hostile_list(atsim_print print, void *ctx);
void atsim_hostile_clear(struct modem *m);
