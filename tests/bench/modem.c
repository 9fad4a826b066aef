/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The modem of the measurements: a responder that costs little and the same for every relay. It
 * knows CTL as far as a relay needs it, and two NAS requests: one is answered with 60 bytes (Get
 * Signal Info), one with 2048 bytes (Network Scan). Its control socket starts bursts of
 * indications: "COUNT RATE\n", rate 0 = as fast as the relay reads.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

enum { IN_SIZE = 262144, OUT_SIZE = 4194304, BATCH = 64 };

static uint8_t in[IN_SIZE], out[OUT_SIZE];
static size_t in_len, out_at, out_len; /* out_at: already sent */
static uint8_t short_answer[WIRE_SHORT_ANSWER], long_answer[WIRE_LONG_ANSWER];
static uint8_t next_cid[256];

/* The six TLVs of Get Signal Info that make 40 bytes; the indication has the same. */
static size_t put_signal(uint8_t *tlvs, size_t at, uint8_t first, uint16_t sequence, uint32_t stamp)
{
	uint8_t cdma[3] = { 0xB0, (uint8_t)sequence, (uint8_t)(sequence >> 8) };
	uint8_t hdr[8] = { 0xB0, 1, 0, 3 };
	uint8_t lte[6] = { 0xC0, 0xF5, 0xA0, 0xFF, 100, 0 };

	memcpy(hdr + 4, &stamp, 4);
	at = wire_put_tlv(tlvs, at, first, cdma, 3);
	at = wire_put_tlv(tlvs, at, (uint8_t)(first + 1), hdr, 8);
	at = wire_put_tlv(tlvs, at, (uint8_t)(first + 2), "\xB0", 1);
	at = wire_put_tlv(tlvs, at, (uint8_t)(first + 3), "\xB0\x01\x00", 3);
	at = wire_put_tlv(tlvs, at, (uint8_t)(first + 4), lte, 6);
	return wire_put_tlv(tlvs, at, (uint8_t)(first + 5), "\xB0", 1);
}

static void prepare_answers(void)
{
	static uint8_t tlvs[WIRE_LONG_ANSWER], scan[WIRE_LONG_ANSWER];
	struct wire_head h = { .service = WIRE_NAS,
			       .flags = WIRE_RESPONSE,
			       .id = WIRE_SIGNAL_INFO };
	size_t n = wire_put_tlv(tlvs, 0, 0x02, "\0\0\0", 4), s = 2;

	n = put_signal(tlvs, n, 0x10, 1, 0);
	if (wire_build(short_answer, 0x80, h, tlvs, n) != WIRE_SHORT_ANSWER)
		abort();
	/* 119 networks with names of 11 letters: 2 + 119 * 17 = 2025 bytes. */
	scan[0] = 119;
	for (int i = 0; i < 119; i++, s += 17) {
		scan[s] = 0x05;
		scan[s + 1] = 0x01;
		scan[s + 2] = (uint8_t)i;
		scan[s + 4] = 0x02;
		scan[s + 5] = 11;
		memcpy(scan + s + 6, "Network-one", 11);
	}
	n = wire_put_tlv(tlvs, 0, 0x02, "\0\0\0", 4);
	n = wire_put_tlv(tlvs, n, 0x10, scan, s);
	h.id = WIRE_NETWORK_SCAN;
	if (wire_build(long_answer, 0x80, h, tlvs, n) != WIRE_LONG_ANSWER)
		abort();
}

/* Sends what the socket takes. A relay may write to us while it does not read: never wait here. */
static void flush_some(int fd)
{
	while (out_at < out_len) {
		ssize_t n = send(fd, out + out_at, out_len - out_at, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n <= 0)
			break;
		out_at += (size_t)n;
	}
	if (out_at == out_len || out_at > OUT_SIZE / 2) {
		memmove(out, out + out_at, out_len - out_at);
		out_len -= out_at;
		out_at = 0;
	}
}

static void flush_all(int fd)
{
	wire_send(fd, out + out_at, out_len - out_at);
	out_at = out_len = 0;
}

static void answer_ctl(const struct wire_frame *f)
{
	struct wire_head h = { .flags = WIRE_RESPONSE, .txid = f->head.txid, .id = f->head.id };
	uint8_t tlvs[64];
	size_t len, n = wire_put_tlv(tlvs, 0, 0x02, "\0\0\0", 4);
	const uint8_t *v = wire_tlv(f, 0x01, &len);

	if (f->head.id == WIRE_ALLOCATE && v) {
		uint8_t *next = &next_cid[v[0]];

		*next = *next == 250 ? 1 : (uint8_t)(*next + 1);
		n = wire_put_tlv(tlvs, n, 0x01, ((uint8_t[2]){ v[0], *next }), 2);
	} else if (f->head.id == WIRE_RELEASE && v) {
		n = wire_put_tlv(tlvs, n, 0x01, v, 2);
	} else if (f->head.id == WIRE_GET_VERSION) {
		n = wire_put_tlv(tlvs, n, 0x01, "\x02\0\1\0\5\0\x03\1\0\x19\0", 11);
	}
	out_len += wire_build(out + out_len, 0x80, h, tlvs, n);
}

static void answer(const struct wire_frame *f)
{
	bool is_long = f->head.id == WIRE_NETWORK_SCAN;
	size_t n = is_long ? WIRE_LONG_ANSWER : WIRE_SHORT_ANSWER;
	uint8_t *p = out + out_len;

	if (f->head.service == WIRE_CTL) {
		answer_ctl(f);
		return;
	}
	memcpy(p, is_long ? long_answer : short_answer, n);
	p[4] = (uint8_t)f->head.service;
	p[5] = f->head.cid;
	p[7] = (uint8_t)f->head.txid;
	p[8] = (uint8_t)(f->head.txid >> 8);
	out_len += n;
}

/* False at the end of the stream. */
static bool serve(int fd)
{
	struct wire_frame f;
	size_t at = 0;
	long cut;
	ssize_t n = recv(fd, in + in_len, sizeof(in) - in_len, MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	if (n == 0)
		return false;
	in_len += (size_t)n;
	while ((cut = wire_cut(in + at, in_len - at, &f)) > 0) {
		/* Windows are 512 requests at most: the answers always have room. */
		if (out_len + 2 * WIRE_LONG_ANSWER > sizeof(out))
			abort();
		answer(&f);
		at += (size_t)cut;
	}
	flush_some(fd);
	memmove(in, in + at, in_len - at);
	in_len -= at;
	return cut >= 0;
}

static void put_indication(uint16_t sequence)
{
	struct wire_head h = {
		.service = WIRE_NAS, .cid = 0xFF, .flags = WIRE_INDICATION, .id = WIRE_SIGNAL_IND
	};
	uint8_t tlvs[64];
	size_t n = put_signal(tlvs, 0, 0x10, sequence, (uint32_t)(wire_now_ns() / 1000));

	out_len += wire_build(out + out_len, 0x80, h, tlvs, n);
}

static void burst(int fd, unsigned count, unsigned rate)
{
	uint64_t begin = wire_now_ns();

	for (unsigned i = 0; i < count; i++) {
		if (rate) {
			uint64_t due = begin + (uint64_t)i * 1000000000u / rate;
			struct timespec t = { .tv_sec = (time_t)(due / 1000000000u),
					      .tv_nsec = (long)(due % 1000000000u) };

			clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
		}
		put_indication((uint16_t)i);
		if (rate || i % BATCH == BATCH - 1 || i + 1 == count)
			flush_all(fd);
	}
}

static void control(int listener, int modem)
{
	char line[64] = "";
	unsigned count, rate;
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	ssize_t n = read(fd, line, sizeof(line) - 1);

	if (n > 0 && sscanf(line, "%u %u", &count, &rate) == 2)
		burst(modem, count, rate);
	close(fd);
}

int main(int argc, char **argv)
{
	int listener, controller;

	if (argc != 3) {
		fprintf(stderr, "usage: bench-modem SOCKET CONTROL-SOCKET\n");
		return 2;
	}
	prepare_answers();
	controller = wire_listen(argv[2]);
	listener = wire_listen(argv[1]);
	for (;;) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		struct pollfd p[2] = { { .fd = fd, .events = POLLIN },
				       { .fd = controller, .events = POLLIN } };

		in_len = out_at = out_len = 0;
		for (bool up = true; up;) {
			p[0].events = (short)(POLLIN | (out_len ? POLLOUT : 0));
			poll(p, 2, -1);
			if (p[1].revents)
				control(controller, fd);
			if (p[0].revents & POLLOUT)
				flush_some(fd);
			if (p[0].revents & ~POLLOUT)
				up = serve(fd);
		}
		close(fd);
	}
}
