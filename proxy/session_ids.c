/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QMI client ids have owners. An id outlives its connection where the role's grace says so, since
 * qmi-network and uqmi keep ids on purpose (FIELD-NOTES 4.5); it is released when the grace is
 * over, since ids that nobody releases exhaust the modem.
 */
#include "session_internal.h"

static void disowned_remove(struct session *s, uint8_t service, uint8_t cid)
{
	for (unsigned i = 0; i < s->n_disowned; i++)
		if (s->disowned[i].service == service && s->disowned[i].cid == cid) {
			s->disowned[i] = s->disowned[--s->n_disowned];
			return;
		}
}

void ids_forget(struct session *s, uint8_t service, uint8_t cid)
{
	struct cid *c = &s->cids[service][cid];

	if (c->state == CID_OWNED) {
		s->clients[c->slot].owned[service]--;
		s->clients[c->slot].n_cids--;
	} else if (c->state == CID_DISOWNED) {
		disowned_remove(s, service, cid);
	} else if (c->state == CID_GATE) {
		s->inner.cid = 0;
	}
	*c = (struct cid){ 0 };
}

void ids_forget_all(struct session *s)
{
	for (unsigned service = 0; service < SERVICES_8BIT; service++)
		for (unsigned cid = 0; cid < 256; cid++)
			if (s->cids[service][cid].state != CID_UNKNOWN)
				ids_forget(s, (uint8_t)service, (uint8_t)cid);
}

void ids_own(struct session *s, unsigned slot, uint8_t service, uint8_t cid)
{
	struct client *cl = &s->clients[slot];

	ids_forget(s, service, cid);
	s->cids[service][cid] = (struct cid){ CID_OWNED, (uint8_t)slot, cl->role };
	cl->owned[service]++;
	cl->n_cids++;
}

bool ids_may_use(struct session *s, unsigned slot, uint8_t service, uint8_t cid)
{
	const struct cid *c = &s->cids[service][cid];
	const struct client *cl = &s->clients[slot];

	if (c->state == CID_OWNED || c->state == CID_GATE)
		return c->state == CID_OWNED && c->slot == slot;
	/* An id that this gate never saw allocated may stem from before a restart. */
	if (cl->role >= s->rules->n_roles || !s->rules->roles[cl->role].adopt)
		return false;
	if (c->state == CID_DISOWNED && c->role != cl->role)
		return false;
	if (cid == 0 || cid == CID_BROADCAST || cl->n_cids >= s->rules->limits[LIMIT_CLIENT_IDS])
		return false;
	ids_own(s, slot, service, cid);
	return true;
}

static void disown(struct session *s, uint8_t service, uint8_t cid, uint64_t now_ms)
{
	struct cid *c = &s->cids[service][cid];
	uint32_t grace_s = c->role < s->rules->n_roles ? s->rules->roles[c->role].grace_s : 0;
	uint16_t role = c->role;

	ids_forget(s, service, cid);
	if (grace_s == 0 || s->n_disowned == DISOWNED_MAX) {
		host_release(s, service, cid, now_ms);
		return;
	}
	*c = (struct cid){ CID_DISOWNED, 0, role };
	s->disowned[s->n_disowned++] = (struct disowned){
		service, cid, grace_s == UINT32_MAX ? UINT64_MAX : now_ms + 1000ull * grace_s
	};
}

void ids_disown_all(struct session *s, unsigned slot, uint64_t now_ms)
{
	const struct client *cl = &s->clients[slot];

	for (unsigned service = 0; service < SERVICES_8BIT; service++)
		for (unsigned cid = 0; cid < 256 && cl->owned[service]; cid++) {
			const struct cid *c = &s->cids[service][cid];

			if (c->state == CID_OWNED && c->slot == slot)
				disown(s, (uint8_t)service, (uint8_t)cid, now_ms);
		}
}

uint32_t ids_tick(struct session *s, uint64_t now_ms)
{
	uint64_t next = UINT64_MAX;

	for (unsigned i = 0; i < s->n_disowned;) {
		struct disowned d = s->disowned[i];

		if (d.release_ms <= now_ms) {
			ids_forget(s, d.service, d.cid); /* moves the last one here */
			host_release(s, d.service, d.cid, now_ms);
			continue;
		}
		if (d.release_ms < next)
			next = d.release_ms;
		i++;
	}
	return next - now_ms < UINT32_MAX ? (uint32_t)(next - now_ms) : UINT32_MAX;
}
