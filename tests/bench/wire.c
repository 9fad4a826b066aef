/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The little QMUX that the measuring tools need: frames built and cut without any checks. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

void wire_die(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(2);
}

uint64_t wire_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static socklen_t fill_address(struct sockaddr_un *a, const char *name)
{
	size_t n = strlen(name);

	memset(a, 0, sizeof(*a));
	a->sun_family = AF_UNIX;
	if (n >= sizeof(a->sun_path)) {
		errno = ENAMETOOLONG;
		wire_die(name);
	}
	memcpy(a->sun_path, name, n);
	if (name[0] == '@')
		a->sun_path[0] = '\0';
	else
		n++;
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
}

int wire_connect(const char *name)
{
	struct sockaddr_un a;
	socklen_t len = fill_address(&a, name);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&a, len) < 0)
		wire_die(name);
	return fd;
}

int wire_listen(const char *name)
{
	struct sockaddr_un a;
	socklen_t len = fill_address(&a, name);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (name[0] != '@')
		unlink(name);
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, len) < 0 || listen(fd, 128) < 0)
		wire_die(name);
	return fd;
}

bool wire_send(int fd, const uint8_t *bytes, size_t len)
{
	while (len) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = fd, .events = POLLOUT };

			poll(&p, 1, -1);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static void put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

static uint16_t get16(const uint8_t *p)
{
	return (uint16_t)(p[0] + 256u * p[1]);
}

size_t wire_build(uint8_t *out, uint8_t flags_qmux, struct wire_head h, const uint8_t *tlvs,
		  size_t tlvs_len)
{
	bool ctl = h.service == WIRE_CTL;
	size_t sdu = ctl ? 6 : 7, len = WIRE_HEADER + sdu + tlvs_len;
	uint8_t *p = out + WIRE_HEADER;

	out[0] = 0x01;
	put16(out + 1, len - 1);
	out[3] = flags_qmux;
	out[4] = (uint8_t)h.service;
	out[5] = h.cid;
	/* CTL counts its flags from bit 0, the other services from bit 1. */
	*p++ = ctl ? (uint8_t)(h.flags >> 1) : h.flags;
	*p++ = (uint8_t)h.txid;
	if (!ctl)
		*p++ = (uint8_t)(h.txid >> 8);
	put16(p, h.id);
	put16(p + 2, tlvs_len);
	if (tlvs_len)
		memcpy(p + 4, tlvs, tlvs_len);
	return len;
}

long wire_cut(const uint8_t *bytes, size_t len, struct wire_frame *out)
{
	size_t size, sdu;
	const uint8_t *p;

	if (len < 3)
		return 0;
	if (bytes[0] != 0x01)
		return -1;
	size = get16(bytes + 1) + 1u;
	if (len < size)
		return 0;
	sdu = bytes[4] == WIRE_CTL ? 6 : 7;
	if (size < WIRE_HEADER + sdu)
		return -1;
	p = bytes + WIRE_HEADER;
	out->bytes = bytes;
	out->len = size;
	out->head.service = bytes[4];
	out->head.cid = bytes[5];
	out->head.flags = sdu == 6 ? (uint8_t)(p[0] << 1) : p[0];
	out->head.txid = sdu == 6 ? p[1] : get16(p + 1);
	out->head.id = get16(p + sdu - 4);
	out->tlvs = p + sdu;
	out->tlvs_len = size - WIRE_HEADER - sdu;
	return (long)size;
}

const uint8_t *wire_tlv(const struct wire_frame *f, uint8_t tag, size_t *len)
{
	size_t at = 0;

	while (at + 3 <= f->tlvs_len) {
		size_t n = get16(f->tlvs + at + 1);

		if (at + 3 + n > f->tlvs_len)
			return NULL;
		if (f->tlvs[at] == tag) {
			*len = n;
			return f->tlvs + at + 3;
		}
		at += 3 + n;
	}
	return NULL;
}

size_t wire_put_tlv(uint8_t *out, size_t at, uint8_t tag, const void *value, size_t len)
{
	out[at] = tag;
	put16(out + at + 1, len);
	memcpy(out + at + 3, value, len);
	return at + 3 + len;
}
