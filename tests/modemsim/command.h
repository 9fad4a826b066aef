/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of the control socket and of script files. */
#pragma once

#include "modem.h"

/* Where answers go: lines without a line end. */
struct command_output {
	void *ctx;
	void (*line)(void *ctx, const char *text);
};

/*
 * Runs one command line. Prints any number of lines and then one that begins with "ok" or "error".
 * False where it was an error. Empty lines and those that begin with # say nothing.
 */
bool command_run(struct modem *m, const char *line, const struct command_output *out);
/* Runs a file of commands; complains on stderr with file and line. */
MUST_USE bool command_script(struct modem *m, const char *path);
