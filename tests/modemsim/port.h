/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modem's port: a listening unix socket, a pty or a given descriptor, with its faults. */
#pragma once

#include <osmocom/core/select.h>
#include <osmocom/core/timer.h>

#include "../../parsers/cursor.h"

enum port_kind { PORT_NONE, PORT_UNIX, PORT_PTY, PORT_FD };
/* The largest frame is 65,536 bytes; a read holds at least one and usually many. */
enum { PORT_RX_SIZE = 2 * 65536, PORT_TX_SIZE = 4 * 1024 * 1024 };

struct port_counters {
	uint64_t rx_bytes, rx_frames, rx_garbage; /* garbage: bytes that begin no frame */
	uint64_t tx_bytes, tx_frames, tx_lost;	  /* lost: no room, or nobody has the port open */
	uint64_t opens, closes;
};

struct port {
	enum port_kind kind;
	const char *path; /* of the socket or of the link to the pty */
	void *ctx;
	void (*on_frame)(void *ctx, struct cur frame);
	void (*on_bytes)(void *ctx, struct cur bytes); /* set: no frames, each read as it is */
	void (*on_end)(void *ctx); /* PORT_FD, and with on_bytes: the other side closed */
	struct osmo_fd listener, conn;
	int pty_slave;		 /* kept open, so that the pty lives on between opens */
	struct osmo_timer_list drip_timer, back_timer;
	unsigned drip_ms;	 /* 0: no drip */
	bool is_stalled, is_away;
	size_t rx_len, tx_at, tx_len;
	struct port_counters counters;
	uint8_t rx[PORT_RX_SIZE];
	uint8_t tx[PORT_TX_SIZE];
};

/* Makes a zeroed port a closed one. */
void port_init(struct port *p);
/* Opens; `fd` is for PORT_FD only. 0 or -errno. */
int port_open(struct port *p, enum port_kind kind, const char *path, int fd);
/* A stream socket that listens at `path`, in the place of one that was there; or -errno. */
int port_listen(const char *path);
/* Closes all and removes the socket or link. */
void port_close(struct port *p);
/* Queues whole frames or any bytes; lost, and counted so, where the queue is full. */
void port_send(struct port *p, struct cur bytes);
/* Writes as much of the queue as the other side takes now. */
void port_flush(struct port *p);
/* Stops or resumes reading. */
void port_stall(struct port *p, bool stalled);
/* Sends one byte each `ms`; 0 ends it and sends the rest at once. */
void port_drip(struct port *p, unsigned ms);
/* Closes and stops listening, and comes back after `ms` (0: stays away). */
void port_disappear(struct port *p, unsigned ms);
