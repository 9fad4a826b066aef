/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The floor of the measurements: the least that a relay in one process can do. It cuts frames and
 * routes them by client id, one write per message; it checks nothing and keeps no time.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

enum { MAX_FDS = 256, READ_SIZE = 131072 };

struct stream {
	uint8_t *buffer;
	size_t len;
};

static int modem_fd, listen_fd, epoll_fd;
static struct stream streams[MAX_FDS];
static int owner[256][256]; /* by service and client id: descriptor, 0 = nobody */
static int ctl_client[256]; /* by transaction id on the modem's side */
static uint8_t ctl_txid[256], ctl_next;

static void watch(int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	if (fd >= MAX_FDS) {
		errno = EMFILE;
		wire_die("floor");
	}
	streams[fd].len = 0;
	if (!streams[fd].buffer)
		streams[fd].buffer = malloc(READ_SIZE);
	if (!streams[fd].buffer || epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &e) < 0)
		wire_die("floor");
}

static void drop_client(int fd)
{
	for (int s = 0; s < 256; s++)
		for (int c = 0; c < 256; c++)
			if (owner[s][c] == fd)
				owner[s][c] = 0;
	for (int t = 0; t < 256; t++)
		if (ctl_client[t] == fd)
			ctl_client[t] = 0;
	close(fd);
}

static void answer_open(int fd, const struct wire_frame *f)
{
	uint8_t out[64], tlvs[16] = { 0 };
	size_t n = wire_put_tlv(tlvs, 0, 0x02, (uint8_t[4]){ 0 }, 4);
	struct wire_head h = f->head;

	h.flags = WIRE_RESPONSE;
	n = wire_build(out, 0x80, h, tlvs, n);
	wire_send(fd, out, n);
}

static void from_client(int fd, const struct wire_frame *f)
{
	uint8_t *bytes = streams[fd].buffer + (f->bytes - streams[fd].buffer);

	if (f->head.service == WIRE_CTL) {
		if (f->head.id == WIRE_PROXY_OPEN) {
			answer_open(fd, f);
			return;
		}
		ctl_next = ctl_next == 255 ? 1 : (uint8_t)(ctl_next + 1);
		ctl_client[ctl_next] = fd;
		ctl_txid[ctl_next] = (uint8_t)f->head.txid;
		bytes[WIRE_HEADER + 1] = ctl_next;
	}
	if (!wire_send(modem_fd, bytes, f->len))
		wire_die("floor: modem");
}

static void from_modem_ctl(const struct wire_frame *f)
{
	uint8_t *bytes = streams[modem_fd].buffer + (f->bytes - streams[modem_fd].buffer);
	uint8_t t = (uint8_t)f->head.txid;
	int fd = ctl_client[t];
	size_t n;
	const uint8_t *v = wire_tlv(f, 0x01, &n);

	if (!fd)
		return;
	if (f->head.id == WIRE_ALLOCATE && v && n >= 2)
		owner[v[0]][v[1]] = fd;
	ctl_client[t] = 0;
	bytes[WIRE_HEADER + 1] = ctl_txid[t];
	wire_send(fd, bytes, f->len);
}

static void from_modem(const struct wire_frame *f)
{
	uint8_t service = (uint8_t)f->head.service;

	if (service == WIRE_CTL) {
		from_modem_ctl(f);
		return;
	}
	if (f->head.cid != 0xFF) {
		if (owner[service][f->head.cid])
			wire_send(owner[service][f->head.cid], f->bytes, f->len);
		return;
	}
	for (int c = 0; c < 255; c++)
		if (owner[service][c])
			wire_send(owner[service][c], f->bytes, f->len);
}

static void read_stream(int fd)
{
	struct stream *s = &streams[fd];
	struct wire_frame f;
	size_t at = 0;
	long cut;
	ssize_t n = recv(fd, s->buffer + s->len, READ_SIZE - s->len, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		if (fd == modem_fd)
			exit(0);
		drop_client(fd);
		return;
	}
	s->len += (size_t)n;
	while ((cut = wire_cut(s->buffer + at, s->len - at, &f)) > 0) {
		if (fd == modem_fd)
			from_modem(&f);
		else
			from_client(fd, &f);
		at += (size_t)cut;
	}
	memmove(s->buffer, s->buffer + at, s->len - at);
	s->len -= at;
}

int main(int argc, char **argv)
{
	struct epoll_event events[64];

	if (argc != 3) {
		fprintf(stderr, "usage: bench-floor LISTEN MODEM-SOCKET\n");
		return 2;
	}
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	modem_fd = wire_connect(argv[2]);
	listen_fd = wire_listen(argv[1]);
	watch(modem_fd);
	watch(listen_fd);
	for (;;) {
		int n = epoll_wait(epoll_fd, events, 64, -1);

		for (int i = 0; i < n; i++) {
			if (events[i].data.fd == listen_fd)
				watch(accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC));
			else
				read_stream(events[i].data.fd);
		}
	}
}
