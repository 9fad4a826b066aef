/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wrong TLVs: one fault in the body of one frame. */
#include <string.h>

#include "mutate.h"

enum { RESULT_TAG = 0x02, AT_SERVICE = 4 };
enum { VERSION_INFO = 0x0021, ALLOCATE = 0x0022, RELEASE = 0x0023 };

/* One TLV of a frame: where it begins, how long its value is, its row or NULL. */
struct place {
	size_t at, len;
	const struct tlv_def *def;
};

static bool next_place(const struct frame_out *f, struct place *p)
{
	const struct message_def *def = schema_row(f->row, NULL);

	p->at = p->at ? p->at + 3 + p->len : mutate_body(f);
	if (p->at + 3 > f->len)
		return false;
	p->len = (size_t)(f->bytes[p->at + 1] | f->bytes[p->at + 2] << 8);
	p->def = def ? schema_tlv(&def->tlvs[f->type], f->bytes[p->at]) : NULL;
	return true;
}

static bool is_result(const struct frame_out *f, const struct place *p)
{
	return f->type == TYPE_RESPONSE && f->bytes[p->at] == RESULT_TAG;
}

/* Cuts `n` bytes out of a frame at `at`. */
static void cut(struct frame_out *f, size_t at, size_t n)
{
	memmove(f->bytes + at, f->bytes + at + n, f->len - at - n);
	f->len -= n;
}

static void set_len(struct frame_out *f, const struct place *p, size_t len)
{
	f->bytes[p->at + 1] = (uint8_t)len;
	f->bytes[p->at + 2] = (uint8_t)(len >> 8);
}

bool mutate_duplicate(struct modem *m, struct frame_out *f, long n)
{
	struct place p = { 0 }, last = { 0 };

	(void)m;
	(void)n;
	while (next_place(f, &p))
		last = p;
	if (!last.at || f->len + 3 + last.len > UINT16_MAX)
		return false;
	memcpy(f->bytes + f->len, f->bytes + last.at, 3 + last.len);
	f->len += 3 + last.len;
	mutate_settle(f);
	return true;
}

/* The last TLV says that it goes on behind the end of the message. */
bool mutate_tlv_truncate(struct modem *m, struct frame_out *f, long n)
{
	struct place p = { 0 }, last = { 0 };

	(void)m;
	while (next_place(f, &p))
		last = p;
	if (!last.at)
		return false;
	set_len(f, &last, last.len + (n < 1 ? 1 : (size_t)n));
	return true;
}

/* Numbers and sequences of them have one length only; a string to the end has any. */
static bool has_fixed_end(const struct place *p)
{
	return p->def && p->len > 0 && !strstr(p->def->shape, "srest");
}

bool mutate_short_value(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	for (struct place p = { 0 }; next_place(f, &p);) {
		if (!has_fixed_end(&p) || p.len < 2 || is_result(f, &p) ||
		    strpbrk(p.def->shape, "as"))
			continue;
		cut(f, p.at + 3 + p.len - 1, 1);
		set_len(f, &p, p.len - 1);
		mutate_settle(f);
		return true;
	}
	return false;
}

static bool remove_where(struct frame_out *f, bool want_result)
{
	for (struct place p = { 0 }; next_place(f, &p);) {
		bool is_mandatory = p.def && (p.def->flags & TLV_MANDATORY) &&
				    !(p.def->flags & TLV_TOLERANT);

		if (!is_mandatory || is_result(f, &p) != want_result)
			continue;
		cut(f, p.at, 3 + p.len);
		mutate_settle(f);
		return true;
	}
	return false;
}

bool mutate_missing(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	return remove_where(f, false);
}

bool mutate_no_result(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	return remove_where(f, true);
}

bool mutate_unknown_tlv(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	return mutate_append(f, n < 0 ? 0xEE : (uint8_t)n, 0xA5, 4);
}

bool mutate_trailing(struct modem *m, struct frame_out *f, long n)
{
	size_t more = n < 1 ? 1 : (size_t)n;

	(void)m;
	for (struct place p = { 0 }; next_place(f, &p);) {
		size_t end = p.at + 3 + p.len;

		if (!has_fixed_end(&p) || f->len + more > UINT16_MAX || is_result(f, &p))
			continue;
		memmove(f->bytes + end + more, f->bytes + end, f->len - end);
		memset(f->bytes + end, 0xA5, more);
		f->len += more;
		set_len(f, &p, p.len + more);
		mutate_settle(f);
		return true;
	}
	return false;
}

bool mutate_empty_tlv(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	(void)n;
	for (struct place p = { 0 }; next_place(f, &p);) {
		if (!has_fixed_end(&p) || (p.def->flags & TLV_MANDATORY))
			continue;
		cut(f, p.at + 3, p.len);
		set_len(f, &p, 0);
		mutate_settle(f);
		return true;
	}
	return false;
}

/* Only a message that no schema describes keeps TLVs that nobody knows. */
bool mutate_excess(struct modem *m, struct frame_out *f, long n)
{
	unsigned count = n < 1 ? MESSAGE_MAX_TLVS + 1 : (unsigned)n;

	if (count > 200 || !mutate_unknown_message(m, f, -1))
		return false;
	f->len = mutate_body(f);
	for (unsigned i = 0; i < count; i++)
		if (!mutate_append(f, (uint8_t)(0x10 + i), 0, 1))
			return false;
	return true;
}

/* A shape begins with a count or a length of 8 bits, or has one behind numbers of 8 bits. */
static bool prefix_at(const char *shape, const char *word, size_t *at)
{
	*at = 0;
	while (*shape == '(')
		shape++;
	for (;; shape += 3, ++*at) {
		if (strncmp(shape, word, strlen(word)) == 0)
			return true;
		if (strncmp(shape, "u8,", 3) != 0 && strncmp(shape, "i8,", 3) != 0)
			return false;
	}
}

static bool raise_prefix(struct frame_out *f, const char *const *words)
{
	size_t at;

	for (struct place p = { 0 }; next_place(f, &p);) {
		for (size_t i = 0; p.def && words[i]; i++) {
			if (!prefix_at(p.def->shape, words[i], &at) || at >= p.len ||
			    p.len > 200)
				continue;
			f->bytes[p.at + 3 + at] = 0xff;
			return true;
		}
	}
	return false;
}

bool mutate_nested_count(struct modem *m, struct frame_out *f, long n)
{
	static const char *const words[] = { "a8{", "a16{", "a32{", NULL };

	(void)m;
	(void)n;
	return raise_prefix(f, words);
}

bool mutate_nested_length(struct modem *m, struct frame_out *f, long n)
{
	static const char *const words[] = { "s8", "s16", NULL };

	(void)m;
	(void)n;
	return raise_prefix(f, words);
}

/* As large as asked for: a string to the end of its TLV grows, or else an unknown TLV comes. */
bool mutate_huge(struct modem *m, struct frame_out *f, long n)
{
	size_t size = n < 1 ? 60000 : (size_t)n;

	(void)m;
	if (size > UINT16_MAX || size < f->len + 3)
		return false;
	for (struct place p = { 0 }; next_place(f, &p);) {
		size_t end = p.at + 3 + p.len, more = size - f->len;

		if (!p.def || strcmp(p.def->shape, "srest") != 0)
			continue;
		memmove(f->bytes + end + more, f->bytes + end, f->len - end);
		memset(f->bytes + end, 'h', more);
		f->len = size;
		set_len(f, &p, p.len + more);
		mutate_settle(f);
		return true;
	}
	return mutate_append(f, 0xEE, 'h', size - f->len - 3);
}

static bool set_result(struct frame_out *f, uint16_t status, uint16_t error, bool keep_payload)
{
	size_t body = mutate_body(f);

	if (f->type != TYPE_RESPONSE || f->len < body + 7 || f->bytes[body] != RESULT_TAG)
		return false;
	f->bytes[body + 3] = (uint8_t)status;
	f->bytes[body + 5] = (uint8_t)error;
	f->bytes[body + 6] = (uint8_t)(error >> 8);
	if (!keep_payload)
		f->len = body + 7;
	mutate_settle(f);
	return true;
}

bool mutate_error_code(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	return set_result(f, 1, n < 0 ? 1 : (uint16_t)n, false);
}

bool mutate_payload_with_error(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	return set_result(f, 1, n < 0 ? 46 : (uint16_t)n, true);
}

bool mutate_contradiction(struct modem *m, struct frame_out *f, long n)
{
	(void)m;
	return set_result(f, 0, n < 0 ? 46 : (uint16_t)n, true);
}

/* The two bytes of an answer to Allocate or Release, which say service and client id. */
static uint8_t *ctl_pair(struct frame_out *f, uint16_t id)
{
	const struct message_def *def = schema_row(f->row, NULL);

	if (!def || f->type != TYPE_RESPONSE || f->bytes[AT_SERVICE] != 0 || def->id != id)
		return NULL;
	for (struct place p = { 0 }; next_place(f, &p);)
		if (f->bytes[p.at] == 0x01 && p.len == 2)
			return f->bytes + p.at + 3;
	return NULL;
}

/* The client id that somebody got before. */
bool mutate_allocate_owned(struct modem *m, struct frame_out *f, long n)
{
	uint8_t *pair = ctl_pair(f, ALLOCATE), other;

	(void)n;
	if (!pair)
		return false;
	other = clients_next(&m->clients, pair[0], 0);
	if (other == pair[1])
		other = clients_next(&m->clients, pair[0], other);
	if (!other)
		return false;
	pair[1] = other;
	return true;
}

bool mutate_allocate_service(struct modem *m, struct frame_out *f, long n)
{
	uint8_t *pair = ctl_pair(f, ALLOCATE);

	(void)m;
	if (!pair)
		return false;
	pair[0] = n < 0 ? pair[0] ^ 1 : (uint8_t)n;
	return true;
}

bool mutate_allocate_cid(struct modem *m, struct frame_out *f, long n)
{
	uint8_t *pair = ctl_pair(f, ALLOCATE);

	(void)m;
	if (!pair)
		return false;
	pair[1] = n < 0 ? 0 : (uint8_t)n;
	return true;
}

bool mutate_release_other(struct modem *m, struct frame_out *f, long n)
{
	uint8_t *pair = ctl_pair(f, RELEASE);

	(void)m;
	if (!pair)
		return false;
	pair[1] = n < 0 ? pair[1] ^ 1 : (uint8_t)n;
	return true;
}

/* A list of 255 services: each known one many times, and the ones that nobody knows. */
bool mutate_version_info(struct modem *m, struct frame_out *f, long n)
{
	const struct message_def *def = schema_row(f->row, NULL);
	size_t body = mutate_body(f), at = body + 7;

	(void)m;
	(void)n;
	if (!def || f->type != TYPE_RESPONSE || f->bytes[AT_SERVICE] != 0 ||
	    def->id != VERSION_INFO)
		return false;
	f->len = at;
	if (!mutate_append(f, 0x01, 0xff, 1 + 255 * 5))
		return false;
	for (size_t i = 0; i < 255; i++)
		f->bytes[at + 4 + i * 5] = (uint8_t)(i * 7);
	return true;
}
