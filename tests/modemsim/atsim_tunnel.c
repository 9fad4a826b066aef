/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT inside QMI: service ATR is one more AT port, at the other end of a socket pair. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "atsim_state.h"
#include "world_state.h"

enum { SERVICE_ATR = 0xED };

struct atsim_tunnel {
	struct modem *m;
	struct port port; /* our end */
	uint8_t cid;	  /* who sent last, and so hears what the AT port says */
};

/* What the AT port says, as indications. */
static void bytes_ready(void *ctx, struct cur bytes)
{
	struct atsim_tunnel *t = ctx;
	uint16_t row = world_row(&t->m->store, "@atr.received");
	struct cur part;

	while (bytes.n && t->cid) {
		uint8_t tlvs[ATSIM_ARG + 8];
		struct wtr w = { tlvs, sizeof(tlvs), 0 };
		size_t n = bytes.n < ATSIM_ARG ? bytes.n : ATSIM_ARG;

		if (!cur_take(&bytes, n, &part) || !wtr_u8(&w, 0x01) ||
		    !wtr_u16(&w, (uint16_t)(n + 2)) || !wtr_u16(&w, (uint16_t)n) ||
		    !wtr_bytes(&w, part))
			abort();
		modem_indicate(t->m, row, t->cid, (struct cur){ w.p, w.len });
	}
	port_flush(&t->m->port);
}

static void ended(void *ctx)
{
	(void)ctx;
}

int atsim_open_tunnel(struct atsim *a)
{
	struct atsim_tunnel *t = calloc(1, sizeof(*t));
	int pair[2], error;

	if (!t || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
		free(t);
		return -ENOMEM;
	}
	t->m = a->m;
	port_init(&t->port);
	t->port.ctx = t;
	t->port.on_bytes = bytes_ready;
	t->port.on_end = ended;
	a->tunnel = t;
	store_setf(&t->m->store, "atr.send");
	modem_set_pool(t->m, SERVICE_ATR, CLIENTS_DEFAULT_POOL);
	error = port_open(&t->port, PORT_FD, NULL, pair[0]);
	return error ? error : atsim_open(a, PORT_FD, NULL, pair[1]);
}

void atsim_tunnel_free(struct atsim_tunnel *t)
{
	if (t)
		port_close(&t->port);
	free(t);
}

static void take_send(struct modem *m, const struct message *request)
{
	struct cur text = world_request(m, 0x01);
	struct atsim_tunnel *t = m->at ? m->at->tunnel : NULL;

	if (!t)
		return;
	(void)world_u16(&text);
	t->cid = request->cid;
	port_send(&t->port, text);
	port_flush(&t->port);
}

const struct world_row world_tunnel[] = {
	{ "atr.send", take_send },
	{ NULL, NULL },
};
