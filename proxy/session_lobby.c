/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lobby: a gate without a link. Only the first frame of a qmi-proxy client says which device it
 * wants, and the warden reads no byte: so the client waits here until that frame is judged.
 */
#include "session_internal.h"

#include <string.h>

/* Whether a device path that a client sent names this link. `path` has no terminating NUL. */
static bool names_link(const struct session *s, uint16_t link, struct cur path)
{
	const struct ruleset_link *l = &s->rules->links[link];
	const char *const names[] = { l->alias, l->qmi, s->nodes[link] };

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == path.n && path.n && !memcmp(names[i], path.p, path.n))
			return true;
	return false;
}

static uint16_t find_link(const struct session *s, const struct message *m)
{
	const struct message_tlv *t = message_tlv(m, 0x01);
	struct cur path;
	uint16_t len;

	if (!t)
		return UINT16_MAX;
	path = t->packed;
	if (!cur_u16(&path, &len)) /* PACKED: a string stands behind its length */
		return UINT16_MAX;
	for (uint16_t i = 0; i < s->rules->n_links; i++)
		if (names_link(s, i, path))
			return i;
	return UINT16_MAX;
}

static void refuse(struct session *s, unsigned slot, const struct message *m, enum reason why,
		   uint64_t now_ms)
{
	host_refuse(s, slot, m, refusal(why), now_ms);
	out_close(s, slot, REASON_OK);
}

void lobby_message(struct session *s, unsigned slot, const struct message *m, uint64_t now_ms)
{
	struct client *cl = &s->clients[slot];
	struct control c = { .kind = CONTROL_ROUTE, .slot = (uint16_t)slot };

	if (cl->decided || m->service != SERVICE_CTL || m->id != CTL_PROXY_OPEN) {
		refuse(s, slot, m, REASON_NOT_OPEN, now_ms);
		return;
	}
	c.link = find_link(s, m);
	if (c.link == UINT16_MAX) {
		refuse(s, slot, m, REASON_DEVICE_NOT_ALLOWED, now_ms);
		return;
	}
	cl->decided = 1;
	c.txid = m->txid;
	c.marker = m->marker;
	s->count[AUDIT_HOST].answered++; /* by the link's gate, or by lobby_refused() */
	s->io.control(s->io.ctx, &c);
}

void lobby_named(struct session *s, const struct control *c)
{
	if (c->link < RULESET_MAX_LINKS)
		memcpy(s->nodes[c->link], c->exe, sizeof(s->nodes[0]));
}

void lobby_refused(struct session *s, const struct control *c, uint64_t now_ms)
{
	struct message m = { .kind = RECORD_MESSAGE, .marker = c->marker, .id = CTL_PROXY_OPEN };
	struct client *cl = &s->clients[c->slot];
	struct verdict v = refusal((enum reason)c->reason);

	if (!cl->present || !cl->decided)
		return;
	m.txid = c->txid;
	m.row = schema_find(SERVICE_CTL, m.id, false, 0);
	s->count[AUDIT_HOST].answered--;
	s->count[AUDIT_HOST].refused++;
	out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, c->slot, &m, &v);
	(void)out_result(s, c->slot, &m, host_error((enum reason)c->reason), now_ms);
	out_close(s, c->slot, REASON_OK);
	session_flush(s, now_ms);
}
