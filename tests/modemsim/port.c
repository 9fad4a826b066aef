/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modem's port: frames in batches, a bounded queue to write, and misbehaviour on demand. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include "../../parsers/frame_qmux.h"
#include "port.h"

/* Above this backlog nothing more is read: a request costs room for its answer. */
enum { TX_HIGH = PORT_TX_SIZE / 2 };

static bool conn_is_open(const struct port *p)
{
	return p->conn.fd >= 0;
}

static void watch(struct port *p)
{
	bool write = p->tx_len > 0 && !p->drip_ms;
	unsigned when = write ? OSMO_FD_WRITE : 0;

	if (!p->is_stalled && p->tx_len < TX_HIGH)
		when |= OSMO_FD_READ;
	if (conn_is_open(p))
		osmo_fd_update_when(&p->conn, 0, when);
}

static void conn_close(struct port *p)
{
	if (!conn_is_open(p))
		return;
	osmo_fd_unregister(&p->conn);
	close(p->conn.fd);
	p->conn.fd = -1;
	p->rx_len = p->tx_len = p->tx_at = 0;
	p->counters.closes++;
}

static void conn_lost(struct port *p)
{
	conn_close(p);
	if (p->kind == PORT_FD || p->on_bytes)
		p->on_end(p->ctx);
}

/* As a driver does: what begins no frame is thrown away up to the end of the read. */
static void take_frames(struct port *p)
{
	struct cur left = { p->rx, p->rx_len }, frame;

	while (left.n) {
		size_t size = 0;

		if (frame_qmux_size(left, &size) != REASON_OK) {
			p->counters.rx_garbage += left.n;
			left.n = 0;
			break;
		}
		if (size == 0 || !cur_take(&left, size, &frame))
			break;
		p->counters.rx_frames++;
		p->on_frame(p->ctx, frame);
		if (!conn_is_open(p))
			return;
	}
	memmove(p->rx, left.p, left.n);
	p->rx_len = left.n;
}

static int conn_ready(struct osmo_fd *fd, unsigned what)
{
	struct port *p = fd->data;
	ssize_t n;

	if (what & OSMO_FD_WRITE)
		port_flush(p);
	if (!(what & OSMO_FD_READ) || !conn_is_open(p))
		return 0;
	n = read(fd->fd, p->rx + p->rx_len, sizeof(p->rx) - p->rx_len);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0) {
		conn_lost(p);
		return 0;
	}
	p->counters.rx_bytes += (uint64_t)n;
	p->rx_len += (size_t)n;
	if (p->on_bytes) {
		p->on_bytes(p->ctx, (struct cur){ p->rx, p->rx_len });
		p->rx_len = 0;
	} else {
		take_frames(p);
	}
	port_flush(p);
	return 0;
}

static int conn_begin(struct port *p, int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
		return -errno;
	osmo_fd_setup(&p->conn, fd, OSMO_FD_READ, conn_ready, p, 0);
	if (osmo_fd_register(&p->conn) < 0)
		return -ENOMEM;
	p->counters.opens++;
	watch(p);
	return 0;
}

/* A new connection is a new open of the device and takes the place of the one before. */
static int accept_ready(struct osmo_fd *fd, unsigned what)
{
	struct port *p = fd->data;
	int conn = accept4(fd->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	(void)what;
	if (conn < 0)
		return 0;
	conn_close(p);
	if (conn_begin(p, conn) < 0)
		close(conn);
	return 0;
}

/* Who sees the path can connect: the socket gets its name when it listens already. */
int port_listen(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd, error, len;

	len = snprintf(address.sun_path, sizeof(address.sun_path), "%s.new", path);
	if (len < 0 || (size_t)len >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	unlink(address.sun_path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 && listen(fd, 16) == 0 &&
	    rename(address.sun_path, path) == 0)
		return fd;
	error = -errno;
	unlink(address.sun_path);
	close(fd);
	return error;
}

static int listen_unix(struct port *p)
{
	int fd = port_listen(p->path);

	if (fd < 0)
		return fd;
	osmo_fd_setup(&p->listener, fd, OSMO_FD_READ, accept_ready, p, 0);
	return osmo_fd_register(&p->listener) < 0 ? -ENOMEM : 0;
}

static int open_slave(struct port *p, const char *name)
{
	struct termios raw;

	p->pty_slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (p->pty_slave < 0 || tcgetattr(p->pty_slave, &raw) < 0)
		return -errno;
	cfmakeraw(&raw);
	if (tcsetattr(p->pty_slave, TCSANOW, &raw) < 0)
		return -errno;
	unlink(p->path);
	return symlink(name, p->path) < 0 ? -errno : 0;
}

static int open_pty(struct port *p)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), error;
	char name[64];

	if (master < 0)
		return -errno;
	if (grantpt(master) < 0 || unlockpt(master) < 0 ||
	    ptsname_r(master, name, sizeof(name)) != 0) {
		error = -errno;
		close(master);
		return error;
	}
	error = open_slave(p, name);
	if (!error)
		error = conn_begin(p, master);
	if (error)
		close(master);
	return error;
}

static int port_begin(struct port *p, int fd)
{
	switch (p->kind) {
	case PORT_UNIX:
		return listen_unix(p);
	case PORT_PTY:
		return open_pty(p);
	case PORT_FD:
		return conn_begin(p, fd);
	case PORT_NONE:
		break;
	}
	return -EINVAL;
}

static void drip_due(void *data)
{
	struct port *p = data;
	ssize_t n;

	if (!p->drip_ms)
		return;
	if (p->tx_len && conn_is_open(p)) {
		n = write(p->conn.fd, p->tx + p->tx_at, 1);
		if (n == 1) {
			p->tx_at++;
			p->tx_len--;
			p->counters.tx_bytes++;
		}
	}
	osmo_timer_schedule(&p->drip_timer, 0, (int)p->drip_ms * 1000);
}

static void back_due(void *data)
{
	struct port *p = data;

	p->is_away = false;
	if (port_begin(p, -1) < 0)
		osmo_timer_schedule(&p->back_timer, 1, 0);
}

void port_init(struct port *p)
{
	p->listener.fd = p->conn.fd = p->pty_slave = -1;
	osmo_timer_setup(&p->drip_timer, drip_due, p);
	osmo_timer_setup(&p->back_timer, back_due, p);
}

int port_open(struct port *p, enum port_kind kind, const char *path, int fd)
{
	p->kind = kind;
	p->path = path;
	return port_begin(p, fd);
}

void port_close(struct port *p)
{
	bool has_node = p->listener.fd >= 0 || p->pty_slave >= 0;

	conn_close(p);
	if (p->listener.fd >= 0) {
		osmo_fd_unregister(&p->listener);
		close(p->listener.fd);
		p->listener.fd = -1;
	}
	if (p->pty_slave >= 0)
		close(p->pty_slave);
	p->pty_slave = -1;
	if (has_node)
		unlink(p->path);
	osmo_timer_del(&p->drip_timer);
	osmo_timer_del(&p->back_timer);
}

void port_send(struct port *p, struct cur bytes)
{
	if (!conn_is_open(p) || bytes.n > sizeof(p->tx) - p->tx_len) {
		p->counters.tx_lost++;
		return;
	}
	if (p->tx_at + p->tx_len + bytes.n > sizeof(p->tx)) {
		memmove(p->tx, p->tx + p->tx_at, p->tx_len);
		p->tx_at = 0;
	}
	memcpy(p->tx + p->tx_at + p->tx_len, bytes.p, bytes.n);
	p->tx_len += bytes.n;
	p->counters.tx_frames++;
}

void port_flush(struct port *p)
{
	while (p->tx_len && !p->drip_ms && conn_is_open(p)) {
		ssize_t n = write(p->conn.fd, p->tx + p->tx_at, p->tx_len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN) {
			conn_lost(p);
			return;
		}
		if (n <= 0)
			break;
		p->counters.tx_bytes += (uint64_t)n;
		p->tx_at += (size_t)n;
		p->tx_len -= (size_t)n;
	}
	if (!p->tx_len)
		p->tx_at = 0;
	watch(p);
}

void port_stall(struct port *p, bool stalled)
{
	p->is_stalled = stalled;
	watch(p);
}

void port_drip(struct port *p, unsigned ms)
{
	p->drip_ms = ms;
	if (ms)
		osmo_timer_schedule(&p->drip_timer, 0, (int)ms * 1000);
	else
		osmo_timer_del(&p->drip_timer);
	port_flush(p);
}

void port_disappear(struct port *p, unsigned ms)
{
	port_close(p);
	p->is_away = true;
	if (ms)
		osmo_timer_schedule(&p->back_timer, (int)ms / 1000, (int)(ms % 1000) * 1000);
}
