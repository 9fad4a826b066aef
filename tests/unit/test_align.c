// SPDX-License-Identifier: GPL-2.0-or-later
/* New rules in the place of old ones: what keeps its place, what is refused. And SHA-256. */
#include <stdio.h>
#include <string.h>
#include "../../proxy/ruleset_align.h"
#include "../../proxy/sha256.h"
#include "../check.h"

static struct ruleset now, next;
static struct ruleset_changes changes;
static struct ruleset_gone gone;

static void add_link(struct ruleset *rs, const char *name, const char *path)
{
	struct ruleset_link *l = &rs->links[rs->n_links++];

	snprintf(l->name, sizeof(l->name), "%s", name);
	snprintf(l->qmi, sizeof(l->qmi), "%s", path);
}

static void add_port(struct ruleset *rs, uint16_t link, const char *name, const char *path)
{
	struct ruleset_port *p = &rs->ports[rs->n_ports++];

	snprintf(p->name, sizeof(p->name), "%s", name);
	snprintf(p->path, sizeof(p->path), "%s", path);
	p->link = link;
}

static void add_listen(struct ruleset *rs, enum listen_flavour flavour, uint16_t link,
		       uint16_t port, const char *path)
{
	struct ruleset_listen *l = &rs->listens[rs->n_listens++];

	snprintf(l->path, sizeof(l->path), "%s", path);
	l->flavour = (uint8_t)flavour;
	l->link = link;
	l->port = port;
	l->role = ROLE_ANY;
}

/* Links a, b; a port of each; listeners for b's. */
static void begin(void)
{
	memset(&now, 0, sizeof(now));
	memset(&gone, 0, sizeof(gone));
	add_link(&now, "a", "/dev/a");
	add_link(&now, "b", "/dev/b");
	add_port(&now, 0, "at0", "/dev/ttyA");
	add_port(&now, 1, "at0", "/dev/ttyB");
	add_listen(&now, LISTEN_PROXY, UINT16_MAX, UINT16_MAX, "@qmi-proxy");
	add_listen(&now, LISTEN_PTY, 1, 1, "/run/b");
	memset(&next, 0, sizeof(next));
}

static bool align(void)
{
	return ruleset_align(&now, &gone, &next, &changes);
}

static void test_same(void)
{
	begin();
	next = now;
	CHECK(align());
	CHECK(!memcmp(&now, &next, sizeof(now)));
	for (unsigned i = 0; i < RULESET_MAX_LINKS; i++)
		CHECK(changes.links[i] == CHANGE_NONE && changes.ports[i] == CHANGE_NONE);
}

/* In another order, with one in between: everything is where it was, and what names it too. */
static void test_order(void)
{
	begin();
	add_link(&next, "new", "/dev/n");
	add_link(&next, "b", "/dev/b");
	add_link(&next, "a", "/dev/other");
	add_port(&next, 1, "at0", "/dev/ttyB");
	add_port(&next, 2, "at0", "/dev/ttyA");
	add_port(&next, 0, "at0", "/dev/ttyN");
	add_listen(&next, LISTEN_PTY, 1, 0, "/run/b");
	add_listen(&next, LISTEN_PROXY, 0, UINT16_MAX, "@qmi-proxy");
	CHECK(align());
	CHECK(next.n_links == 3 && !strcmp(next.links[0].name, "a") &&
	      !strcmp(next.links[1].name, "b") && !strcmp(next.links[2].name, "new"));
	CHECK(changes.links[0] == CHANGE_OTHER && changes.links[1] == CHANGE_NONE &&
	      changes.links[2] == CHANGE_ADDED);
	CHECK(next.n_ports == 3 && next.ports[0].link == 0 && next.ports[1].link == 1 &&
	      next.ports[2].link == 2);
	CHECK(changes.ports[0] == CHANGE_NONE && changes.ports[2] == CHANGE_ADDED);
	CHECK(next.n_listens == 2 && next.listens[0].link == 2);
	CHECK(next.listens[1].link == 1 && next.listens[1].port == 1);
}

/* What goes leaves its place behind, which is given again only by the next change. */
static void test_gone(void)
{
	begin();
	add_link(&next, "c", "/dev/c");
	add_link(&next, "b", "/dev/b");
	add_port(&next, 1, "at0", "/dev/ttyB");
	add_listen(&next, LISTEN_PTY, 1, 0, "/run/b");
	CHECK(align());
	CHECK(next.n_links == 3 && next.links[0].qmi[0] == '\0' &&
	      !strcmp(next.links[2].name, "c"));
	CHECK(changes.links[0] == CHANGE_REMOVED && changes.ports[0] == CHANGE_REMOVED &&
	      changes.listens[0] == CHANGE_REMOVED);
	CHECK(next.n_ports == 2 && next.ports[1].link == 1);
	now = next;
	gone = (struct ruleset_gone){ 1, 1, 1 };
	memset(&next, 0, sizeof(next));
	add_link(&next, "a", "/dev/a");
	add_link(&next, "b", "/dev/b");
	add_link(&next, "c", "/dev/c");
	add_port(&next, 1, "at0", "/dev/ttyB");
	add_listen(&next, LISTEN_PTY, 1, 0, "/run/b");
	CHECK(align());
	CHECK(changes.links[0] == CHANGE_ADDED && !strcmp(next.links[0].qmi, "/dev/a"));
	CHECK(changes.links[1] == CHANGE_NONE && changes.links[2] == CHANGE_NONE);
	CHECK(changes.listens[0] == CHANGE_NONE); /* it went before */
}

static void refused(const char *what)
{
	CHECK_IN(!align(), "taken: %s", what);
	CHECK_IN(!strcmp(changes.refused, what), "%s, not %s", changes.refused, what);
}

static void test_refused(void)
{
	begin();
	next = now;
	strcpy(next.audit, "/other");
	refused("audit /other");
	next = now;
	strcpy(next.user, "other");
	refused("user other");
	next = now;
	next.limits[LIMIT_QUEUE]++;
	refused("limit queue");
	next = now;
	next.limits[LIMIT_ANSWER]++;
	refused("limit answer");
	next = now;
	next.n_roles = 1;
	strcpy(next.roles[0].exe, "/usr/bin/x");
	refused("the first role with exe");
	next = now;
	add_listen(&next, LISTEN_QMUX, 0, UINT16_MAX, "/new");
	refused("a new listener /new");
	next = now;
	next.listens[0].mode = 0600;
	refused("owner, group or mode of @qmi-proxy");
	next = now;
	next.n_listens = 1; /* the endpoint goes, its port stays */
	refused("no more endpoint /run/b");
	next = now;
	next.listens[1].link = next.listens[1].port = 0;
	refused("another port for /run/b");
	/* Eight links, and one that takes the place of another in the same change. */
	begin();
	for (char name[] = "c"; now.n_links < RULESET_MAX_LINKS; name[0]++)
		add_link(&now, name, "/dev/x");
	next = now;
	strcpy(next.links[3].name, "other");
	refused("no place for link other");
}

static void test_roles(void)
{
	begin();
	now.n_roles = next.n_roles = 2;
	strcpy(now.roles[0].name, "x");
	strcpy(now.roles[1].name, "y");
	strcpy(next.roles[0].name, "y");
	strcpy(next.roles[1].name, "z");
	CHECK(ruleset_same_role(&now, 0, &next) == ROLE_NONE);
	CHECK(ruleset_same_role(&now, 1, &next) == 0);
	CHECK(ruleset_same_role(&now, ROLE_NONE, &next) == ROLE_NONE);
	CHECK(ruleset_same_role(&now, ROLE_ANY, &next) == ROLE_ANY);
}

static void check_sum(const void *bytes, size_t len, unsigned times, const char *want)
{
	struct sha256 s;
	uint8_t out[SHA256_SIZE];
	char text[2 * SHA256_SIZE + 1];

	sha256_begin(&s);
	for (unsigned i = 0; i < times; i++)
		sha256_add(&s, bytes, len);
	sha256_end(&s, out);
	for (unsigned i = 0; i < SHA256_SIZE; i++)
		snprintf(&text[2 * i], 3, "%02x", out[i]);
	CHECK_IN(!strcmp(text, want), "%s not %s", text, want);
}

/* FIPS 180-2, appendix B. */
static void test_sum(void)
{
	const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	check_sum("abc", 3, 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_sum(two, 56, 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	check_sum("aaaaaaaaaa", 10, 100000,
		  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	check_sum("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int main(void)
{
	test_same();
	test_order();
	test_gone();
	test_refused();
	test_roles();
	test_sum();
	return check_done();
}
