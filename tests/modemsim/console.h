/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The control socket: a unix stream socket that takes command lines. */
#pragma once

#include "modem.h"

/* Listens at `path`. 0 or -errno. */
int console_open(struct modem *m, const char *path);
/* Closes all and removes the socket. */
void console_close(void);
