/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many clients at once, each with several services and a window of mixed requests: some that the
 * modem answers, some that the relay answers, some that must be refused. Every answer must belong
 * to one request of that client that still waits, and say what is expected. Prints one line of
 * JSON at the end; says "ready" before it begins and waits for a line.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../bench/wire.h"

enum { MAX_CLIENTS = 16, SERVICES = 4, PLACES = 1 + SERVICES, TXIDS = 65536, READ_SIZE = 65536 };
enum { WINDOW = 24, STALL_MS = 20000 };
enum { EXPECT_ANY_ERROR = -1 };

/* A request: place 0 is CTL, 1 and up the client's services. */
static const struct request {
	uint8_t place;
	uint16_t id;
	int error; /* QMI error code, 0: success */
	const char *tlvs;
	size_t tlvs_len;
} requests[] = {
	{ 0, 0x0021, 0, "", 0 },                      /* versions */
	{ 0, 0x0027, 0, "", 0 },                      /* sync: answered without the modem */
	{ 1, 0x0025, 0, "", 0 },                      /* DMS ids */
	{ 1, 0x0022, 0, "", 0 },                      /* DMS model */
	{ 1, 0x0020, 0, "", 0 },                      /* DMS capabilities */
	{ 1, 0x002D, 0, "", 0 },                      /* DMS operating mode */
	{ 1, 0x0024, 71, "", 0 },                     /* DMS number: denied by the policy */
	{ 1, 0x7777, EXPECT_ANY_ERROR, "", 0 },       /* no such message */
	{ 2, 0x004F, 0, "", 0 },                      /* NAS signal */
	{ 2, 0x0024, 0, "", 0 },                      /* NAS serving system */
	{ 2, 0x004D, 0, "", 0 },                      /* NAS system info */
	{ 2, 0x0021, 0, "", 0 },                      /* NAS network scan */
	{ 3, 0x0022, 0, "", 0 },                      /* WDS status */
	{ 3, 0x0024, 15, "\x01\x04\0\xFF\0\0\0", 7 }, /* WDS statistics: no call, says the modem */
	{ 4, 0x002F, 0, "", 0 },                      /* UIM card status */
	{ 4, 0x0020, EXPECT_ANY_ERROR, "\x01\x04\0\x06\0\0\0", 7 }, /* UIM: malformed */
};
enum { REQUESTS = sizeof(requests) / sizeof(requests[0]) };
static const uint8_t services[PLACES] = { 0x00, 0x02, 0x03, 0x01, 0x0B };

struct client {
	int fd;
	uint8_t cids[PLACES];
	uint16_t next[PLACES];
	/* What waits, by place and transaction: 1 + index of the request. */
	uint8_t waits[PLACES][TXIDS];
	unsigned to_send, waiting, indications;
	uint8_t buffer[READ_SIZE];
	size_t len;
};

static struct client clients[MAX_CLIENTS];
static const char *socket_name;
static unsigned sent, received, unexpected, wrong_error, wrong_id;
static uint64_t rng;

/* Marsaglia's xorshift: the same run for the same seed. */
static unsigned draw(unsigned below)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return (unsigned)(rng >> 33) % below;
}

static void send_request(struct client *c, unsigned index)
{
	const struct request *r = &requests[index];
	struct wire_head h = { .service = services[r->place],
			       .cid = c->cids[r->place],
			       .id = r->id };
	uint16_t mask = r->place ? 0xFFFF : 0xFF;
	uint8_t out[64];
	size_t n;

	do
		c->next[r->place] = (uint16_t)((c->next[r->place] + 1u) & mask);
	while (!c->next[r->place] || c->waits[r->place][c->next[r->place]]);
	h.txid = c->next[r->place];
	c->waits[r->place][h.txid] = (uint8_t)(index + 1);
	n = wire_build(out, 0, h, (const uint8_t *)r->tlvs, r->tlvs_len);
	if (!wire_send(c->fd, out, n))
		wire_die("mixed: send");
	c->waiting++;
	sent++;
}

static void refill(struct client *c)
{
	unsigned window = 1 + draw(WINDOW);

	while (c->to_send && c->waiting < window) {
		c->to_send--;
		send_request(c, draw(REQUESTS));
	}
}

static void take_response(struct client *c, const struct wire_frame *f)
{
	const struct request *r;
	const uint8_t *v;
	size_t n;
	int place, error;
	uint8_t *waits;

	for (place = 0; place < PLACES && services[place] != f->head.service; place++)
		;
	if (place == PLACES || f->head.cid != c->cids[place]) {
		unexpected++;
		return;
	}
	waits = &c->waits[place][f->head.txid];
	if (!*waits) {
		unexpected++;
		return;
	}
	r = &requests[*waits - 1];
	*waits = 0;
	c->waiting--;
	received++;
	if (r->id != f->head.id)
		wrong_id++;
	v = wire_tlv(f, 0x02, &n);
	error = v && n == 4 ? (v[0] ? v[2] + 256 * v[3] : 0) : -2;
	if (r->error == EXPECT_ANY_ERROR ? error <= 0 : error != r->error) {
		wrong_error++;
		fprintf(stderr, "service %u message 0x%04x: error %d, expected %d\n",
			services[r->place], r->id, error, r->error);
	}
}

static bool read_client(struct client *c)
{
	ssize_t n = recv(c->fd, c->buffer + c->len, READ_SIZE - c->len, MSG_DONTWAIT);
	struct wire_frame f;
	size_t at = 0;
	long cut;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false;
	c->len += (size_t)n;
	while ((cut = wire_cut(c->buffer + at, c->len - at, &f)) > 0) {
		if (f.head.flags == WIRE_INDICATION)
			c->indications++;
		else if (f.head.flags == WIRE_RESPONSE)
			take_response(c, &f);
		else
			unexpected++;
		at += (size_t)cut;
	}
	memmove(c->buffer, c->buffer + at, c->len - at);
	c->len -= at;
	return cut == 0;
}

/* One exchange while the client is being set up. */
static void exchange(struct client *c, uint16_t id, const uint8_t *tlvs, size_t n,
		     struct wire_frame *f)
{
	struct wire_head h = { .txid = 1, .id = id };
	uint8_t out[256];
	const uint8_t *v;

	if (!wire_send(c->fd, out, wire_build(out, 0, h, tlvs, n)))
		wire_die("mixed: send");
	for (c->len = 0; wire_cut(c->buffer, c->len, f) <= 0;) {
		ssize_t got = recv(c->fd, c->buffer + c->len, READ_SIZE - c->len, 0);

		if (got <= 0)
			wire_die("mixed: the relay hung up");
		c->len += (size_t)got;
	}
	v = wire_tlv(f, 0x02, &n);
	if (f->head.id != id || !v || n != 4 || v[0]) {
		fprintf(stderr, "mixed: request 0x%04x was refused\n", id);
		exit(2);
	}
	c->len = 0;
}

static void open_client(struct client *c)
{
	static const char device[] = "/dev/cdc-wdm0";
	struct wire_frame f;
	uint8_t tlvs[64];
	size_t n = wire_put_tlv(tlvs, 0, 0x01, device, strlen(device));

	c->fd = wire_connect(socket_name);
	exchange(c, WIRE_PROXY_OPEN, tlvs, n, &f);
	for (int i = 1; i < PLACES; i++) {
		const uint8_t *v;

		n = wire_put_tlv(tlvs, 0, 0x01, &services[i], 1);
		exchange(c, WIRE_ALLOCATE, tlvs, n, &f);
		v = wire_tlv(&f, 0x01, &n);
		if (!v || n != 2)
			wire_die("mixed: no client id");
		c->cids[i] = v[1];
	}
}

/* Until nothing more comes: answers that were lost are seen as missing, not waited for for ever. */
static void run(int epoll_fd, unsigned total)
{
	struct epoll_event events[MAX_CLIENTS];

	for (unsigned i = 0; i < MAX_CLIENTS; i++)
		refill(&clients[i]);
	while (received < total) {
		int n = epoll_wait(epoll_fd, events, MAX_CLIENTS, STALL_MS);

		if (n <= 0 && errno != EINTR)
			break;
		for (int i = 0; i < n; i++) {
			struct client *c = &clients[events[i].data.u32];

			if (!read_client(c))
				wire_die("mixed: the relay hung up");
			refill(c);
		}
	}
}

/* What still comes after all answers: indications, or answers that came twice. */
static void drain(int epoll_fd, int quiet_ms)
{
	struct epoll_event events[MAX_CLIENTS];
	int n;

	while ((n = epoll_wait(epoll_fd, events, MAX_CLIENTS, quiet_ms)) > 0)
		for (int i = 0; i < n; i++)
			if (!read_client(&clients[events[i].data.u32]))
				wire_die("mixed: the relay hung up");
}

static void report(unsigned total)
{
	printf("{\"sent\": %u, \"received\": %u, \"lost\": %u, \"unexpected\": %u, "
	       "\"wrong_error\": %u, \"wrong_id\": %u, \"setup\": %u, \"indications\": [",
	       sent, received, total - received, unexpected, wrong_error, wrong_id,
	       MAX_CLIENTS * PLACES);
	for (unsigned i = 0; i < MAX_CLIENTS; i++)
		printf("%s%u", i ? ", " : "", clients[i].indications);
	printf("]}\n");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	unsigned total;
	char byte;

	if (argc != 4) {
		fprintf(stderr, "usage: load-mixed SOCKET MESSAGES SEED\n");
		return 2;
	}
	socket_name = argv[1];
	total = (unsigned)atoi(argv[2]) / MAX_CLIENTS * MAX_CLIENTS;
	rng = strtoull(argv[3], NULL, 0) | 1u;
	for (uint32_t i = 0; i < MAX_CLIENTS; i++) {
		struct epoll_event e = { .events = EPOLLIN, .data.u32 = i };

		open_client(&clients[i]);
		clients[i].to_send = total / MAX_CLIENTS;
		if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, clients[i].fd, &e) < 0)
			wire_die("mixed");
	}
	printf("ready\n");
	fflush(stdout);
	if (read(STDIN_FILENO, &byte, 1) != 1)
		return 2;
	run(epoll_fd, total);
	drain(epoll_fd, 500);
	report(total);
	/* Connected until the input ends: whoever reads the counters wants us still there. */
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}
