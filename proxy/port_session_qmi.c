/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of sessions of a gate for QMI ports, and of the lobby. */
#include "port_session_rows.h"

SESSION(session, session)

const struct port_session *port_session_of(enum port_kind kind)
{
	static const struct port_session qmi = { ROW(session) };

	return kind == PORT_KINDS ? &qmi : NULL;
}
