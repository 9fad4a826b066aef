/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A client of an AT port: one command after the other, as AT is (V.250 5.2.1). It says "ready",
 * runs at a line on its input, prints one line of JSON and keeps the port open until its input
 * ends. Each answer must be the whole answer of the command, byte for byte, and nothing else.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tty.h"
#include "wire.h"

enum { STALL_MS = 10000 };

static char expected[TTY_ANSWER], got[TTY_ANSWER];
static size_t expected_len;

/* False: nothing came for a long time, or too much. */
static bool hear(int fd)
{
	size_t len = 0;

	while (len < expected_len) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n = poll(&p, 1, STALL_MS);

		if (n == 1)
			n = read(fd, got + len, sizeof(got) - len);
		if (n <= 0)
			return false;
		len += (size_t)n;
	}
	return len == expected_len;
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void run(int fd, const char *line, unsigned count)
{
	uint32_t *samples = calloc(count, sizeof(*samples));
	unsigned received = 0, malformed = 0;
	size_t len = strlen(line);
	uint64_t begin, end;

	if (!samples)
		wire_die("load");
	memset(samples, 0xFF, count * sizeof(*samples)); /* no page faults while measuring */
	begin = end = wire_now_ns();
	for (; received < count; received++) {
		uint64_t sent = end;

		if (!tty_send(fd, line, len) || !hear(fd))
			break; /* the rest is lost, and reported as such */
		end = wire_now_ns();
		samples[received] = (uint32_t)(end - sent);
		malformed += memcmp(got, expected, expected_len) != 0;
	}
	qsort(samples, received, sizeof(*samples), compare);
	printf("{\"expected\": %u, \"received\": %u, \"seconds\": %.6f, \"p50_us\": %.1f, "
	       "\"p99_us\": %.1f, \"malformed\": %u}\n",
	       count, received, (double)(end - begin) / 1e9,
	       received ? samples[received / 2] / 1e3 : 0,
	       received ? samples[(size_t)received * 99 / 100] / 1e3 : 0, malformed);
	fflush(stdout);
	free(samples);
}

/* Whoever presents this terminal may have its echo on: that much of V.250 is the client's part. */
static void begin(int fd)
{
	char last[6] = "";

	if (!tty_send(fd, "ATE0\r", 5))
		wire_die("load");
	while (memcmp(last, "\r\nOK\r\n", 6) != 0) {
		memmove(last, last + 1, 5);
		if (read(fd, last + 5, 1) != 1)
			wire_die("load: no answer");
	}
}

int main(int argc, char **argv)
{
	char line[64], byte;
	int fd;

	if (argc != 4 || strlen(argv[2]) > sizeof(line) - 2) {
		fprintf(stderr, "usage: bench-at-load PORT COMMAND COUNT\n");
		return 2;
	}
	expected_len = tty_answer(argv[2], expected);
	snprintf(line, sizeof(line), "%s\r", argv[2]);
	fd = tty_open(argv[1]);
	begin(fd);
	printf("ready\n");
	fflush(stdout);
	if (read(STDIN_FILENO, &byte, 1) != 1)
		return 2;
	run(fd, line, (unsigned)atoi(argv[3]));
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}
