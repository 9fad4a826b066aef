/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wrong framing and wrong headers: one fault in one frame. */
#include <string.h>

#include "mutate.h"

enum { AT_LENGTH = 1, AT_FLAGS = 3, AT_SERVICE = 4, AT_CID = 5, AT_TYPE = 6, AT_TXID = 7 };
enum { CTL_BODY = 12, SERVICE_BODY = 13, RESULT_SIZE = 7 };

size_t mutate_body(const struct frame_out *f)
{
	return f->bytes[AT_SERVICE] == 0 ? CTL_BODY : SERVICE_BODY;
}

static uint16_t get_u16(const struct frame_out *f, size_t at)
{
	return (uint16_t)(f->bytes[at] | f->bytes[at + 1] << 8);
}

static void put_u16(struct frame_out *f, size_t at, size_t v)
{
	f->bytes[at] = (uint8_t)v;
	f->bytes[at + 1] = (uint8_t)(v >> 8);
}

static size_t at_message(const struct frame_out *f)
{
	return mutate_body(f) - 4;
}

void mutate_settle(struct frame_out *f)
{
	put_u16(f, AT_LENGTH, f->len - 1);
	put_u16(f, mutate_body(f) - 2, f->len - mutate_body(f));
}

bool mutate_append(struct frame_out *f, uint8_t tag, uint8_t fill, size_t len)
{
	if (f->len + 3 + len > UINT16_MAX)
		return false;
	f->bytes[f->len] = tag;
	put_u16(f, f->len + 1, len);
	memset(f->bytes + f->len + 3, fill, len);
	f->len += 3 + len;
	mutate_settle(f);
	return true;
}

bool mutate_truncate(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	if (n < 0)
		n = (long)f->len / 2;
	if (n < 1 || (size_t)n >= f->len)
		return false;
	f->len = (size_t)n;
	return true;
}

bool mutate_overlong(struct modem *m, struct frame_out *f, long n)
{
	size_t more = n < 1 ? 1 : (size_t)n;

	(void)m;
	if (f->len + more > UINT16_MAX)
		return false;
	memset(f->bytes + f->len, 0, more);
	f->len += more;
	put_u16(f, AT_LENGTH, f->len - 1);
	return true;
}

bool mutate_frame_length(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	put_u16(f, AT_LENGTH, f->len - 1 - (n < 1 ? 1 : (size_t)n));
	return true;
}

bool mutate_body_length(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	put_u16(f, mutate_body(f) - 2, f->len - mutate_body(f) + (n < 1 ? 1 : (size_t)n));
	return true;
}

bool mutate_short_frame(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	put_u16(f, AT_LENGTH, n < 0 ? 0 : (size_t)n);
	return true;
}

bool mutate_marker(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	f->bytes[0] = n < 0 ? 0x7e : (uint8_t)n;
	return true;
}

/* The frame that libqmi and its proxy use between them: 16-bit service, no flags. */
bool mutate_wide_marker(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	f->bytes[0] = WIDE_MARKER;
	f->bytes[AT_FLAGS] = 0x90; /* service 0x0190, SSC */
	f->bytes[AT_SERVICE] = 0x01;
	return true;
}

bool mutate_flags(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	f->bytes[AT_FLAGS] = n < 0 ? 0x40 : (uint8_t)n;
	return true;
}

bool mutate_type(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	f->bytes[AT_TYPE] = n < 0 ? 0x40 : (uint8_t)n;
	return true;
}

bool mutate_request(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	f->bytes[AT_TYPE] = 0;
	return true;
}

bool mutate_ctl_cid(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	if (f->bytes[AT_SERVICE] != 0)
		return false;
	f->bytes[AT_CID] = n < 0 ? 5 : (uint8_t)n;
	return true;
}

bool mutate_service(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	if (f->bytes[AT_SERVICE] == 0)
		return false;
	f->bytes[AT_SERVICE] = n < 0 ? 0xEE : (uint8_t)n;
	return true;
}

/* A client id that nobody has. */
bool mutate_cid(struct modem *m, struct frame_out *f, long n)
{
	uint8_t service = f->bytes[AT_SERVICE];
	uint8_t cid = n < 0 ? 254 : (uint8_t)n;

	if (service == 0)
		return false;
	while (n < 0 && cid > 1 && clients_holds(&m->clients, service, cid))
		cid--;
	f->bytes[AT_CID] = cid;
	return true;
}

/* The client id of somebody else, where there is one. */
bool mutate_foreign_cid(struct modem *m, struct frame_out *f, long n)
{
	uint8_t service = f->bytes[AT_SERVICE], own = f->bytes[AT_CID], other;

	if (service == 0)
		return false;
	other = clients_next(&m->clients, service, own);
	if (!other)
		other = clients_next(&m->clients, service, 0);
	if (!other || other == own)
		return mutate_cid(m, f, n);
	f->bytes[AT_CID] = other;
	return true;
}

bool mutate_transaction(struct modem *m, struct frame_out *f, long n)
{
	size_t size = f->bytes[AT_SERVICE] == 0 ? 1 : 2;

	(void)m;
	(void)n;
	for (size_t i = 0; i < size; i++)
		f->bytes[AT_TXID + i] ^= 0x5a;
	return true;
}

bool mutate_unknown_message(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	put_u16(f, at_message(f), n < 0 ? 0xEEEE : (size_t)n);
	return true;
}

/* Only the result is left of the body: such an answer fits many messages. */
static bool leave_result(struct frame_out *f)
{
	size_t body = mutate_body(f);

	if (f->len < body + RESULT_SIZE || f->bytes[body] != 0x02)
		return false;
	f->len = body + RESULT_SIZE;
	mutate_settle(f);
	return true;
}

static bool is_result_only(const struct message_def *def)
{
	return !def->is_indication && !def->vendor && def->tlvs[TYPE_RESPONSE].n == 1;
}

/* The answer becomes one to another message of the same service. */
bool mutate_other_message(struct modem *m, struct frame_out *f, long n)
{
	const struct service_def *service = schema_service(f->bytes[AT_SERVICE]);

	(void)m;
	(void)n;
	if (f->type != TYPE_RESPONSE || !service)
		return false;
	for (size_t i = 0; i < service->n; i++) {
		const struct message_def *def = &service->messages[i];

		if (!is_result_only(def) || def->id == get_u16(f, at_message(f)))
			continue;
		if (!leave_result(f))
			return false;
		put_u16(f, at_message(f), def->id);
		return true;
	}
	return false;
}

/* The answer becomes one of another service, with the same client and transaction ids. */
bool mutate_other_service(struct modem *m, struct frame_out *f, long n)
{
	uint8_t own = f->bytes[AT_SERVICE];

	(void)m;
	(void)n;
	if (f->type != TYPE_RESPONSE || own == 0)
		return false;
	for (size_t i = 0; i < schema_service_count; i++) {
		const struct service_def *s = schema_services[i];

		if (s->id == own || s->id == 0 || s->id > 0xff || !s->n ||
		    !is_result_only(&s->messages[0]))
			continue;
		if (!leave_result(f))
			return false;
		f->bytes[AT_SERVICE] = (uint8_t)s->id;
		put_u16(f, at_message(f), s->messages[0].id);
		return true;
	}
	return false;
}
