/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The AT modem of the measurements: at a pseudo-terminal, with an answer for each line that costs
 * little and is the same for every relay. It has no echo.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tty.h"

enum { LINE = 4096 };

static char line[LINE], answer[TTY_ANSWER];
static size_t len;

static bool take(int fd, char byte)
{
	if (byte == '\r') {
		bool good;

		line[len] = '\0';
		good = len < 2 || tty_send(fd, answer, tty_answer(line, answer));
		len = 0;
		return good;
	}
	if (byte != '\n' && len + 1 < LINE)
		line[len++] = byte;
	return true;
}

int main(int argc, char **argv)
{
	static char bytes[65536];
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: bench-at-modem LINK\n");
		return 2;
	}
	fd = tty_new(argv[1]);
	for (;;) {
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n <= 0)
			return 1;
		for (ssize_t i = 0; i < n; i++)
			if (!take(fd, bytes[i]))
				return 1;
	}
}
