/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of an AT port: echo, lines, what stands behind a prompt, data mode. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include "atsim_state.h"

enum { ESCAPE = 0x1B, SUBSTITUTE = 0x1A, BACKSPACE = 8, SPEED_MS = 50 };

void atsim_send(struct atsim_port *p, const char *bytes, size_t len)
{
	if (p->a->m->verbosity > 1)
		fprintf(stderr, "at< %.*s\n", (int)len, bytes);
	if (len)
		port_send(&p->port, (struct cur){ (const uint8_t *)bytes, len });
	port_flush(&p->port);
}

static void remember(struct atsim_port *p, const char *line, size_t len)
{
	struct atsim_received *r = &p->a->received[p->a->received_count++ % ATSIM_RECEIVED];

	r->len = len < ATSIM_LINE ? len : ATSIM_LINE;
	memcpy(r->line, line, r->len);
	r->line[r->len] = '\0';
}

/* Where a line of commands begins: behind noise, at the last "AT" that begins it. */
static char *line_start(char *line)
{
	while (*line && strncasecmp(line, "at", 2) != 0)
		line++;
	return line;
}

static void line_done(struct atsim_port *p)
{
	char *begin;

	p->line[p->line_len] = '\0';
	begin = line_start(p->line);
	if (p->line_len)
		remember(p, p->line, p->line_len);
	p->line_len = 0;
	if (p->line_is_long) {
		p->line_is_long = false;
		p->a->counters.long_lines++;
		atsim_finish(p, AT_ERROR);
		return;
	}
	if (!*begin)
		return;
	p->a->counters.lines++;
	if (p->a->m->verbosity > 0)
		fprintf(stderr, "at> %s\n", begin);
	snprintf(p->last, sizeof(p->last), "%s", begin);
	snprintf(p->rest, sizeof(p->rest), "%s", begin + 2);
	p->is_busy = true;
	atsim_run_line(p);
	atsim_refresh(p->a->m);
}

static void line_repeat(struct atsim_port *p)
{
	remember(p, p->line, p->line_len);
	p->line_len = 0;
	p->a->counters.lines++;
	if (!*p->last) {
		atsim_finish(p, AT_ERROR);
		return;
	}
	snprintf(p->rest, sizeof(p->rest), "%s", p->last + 2);
	p->is_busy = true;
	atsim_run_line(p);
}

static void take_command_byte(struct atsim_port *p, char byte)
{
	if (atsim_number(p, "E") && byte)
		port_send(&p->port, (struct cur){ (const uint8_t *)&byte, 1 });
	if (byte == '\r' || (byte == '\n' && p->line_len)) {
		line_done(p);
	} else if (byte == BACKSPACE) {
		p->line_len -= p->line_len > 0;
	} else if (byte == ESCAPE) {
		p->line_len = 0;
	} else if (byte && byte != '\n') {
		if (p->line_len < ATSIM_LINE)
			p->line[p->line_len++] = byte;
		else
			p->line_is_long = true;
		if (p->line_len == 2 && toupper((unsigned char)p->line[0]) == 'A' &&
		    p->line[1] == '/')
			line_repeat(p);
	}
}

static void take_entry_byte(struct atsim_port *p, char byte)
{
	if (atsim_number(p, "E") && byte != SUBSTITUTE && byte != ESCAPE)
		port_send(&p->port, (struct cur){ (const uint8_t *)&byte, 1 });
	if (byte == SUBSTITUTE || byte == ESCAPE) {
		p->entry[p->entry_len] = '\0';
		remember(p, p->entry, p->entry_len);
		p->is_busy = true;
		atsim_run_entry(p, byte == ESCAPE);
		atsim_refresh(p->a->m);
	} else if (p->entry_len < ATSIM_ENTRY) {
		p->entry[p->entry_len++] = byte;
	}
}

static void take_data(struct atsim_port *p)
{
	p->a->counters.data_bytes += p->in_len;
	/* The guard times of V.250 2.2: three pluses that come by themselves. */
	if (p->in_len == 3 && memcmp(p->in, "+++", 3) == 0) {
		p->mode = MODE_COMMAND;
		atsim_finish(p, AT_OK);
	} else {
		port_send(&p->port, (struct cur){ p->in, p->in_len });
		port_flush(&p->port);
	}
	p->in_len = 0;
}

static void take_input(struct atsim_port *p)
{
	size_t at = 0;

	p->is_taking = true;
	while (at < p->in_len && !p->is_busy && p->mode != MODE_DATA) {
		char byte = (char)p->in[at++];

		if (p->mode == MODE_ENTRY)
			take_entry_byte(p, byte);
		else
			take_command_byte(p, byte);
	}
	memmove(p->in, p->in + at, p->in_len - at);
	p->in_len -= at;
	p->is_taking = false;
	if (p->mode == MODE_DATA && p->in_len)
		take_data(p);
}

/* A new open of the device begins no command in the middle. */
static void begin_open(struct atsim_port *p)
{
	p->opens = (unsigned)p->port.counters.opens;
	p->in_len = p->line_len = p->entry_len = 0;
	p->line_is_long = false;
	if (p->mode == MODE_DATA)
		atsim_data_end(p, false);
	p->mode = MODE_COMMAND;
	p->is_busy = false;
	p->answer.len = p->codes.len = 0;
	p->has_line = false;
	osmo_timer_del(&p->answer_timer);
}

static void bytes_ready(void *ctx, struct cur bytes)
{
	struct atsim_port *p = ctx;

	if (p->opens != p->port.counters.opens)
		begin_open(p);
	if (bytes.n > sizeof(p->in) - p->in_len)
		bytes.n = sizeof(p->in) - p->in_len;
	memcpy(p->in + p->in_len, bytes.p, bytes.n);
	p->in_len += bytes.n;
	take_input(p);
}

void atsim_port_done(struct atsim_port *p)
{
	p->is_busy = false;
	if (p->mode == MODE_COMMAND && p->codes.len) {
		atsim_send(p, p->codes.bytes, p->codes.len);
		p->codes.len = 0;
	}
	/* From a timer: nobody else goes on with what waits. */
	if (!p->is_taking && p->in_len)
		take_input(p);
}

/* A pty has no DTR: a client hangs up by setting speed 0 (FIELD-NOTES A19). */
static void speed_due(void *data)
{
	struct atsim_port *p = data;
	struct termios now;

	if (p->mode != MODE_DATA)
		return;
	if (p->port.pty_slave >= 0 && tcgetattr(p->port.pty_slave, &now) == 0 &&
	    cfgetospeed(&now) == B0)
		atsim_data_end(p, true);
	else
		modem_schedule(&p->data_timer, SPEED_MS);
}

void atsim_data_begin(struct atsim_port *p)
{
	p->mode = MODE_DATA;
	osmo_timer_setup(&p->data_timer, speed_due, p);
	modem_schedule(&p->data_timer, SPEED_MS);
}

void atsim_data_end(struct atsim_port *p, bool say)
{
	struct atsim_text t = { 0 };

	osmo_timer_del(&p->data_timer);
	p->mode = MODE_COMMAND;
	p->is_busy = false;
	for (size_t i = 0; i < ATSIM_CONTEXTS; i++)
		p->a->contexts[i].is_active = false;
	if (!say)
		return;
	atsim_final(p, &t, AT_NO_CARRIER);
	atsim_send(p, t.bytes, t.len);
}

static void port_ended(void *ctx)
{
	begin_open(ctx);
}

struct atsim_port *atsim_port_new(struct atsim *a)
{
	struct atsim_port *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->a = a;
	port_init(&p->port);
	p->port.ctx = p;
	p->port.on_bytes = bytes_ready;
	p->port.on_end = port_ended;
	atsim_defaults(p);
	return p;
}

void atsim_port_free(struct atsim_port *p)
{
	osmo_timer_del(&p->answer_timer);
	osmo_timer_del(&p->data_timer);
	port_close(&p->port);
	free(p);
}
