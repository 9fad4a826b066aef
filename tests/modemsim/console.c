/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The control socket: command lines in, lines of answers out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command.h"
#include "console.h"

enum { LINE_SIZE = 16384, MAX_CONSOLES = 16 };

struct console {
	struct osmo_fd fd;
	struct modem *modem;
	size_t len;
	char line[LINE_SIZE];
};

static struct {
	struct osmo_fd listener;
	struct modem *modem;
	const char *path;
	struct console *consoles[MAX_CONSOLES];
} server = { .listener.fd = -1 };

static void console_end(struct console *c)
{
	for (size_t i = 0; i < MAX_CONSOLES; i++)
		if (server.consoles[i] == c)
			server.consoles[i] = NULL;
	osmo_fd_unregister(&c->fd);
	close(c->fd.fd);
	free(c);
}

/* The operator's own socket: a blocking write that fails ends nothing but the answer. */
static void print_line(void *ctx, const char *text)
{
	const struct console *c = ctx;
	char line[4096];
	int len = snprintf(line, sizeof(line), "%s\n", text);

	if (len > 0 && send(c->fd.fd, line, (size_t)len, MSG_NOSIGNAL) < 0 && errno != EPIPE)
		perror("control socket");
}

static void run_lines(struct console *c)
{
	struct command_output out = { c, print_line };
	char *begin = c->line, *end;
	size_t left = c->len;

	while ((end = memchr(begin, '\n', left))) {
		*end = '\0';
		if (end > begin && end[-1] == '\r')
			end[-1] = '\0';
		(void)command_run(c->modem, begin, &out);
		left -= (size_t)(end + 1 - begin);
		begin = end + 1;
	}
	memmove(c->line, begin, left);
	c->len = left;
	port_flush(&c->modem->port);
}

static int console_ready(struct osmo_fd *fd, unsigned what)
{
	struct console *c = fd->data;
	ssize_t n = read(fd->fd, c->line + c->len, sizeof(c->line) - c->len);

	(void)what;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0) { /* also where a line is longer than the buffer */
		console_end(c);
		return 0;
	}
	c->len += (size_t)n;
	run_lines(c);
	return 0;
}

static int accept_ready(struct osmo_fd *fd, unsigned what)
{
	int conn = accept4(fd->fd, NULL, NULL, SOCK_CLOEXEC);
	struct console *c;

	(void)what;
	if (conn < 0)
		return 0;
	for (size_t i = 0; i < MAX_CONSOLES; i++) {
		if (server.consoles[i])
			continue;
		c = calloc(1, sizeof(*c));
		if (!c)
			break;
		c->modem = server.modem;
		osmo_fd_setup(&c->fd, conn, OSMO_FD_READ, console_ready, c, 0);
		if (osmo_fd_register(&c->fd) < 0) {
			free(c);
			break;
		}
		server.consoles[i] = c;
		return 0;
	}
	close(conn);
	return 0;
}

int console_open(struct modem *m, const char *path)
{
	int fd = port_listen(path);

	if (fd < 0)
		return fd;
	server.modem = m;
	server.path = path;
	osmo_fd_setup(&server.listener, fd, OSMO_FD_READ, accept_ready, NULL, 0);
	return osmo_fd_register(&server.listener) < 0 ? -ENOMEM : 0;
}

void console_close(void)
{
	if (server.listener.fd < 0)
		return;
	for (size_t i = 0; i < MAX_CONSOLES; i++)
		if (server.consoles[i])
			console_end(server.consoles[i]);
	osmo_fd_unregister(&server.listener);
	close(server.listener.fd);
	server.listener.fd = -1;
	unlink(server.path);
}
