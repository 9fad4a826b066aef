/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AT inside QMI: what a session needs of the session that judges it. To that one the service is a
 * port, and clients are the same clients, at the same slots. Only gates of links that grant the
 * tunnel link it.
 */
#pragma once

#include "port_session.h"

struct session_tunnel {
	const struct port_session *port;
	/* See at_session_offer() and at_session_fail(). */
	struct verdict (*offer)(void *s, unsigned slot, struct cur record, uint64_t now_ms);
	void (*fail)(void *s, uint64_t now_ms);
};
