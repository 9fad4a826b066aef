/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The load generator: clients of the qmi-proxy protocol with a fixed window of requests each, or
 * listeners to a burst of indications. It says "ready", runs at a line on its input, prints one
 * line of JSON and keeps its clients connected until its input ends. Every answer is accounted for.
 */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

enum { MAX_CLIENTS = 64, TABLE = 1024, READ_SIZE = 131072, STALL_MS = 10000 };

struct pending {
	uint64_t sent_ns;
	uint16_t txid;
	uint8_t used;
};

struct client {
	int fd;
	uint8_t cid;
	uint16_t txid;
	unsigned to_send, received;
	uint8_t buffer[READ_SIZE];
	size_t len;
	struct pending pending[TABLE];
};

static struct {
	const char *socket, *device, *control;
	unsigned clients, window, messages, answer, rate;
} opt = { .device = "/dev/cdc-wdm0", .clients = 1, .window = 1, .messages = 10000, .answer = 60 };

static struct client clients[MAX_CLIENTS];
static uint32_t *samples;
static size_t n_samples, max_samples;
static unsigned unexpected, malformed, refused, out_of_order;

static void take_sample(uint64_t ns)
{
	if (n_samples < max_samples)
		samples[n_samples++] = ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

/* One request and its answer, while the client is being set up. */
static void exchange(struct client *c, struct wire_head h, const uint8_t *tlvs, size_t n,
		     struct wire_frame *answer)
{
	uint8_t out[512];
	size_t len = wire_build(out, 0, h, tlvs, n);

	if (!wire_send(c->fd, out, len))
		wire_die("load: send");
	for (c->len = 0;;) {
		ssize_t got = recv(c->fd, c->buffer + c->len, READ_SIZE - c->len, 0);

		if (got <= 0)
			wire_die("load: the relay hung up");
		c->len += (size_t)got;
		if (wire_cut(c->buffer, c->len, answer) > 0)
			break;
	}
	n = 0;
	tlvs = wire_tlv(answer, 0x02, &n);
	if (answer->head.id != h.id || !tlvs || n != 4 || tlvs[0] || tlvs[2]) {
		fprintf(stderr, "load: request 0x%04x was refused\n", h.id);
		exit(2);
	}
	c->len = 0;
}

static void open_client(struct client *c)
{
	struct wire_head h = { .txid = 1, .id = WIRE_PROXY_OPEN };
	struct wire_frame f;
	uint8_t tlvs[256];
	size_t n;
	const uint8_t *v;

	c->fd = wire_connect(opt.socket);
	n = wire_put_tlv(tlvs, 0, 0x01, opt.device, strlen(opt.device));
	exchange(c, h, tlvs, n, &f);
	h.txid = 2;
	h.id = WIRE_ALLOCATE;
	n = wire_put_tlv(tlvs, 0, 0x01, "\x03", 1);
	exchange(c, h, tlvs, n, &f);
	v = wire_tlv(&f, 0x01, &n);
	if (!v || n != 2) {
		fprintf(stderr, "load: no client id\n");
		exit(2);
	}
	c->cid = v[1];
}

/* Up to `n` requests in one write. */
static void send_requests(struct client *c, unsigned n)
{
	static uint8_t out[TABLE * 32];
	struct wire_head h = { .service = WIRE_NAS, .cid = c->cid };
	size_t len = 0;

	h.id = opt.answer == WIRE_LONG_ANSWER ? WIRE_NETWORK_SCAN : WIRE_SIGNAL_INFO;
	for (; n && c->to_send; n--, c->to_send--) {
		struct pending *p;

		c->txid = c->txid == UINT16_MAX ? 1 : (uint16_t)(c->txid + 1);
		p = &c->pending[c->txid % TABLE];
		h.txid = p->txid = c->txid;
		p->used = 1;
		p->sent_ns = wire_now_ns();
		len += wire_build(out + len, 0, h, NULL, 0);
	}
	if (!wire_send(c->fd, out, len))
		wire_die("load: send");
}

static void take_answer(struct client *c, const struct wire_frame *f)
{
	struct pending *p = &c->pending[f->head.txid % TABLE];
	size_t n;
	const uint8_t *v = wire_tlv(f, 0x02, &n);

	if (f->head.flags != WIRE_RESPONSE || !p->used || p->txid != f->head.txid ||
	    f->head.cid != c->cid || f->head.service != WIRE_NAS) {
		unexpected++;
		return;
	}
	p->used = 0;
	c->received++;
	take_sample(wire_now_ns() - p->sent_ns);
	if (!v || n != 4 || v[0])
		refused++;
	else if (f->len != opt.answer)
		malformed++;
}

/* The indication carries a counter (16 bits) and the time of its sending (µs, 32 bits). */
static void take_indication(struct client *c, const struct wire_frame *f)
{
	size_t n, m;
	const uint8_t *count = wire_tlv(f, 0x10, &n), *stamp = wire_tlv(f, 0x11, &m);
	uint32_t us;

	if (f->head.flags != WIRE_INDICATION || !count || n != 3 || !stamp || m != 8) {
		unexpected++;
		return;
	}
	if ((uint16_t)(count[1] + 256u * count[2]) != (uint16_t)c->received)
		out_of_order++;
	memcpy(&us, stamp + 4, 4);
	take_sample((uint64_t)((uint32_t)(wire_now_ns() / 1000) - us) * 1000);
	c->received++;
}

/* Returns how many frames came. */
static unsigned read_client(struct client *c)
{
	ssize_t n = recv(c->fd, c->buffer + c->len, READ_SIZE - c->len, MSG_DONTWAIT);
	struct wire_frame f;
	unsigned frames = 0;
	size_t at = 0;
	long cut;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0)
		wire_die("load: the relay hung up");
	c->len += (size_t)n;
	while ((cut = wire_cut(c->buffer + at, c->len - at, &f)) > 0) {
		if (opt.control)
			take_indication(c, &f);
		else
			take_answer(c, &f);
		frames++;
		at += (size_t)cut;
	}
	if (cut < 0)
		wire_die("load: no frame");
	memmove(c->buffer, c->buffer + at, c->len - at);
	c->len -= at;
	return frames;
}

static void start(void)
{
	char line[64];
	int fd;

	if (!opt.control) {
		for (unsigned i = 0; i < opt.clients; i++) {
			clients[i].to_send = opt.messages / opt.clients;
			send_requests(&clients[i], opt.window);
		}
		return;
	}
	fd = wire_connect(opt.control);
	snprintf(line, sizeof(line), "%u %u\n", opt.messages, opt.rate);
	if (!wire_send(fd, (const uint8_t *)line, strlen(line)))
		wire_die("load: control");
	/* The modem reads the line before it closes: no need to keep the descriptor tidy. */
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void report(unsigned expected, unsigned received, uint64_t ns)
{
	uint32_t p50 = 0, p99 = 0;

	qsort(samples, n_samples, sizeof(*samples), compare);
	if (n_samples) {
		p50 = samples[n_samples / 2];
		p99 = samples[n_samples * 99 / 100];
	}
	printf("{\"expected\": %u, \"received\": %u, \"seconds\": %.6f, \"p50_us\": %.1f, "
	       "\"p99_us\": %.1f, \"unexpected\": %u, \"malformed\": %u, \"refused\": %u, "
	       "\"out_of_order\": %u}\n",
	       expected, received, (double)ns / 1e9, p50 / 1e3, p99 / 1e3, unexpected, malformed,
	       refused, out_of_order);
	fflush(stdout);
}

static void run(int epoll_fd)
{
	unsigned expected =
		opt.control ? opt.messages * opt.clients : opt.messages / opt.clients * opt.clients;
	struct epoll_event events[MAX_CLIENTS];
	unsigned received = 0;
	uint64_t begin = wire_now_ns(), end = begin;

	start();
	while (received < expected) {
		int n = epoll_wait(epoll_fd, events, MAX_CLIENTS, STALL_MS);

		if (n == 0)
			break; /* the rest is lost, and reported as such */
		for (int i = 0; i < n; i++) {
			struct client *c = &clients[events[i].data.u32];
			unsigned frames = read_client(c);

			received += frames;
			if (!opt.control)
				send_requests(c, frames);
		}
		end = wire_now_ns();
	}
	report(expected, received, end - begin);
}

static void parse_options(int argc, char **argv)
{
	static const struct option options[] = {
		{ "socket", 1, NULL, 's' },
		{ "device", 1, NULL, 'd' },
		{ "clients", 1, NULL, 'c' },
		{ "window", 1, NULL, 'w' },
		{ "messages", 1, NULL, 'n' },
		{ "answer", 1, NULL, 'a' },
		{ "control", 1, NULL, 'i' },
		{ "rate", 1, NULL, 'r' },
		{ 0 },
	};
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 's':
			opt.socket = optarg;
			break;
		case 'd':
			opt.device = optarg;
			break;
		case 'i':
			opt.control = optarg;
			break;
		case 'c':
			opt.clients = (unsigned)atoi(optarg);
			break;
		case 'w':
			opt.window = (unsigned)atoi(optarg);
			break;
		case 'n':
			opt.messages = (unsigned)atoi(optarg);
			break;
		case 'a':
			opt.answer = (unsigned)atoi(optarg);
			break;
		case 'r':
			opt.rate = (unsigned)atoi(optarg);
			break;
		default:
			exit(2);
		}
	}
	if (!opt.socket || !opt.clients || opt.clients > MAX_CLIENTS || opt.window > TABLE / 2) {
		fprintf(stderr, "usage: bench-load --socket NAME [--device PATH] [--clients N]\n"
				"  [--messages N] and [--window N] [--answer 60|2048]\n"
				"  or --control MODEM-CONTROL [--rate N] for indications\n");
		exit(2);
	}
}

int main(int argc, char **argv)
{
	int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	char byte;

	parse_options(argc, argv);
	max_samples = (size_t)opt.messages * (opt.control ? opt.clients : 1);
	samples = malloc(max_samples * sizeof(*samples));
	if (!samples || epoll_fd < 0)
		wire_die("load");
	memset(samples, 0, max_samples * sizeof(*samples)); /* no page faults while measuring */
	for (uint32_t i = 0; i < opt.clients; i++) {
		struct epoll_event e = { .events = EPOLLIN, .data.u32 = i };

		open_client(&clients[i]);
		if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, clients[i].fd, &e) < 0)
			wire_die("load");
	}
	printf("ready\n");
	fflush(stdout);
	if (read(STDIN_FILENO, &byte, 1) != 1)
		return 2;
	run(epoll_fd);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}
