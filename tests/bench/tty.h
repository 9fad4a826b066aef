/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pseudo-terminals for the measuring tools of AT ports, and the answer that each command has. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { TTY_ANSWER = 8192 };

/* A new pseudo-terminal, raw, with a symlink to its node. Its master, or ends the program. */
int tty_new(const char *link);
/* Opens a node and makes it raw. A descriptor, or ends the program. */
int tty_open(const char *path);
/* All bytes, waiting where there is no room; false where the other side is gone. */
bool tty_send(int fd, const char *bytes, size_t len);
/* What the modem of the measurements answers to a line (without its CR); the length. */
size_t tty_answer(const char *line, char out[TTY_ANSWER]);
