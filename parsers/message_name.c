/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The name of a message: apart, since it needs all tables of QMI, which not every room has. */
#include "message.h"

const char *message_name(const struct message *m)
{
	const struct message_def *def = schema_row(m->row, NULL);

	return def ? def->name : "?";
}
