/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Netlink messages, made and taken apart in memory of fixed size: no I/O, no allocation. Lengths
 * are checked against what is there, although the kernel wrote them. Numbers have the host's order
 * but for those of nftables, which is why both are here.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Messages that follow one another, as they are sent. */
struct netlink_out {
	uint8_t *p;
	size_t cap, len;
	size_t message; /* where the current message begins */
	bool full;	/* something did not fit: nothing may be sent */
};

struct netlink_head {
	uint16_t type, flags;
	uint32_t sequence;
};

struct netlink_out netlink_out_init(void *memory, size_t cap);
/* Begins a message; `body` is what comes before its attributes. */
void netlink_begin(struct netlink_out *o, const struct netlink_head *h, const void *body,
		   size_t len);
/* Sets its length. */
void netlink_end(struct netlink_out *o);
void netlink_put(struct netlink_out *o, uint16_t type, const void *value, size_t len);
void netlink_put_u32(struct netlink_out *o, uint16_t type, uint32_t value);
/* In network order. */
void netlink_put_be32(struct netlink_out *o, uint16_t type, uint32_t value);
/* With its terminating NUL. */
void netlink_put_text(struct netlink_out *o, uint16_t type, const char *text);
/* What is put until netlink_close() is inside. Returns what that is to be told. */
size_t netlink_open(struct netlink_out *o, uint16_t type);
void netlink_close(struct netlink_out *o, size_t at);

/* Bytes that are read from the front. */
struct netlink_in {
	const uint8_t *p;
	size_t n;
};

struct netlink_message {
	uint16_t type, flags;
	uint32_t sequence, port; /* of whose request it is the consequence; 0: the kernel's own */
	struct netlink_in body;
};

struct netlink_attribute {
	uint16_t type; /* without flags */
	struct netlink_in value;
};

/* The next message; false at the end, and where what is left is none. */
bool netlink_next(struct netlink_in *in, struct netlink_message *out);
/* The next attribute; the same. */
bool netlink_next_attribute(struct netlink_in *in, struct netlink_attribute *out);
/* A struct of fixed size at the front; false where it is shorter. */
bool netlink_take(struct netlink_in *in, void *out, size_t len);
/* A value of just this size. */
bool netlink_value(const struct netlink_in *in, void *out, size_t len);
/* A text with its NUL, which is cut where `cap` is too small; false where there is no NUL. */
bool netlink_text(const struct netlink_in *in, char *out, size_t cap);
/* What an NLMSG_ERROR says: 0 or -errno; -EBADMSG where it says nothing. */
int netlink_error(const struct netlink_message *m);
