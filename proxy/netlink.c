// SPDX-License-Identifier: GPL-2.0-or-later
/* Netlink messages; linux/netlink.h has the layout: headers and values are aligned to 4 bytes. */
#include "netlink.h"
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

enum { HEADER = sizeof(struct nlmsghdr), ATTRIBUTE = sizeof(struct nlattr) };

static size_t aligned(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

struct netlink_out netlink_out_init(void *memory, size_t cap)
{
	return (struct netlink_out){ .p = memory, .cap = cap };
}

/* Appends bytes and what aligns them. */
static void append(struct netlink_out *o, const void *bytes, size_t len)
{
	if (o->full || o->cap - o->len < aligned(len)) {
		o->full = true;
		return;
	}
	memset(o->p + o->len, 0, aligned(len));
	if (len > 0)
		memcpy(o->p + o->len, bytes, len);
	o->len += aligned(len);
}

void netlink_begin(struct netlink_out *o, const struct netlink_head *h, const void *body,
		   size_t len)
{
	const struct nlmsghdr head = { .nlmsg_type = h->type,
				       .nlmsg_flags = (uint16_t)(h->flags | NLM_F_REQUEST),
				       .nlmsg_seq = h->sequence };

	o->message = o->len;
	append(o, &head, sizeof(head));
	append(o, body, len);
}

void netlink_end(struct netlink_out *o)
{
	uint32_t len = (uint32_t)(o->len - o->message);

	if (!o->full)
		memcpy(o->p + o->message, &len, sizeof(len));
}

void netlink_put(struct netlink_out *o, uint16_t type, const void *value, size_t len)
{
	const struct nlattr head = { .nla_len = (uint16_t)(ATTRIBUTE + len), .nla_type = type };

	append(o, &head, sizeof(head));
	append(o, value, len);
}

void netlink_put_u32(struct netlink_out *o, uint16_t type, uint32_t value)
{
	netlink_put(o, type, &value, sizeof(value));
}

void netlink_put_be32(struct netlink_out *o, uint16_t type, uint32_t value)
{
	netlink_put_u32(o, type, htonl(value));
}

void netlink_put_text(struct netlink_out *o, uint16_t type, const char *text)
{
	netlink_put(o, type, text, strlen(text) + 1);
}

size_t netlink_open(struct netlink_out *o, uint16_t type)
{
	size_t at = o->len;

	netlink_put(o, (uint16_t)(type | NLA_F_NESTED), NULL, 0);
	return at;
}

void netlink_close(struct netlink_out *o, size_t at)
{
	uint16_t len = (uint16_t)(o->len - at);

	if (!o->full)
		memcpy(o->p + at, &len, sizeof(len));
}

/* Takes `len` bytes, whole with what aligns them where that is there. */
static struct netlink_in cut(struct netlink_in *in, size_t len)
{
	struct netlink_in out = { in->p, len };
	size_t step = aligned(len) < in->n ? aligned(len) : in->n;

	in->p += step;
	in->n -= step;
	return out;
}

bool netlink_take(struct netlink_in *in, void *out, size_t len)
{
	if (in->n < len)
		return false;
	memcpy(out, in->p, len);
	(void)cut(in, len);
	return true;
}

bool netlink_next(struct netlink_in *in, struct netlink_message *out)
{
	struct nlmsghdr head;

	if (in->n < HEADER)
		return false;
	memcpy(&head, in->p, HEADER);
	if (head.nlmsg_len < HEADER || head.nlmsg_len > in->n)
		return false;
	out->type = head.nlmsg_type;
	out->flags = head.nlmsg_flags;
	out->sequence = head.nlmsg_seq;
	out->port = head.nlmsg_pid;
	out->body = cut(in, head.nlmsg_len);
	(void)cut(&out->body, HEADER);
	return true;
}

bool netlink_next_attribute(struct netlink_in *in, struct netlink_attribute *out)
{
	struct nlattr head;

	if (in->n < ATTRIBUTE)
		return false;
	memcpy(&head, in->p, ATTRIBUTE);
	if (head.nla_len < ATTRIBUTE || head.nla_len > in->n)
		return false;
	out->type = head.nla_type & NLA_TYPE_MASK;
	out->value = cut(in, head.nla_len);
	(void)cut(&out->value, ATTRIBUTE);
	return true;
}

bool netlink_value(const struct netlink_in *in, void *out, size_t len)
{
	if (in->n != len)
		return false;
	memcpy(out, in->p, len);
	return true;
}

bool netlink_text(const struct netlink_in *in, char *out, size_t cap)
{
	size_t len = strnlen((const char *)in->p, in->n);

	if (len == in->n)
		return false;
	if (len >= cap)
		len = cap - 1;
	memset(out, 0, cap);
	memcpy(out, in->p, len);
	return true;
}

int netlink_error(const struct netlink_message *m)
{
	int32_t error;

	if (m->type != NLMSG_ERROR || m->body.n < sizeof(error))
		return -EBADMSG;
	memcpy(&error, m->body.p, sizeof(error));
	return error > 0 ? -EBADMSG : error;
}
