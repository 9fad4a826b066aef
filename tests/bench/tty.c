/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pseudo-terminals for the measuring tools of AT ports, and the answer that each command has. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tty.h"
#include "wire.h"

enum { NETWORKS = 8, MESSAGES = 12 };

/* From +15555001234: "hello". */
static const char pdu[] = "07915155051000F0040B915155051032F400004210102100004005E8329BFD06";

static void make_raw(int fd)
{
	struct termios t;

	if (tcgetattr(fd, &t) < 0)
		wire_die("terminal");
	cfmakeraw(&t);
	t.c_cflag |= CLOCAL | CREAD;
	if (tcsetattr(fd, TCSANOW, &t) < 0)
		wire_die("terminal");
}

int tty_open(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		wire_die(path);
	make_raw(fd);
	return fd;
}

/* The node stays open here, too: a client that leaves ends nothing. */
int tty_new(const char *link)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	char name[64];

	if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0 ||
	    ptsname_r(master, name, sizeof(name)) != 0)
		wire_die("pseudo-terminal");
	(void)tty_open(name);
	unlink(link);
	if (symlink(name, link) < 0)
		wire_die(link);
	return master;
}

bool tty_send(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = fd, .events = POLLOUT };

			poll(&p, 1, -1);
			continue;
		}
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static size_t put_networks(char *out, size_t at)
{
	at += (size_t)sprintf(out + at, "\r\n+COPS: ");
	for (int i = 0; i < NETWORKS; i++)
		at += (size_t)sprintf(out + at, "(1,\"Network %d\",\"Net%d\",\"0010%d\",7),", i, i,
				      i + 1);
	return at + (size_t)sprintf(out + at, ",(0,1,2,3,4),(0,1,2)\r\n");
}

static size_t put_messages(char *out, size_t at)
{
	for (int i = 0; i < MESSAGES; i++)
		at += (size_t)sprintf(out + at, "\r\n+CMGL: %d,1,,24\r\n%s\r\n", i + 1, pdu);
	return at;
}

size_t tty_answer(const char *line, char out[TTY_ANSWER])
{
	size_t at = 0;

	if (strcmp(line, "AT+CSQ") == 0)
		at += (size_t)sprintf(out, "\r\n+CSQ: 20,99\r\n");
	else if (strcmp(line, "AT+COPS=?") == 0)
		at = put_networks(out, at);
	else if (strcmp(line, "AT+CMGL=4") == 0)
		at = put_messages(out, at);
	return at + (size_t)sprintf(out + at, "\r\nOK\r\n");
}
