/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a modem tells clients of its network, in answers to WDS Get Current Settings, goes to the
 * warden as well, to be compared with the interface. A modem that tells something else each time is
 * not listened to more often than anybody could mean it.
 */
#include "bucket.h"
#include "session_internal.h"

#include <string.h>

enum {
	SERVICE_WDS = 1,
	WDS_GET_CURRENT_SETTINGS = 0x002D,
	IPV4_ADDRESS = 0x1E,
	IPV4_GATEWAY = 0x20,
	IPV4_MASK = 0x21,
	IPV6_ADDRESS = 0x25,
	IPV6_GATEWAY = 0x26,
	MTU = 0x29,
	IPV6_WORDS = 8,
	TOLD_PER_S = 4,
};

/* The number's first byte on the wire of IP is its highest. */
static bool take_ipv4(const struct message *m, uint8_t tag, uint8_t out[16])
{
	uint64_t value;

	if (!message_scalar(m, tag, 0, &value) || value == 0)
		return false;
	for (unsigned i = 0; i < 4; i++)
		out[i] = (uint8_t)(value >> (24 - 8 * i));
	return true;
}

/* Bits of a mask; 0 where it is none. */
static uint8_t take_mask(const struct message *m)
{
	uint64_t mask = 0;
	uint8_t bits = 0;

	if (!message_scalar(m, IPV4_MASK, 0, &mask))
		return 0;
	while (bits < 32 && (mask >> (31 - bits) & 1))
		bits++;
	return (mask << bits & 0xFFFFFFFF) == 0 ? bits : 0;
}

static bool take_ipv6(const struct message *m, uint8_t tag, uint8_t out[16], uint8_t *prefix)
{
	const struct message_tlv *t = message_tlv(m, tag);
	struct cur c = t ? t->packed : (struct cur){ NULL, 0 };
	uint16_t word;

	for (unsigned i = 0; i < IPV6_WORDS; i++) {
		if (!cur_u16(&c, &word))
			return false;
		out[2 * i] = (uint8_t)(word >> 8);
		out[2 * i + 1] = (uint8_t)word;
	}
	return cur_u8(&c, prefix) && *prefix <= 128;
}

static void say(struct session *s, const struct net_settings *told, uint64_t now_ms)
{
	struct told *t = &s->told[told->family == 6];
	struct control c = { .kind = CONTROL_SETTINGS, .link = s->link };

	if (memcmp(&t->last, told, sizeof(*told)) == 0 ||
	    !bucket_take(&t->tokens, &t->since_ms, TOLD_PER_S, now_ms))
		return;
	t->last = *told;
	c.settings = *told;
	s->io.control(s->io.ctx, &c);
}

void settings_heard(struct session *s, const struct message *m, uint64_t now_ms)
{
	struct net_settings four = { .family = 4 }, six = { .family = 6 };
	uint64_t mtu = 0;
	uint8_t ignored;

	if (m->service != SERVICE_WDS || m->id != WDS_GET_CURRENT_SETTINGS ||
	    s->link >= s->rules->n_links || !ruleset_has_net(&s->rules->links[s->link]))
		return;
	if (!message_scalar(m, MTU, 0, &mtu) || mtu > UINT32_MAX)
		mtu = 0;
	four.cid = six.cid = m->cid;
	four.mtu = six.mtu = (uint32_t)mtu;
	if (take_ipv4(m, IPV4_ADDRESS, four.address)) {
		four.prefix = take_mask(m);
		four.has_gateway = take_ipv4(m, IPV4_GATEWAY, four.gateway);
		say(s, &four, now_ms);
	}
	if (take_ipv6(m, IPV6_ADDRESS, six.address, &six.prefix)) {
		six.has_gateway = take_ipv6(m, IPV6_GATEWAY, six.gateway, &ignored);
		say(s, &six, now_ms);
	}
}
