// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is known of a room's death: the signal by waitid(), the last frame's digest by the memory
 * that the room shared with us, and the system call that its filter did not allow from the kernel's
 * audit, which is the only one to tell and only where we may hear it (CAP_AUDIT_READ).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>
#include "warden.h"

enum {
	UNITS = 1 + RULESET_MAX_LINKS + RULESET_MAX_PORTS,
	PAGES_PER_UNIT = GATE_SLOTS + 2,
	SCRIBE_PAGE = UNITS * PAGES_PER_UNIT,
	PAGES,
	SEEN = 16,	/* violations that the kernel told of lately */
	PENDING = 16,	/* deaths that wait for its word */
	PENDING_MS = 100,
	AT_A_TIME = 16,
	TEXT_MAX = 1024,
};

static struct {
	struct digest_key key;
	uint8_t *pages; /* PAGES of the system's size */
	size_t page_size;
	int fd;
	bool used[PAGES];
	struct osmo_fd kernel;
	struct violation {
		uint32_t pid, arch, number;
	} seen[SEEN];
	unsigned next_seen;
	struct pending {
		struct warden *w; /* NULL: free */
		uint32_t pid;
		struct audit_record r;
	} pending[PENDING];
	struct osmo_timer_list timer;
} crash = { .fd = -1, .kernel = { .fd = -1 } };

/* Where the pages of a unit begin: the gate's, the modem's reader's, those of clients' readers. */
static unsigned first_page(const struct unit *u)
{
	unsigned unit = 0;

	if (u->port != UINT16_MAX)
		unit = 1 + RULESET_MAX_LINKS + u->port;
	else if (u->link != UINT16_MAX)
		unit = 1 + u->link;
	return unit * PAGES_PER_UNIT;
}

static unsigned page_of(const struct unit *u, unsigned who)
{
	switch (who) {
	case WARDEN_GATE:
		return first_page(u);
	case GATE_SLOTS:
		return first_page(u) + 1;
	default:
		return first_page(u) + 2 + who;
	}
}

static struct trace *trace_at(unsigned page)
{
	return (struct trace *)(void *)(crash.pages + page * crash.page_size);
}

unsigned warden_crash_page(const struct unit *u, unsigned who)
{
	const unsigned page = page_of(u, who);

	trace_at(page)->key = crash.key;
	crash.used[page] = true;
	return page;
}

unsigned warden_crash_scribe_page(void)
{
	trace_at(SCRIBE_PAGE)->batch = 0;
	return SCRIBE_PAGE;
}

unsigned warden_crash_scribe_number(void)
{
	return SCRIBE_PAGE;
}

uint64_t warden_crash_taken(unsigned channel, bool anew)
{
	uint64_t *taken = &trace_at(SCRIBE_PAGE)->batches[channel % TRACE_BATCHES].length;

	if (anew)
		*taken = 0;
	return *taken;
}

void warden_crash_set_stuck(bool is_stuck)
{
	__atomic_store_n(&trace_at(SCRIBE_PAGE)->is_stuck, is_stuck, __ATOMIC_RELEASE);
}

uint64_t warden_crash_scribe_settled(void)
{
	return trace_at(SCRIBE_PAGE)->batch;
}

int warden_crash_fd(void)
{
	return crash.fd;
}

void warden_crash_clear(const struct unit *u)
{
	for (unsigned i = 0; i < PAGES_PER_UNIT; i++) {
		const unsigned page = first_page(u) + i;

		if (crash.used[page])
			memset(trace_at(page), 0, sizeof(struct trace));
		crash.used[page] = false;
	}
}

static bool is_used(unsigned page)
{
	return page < PAGES && crash.used[page];
}

/* A gate says whose batch it worked on; what that reader found in it is on the reader's page. */
static struct trace_frame last_frame(const struct unit *u, unsigned who)
{
	const struct trace_frame none = { 0, 0 };
	const struct trace *t = trace_at(page_of(u, who));
	uint64_t slot, batch;

	if (!is_used(page_of(u, who)))
		return none;
	if (who != WARDEN_GATE)
		return t->last;
	slot = t->slot;
	batch = t->batch;
	if (slot > GATE_SLOTS || batch == 0 || !is_used(page_of(u, (unsigned)slot)))
		return none;
	t = trace_at(page_of(u, (unsigned)slot));
	return t->batch - batch < TRACE_BATCHES ? t->batches[(batch - 1) % TRACE_BATCHES] : none;
}

static bool find_violation(uint32_t pid, struct audit_crash *to)
{
	for (unsigned i = 0; i < SEEN; i++) {
		struct violation *v = &crash.seen[i];

		if (v->pid != pid)
			continue;
		to->has_syscall = 1;
		to->syscall = v->number;
		to->arch = v->arch;
		v->pid = 0;
		return true;
	}
	return false;
}

static void send_pending(struct pending *p)
{
	(void)find_violation(p->pid, &p->r.crash);
	warden_audit_send(p->w, &p->r);
	p->w = NULL;
}

void warden_crash_flush(void)
{
	for (unsigned i = 0; i < PENDING; i++)
		if (crash.pending[i].w)
			send_pending(&crash.pending[i]);
}

static void on_timer(void *data)
{
	(void)data;
	warden_crash_flush();
}

/* A field of the kernel's text. Strings of others come last in it, quoted or in hexadecimal. */
static bool read_field(const char *text, const char *name, int base, uint32_t *out)
{
	const char *at = strstr(text, name);
	char *end;

	if (!at)
		return false;
	*out = (uint32_t)strtoul(at + strlen(name), &end, base);
	return end > at + strlen(name);
}

static void note_violation(const char *text)
{
	struct violation v;

	if (!read_field(text, " pid=", 10, &v.pid) || !read_field(text, " arch=", 16, &v.arch) ||
	    !read_field(text, " syscall=", 10, &v.number))
		return;
	crash.seen[crash.next_seen++ % SEEN] = v;
	for (unsigned i = 0; i < PENDING; i++)
		if (crash.pending[i].w && crash.pending[i].pid == v.pid)
			send_pending(&crash.pending[i]);
}

static int on_kernel(struct osmo_fd *ofd, unsigned int what)
{
	struct {
		struct nlmsghdr head;
		char text[TEXT_MAX];
	} m;

	(void)what;
	for (int i = 0; i < AT_A_TIME; i++) {
		ssize_t n = read(ofd->fd, &m, sizeof(m) - 1);

		if (n <= (ssize_t)sizeof(m.head))
			break;
		((char *)&m)[n] = '\0';
		if (m.head.nlmsg_type == AUDIT_SECCOMP)
			note_violation(m.text);
	}
	return 0;
}

/* The kernel's audit, of which only records of filters are taken. */
static int open_kernel(void)
{
	struct sock_filter only[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, offsetof(struct nlmsghdr, nlmsg_type)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htons(AUDIT_SECCOMP), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_fprog program = { sizeof(only) / sizeof(only[0]), only };
	const struct sockaddr_nl group = { .nl_family = AF_NETLINK,
					   .nl_groups = 1u << (AUDIT_NLGRP_READLOG - 1) };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_AUDIT);

	if (fd < 0)
		return -errno;
	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) < 0 ||
	    bind(fd, (const struct sockaddr *)&group, sizeof(group)) < 0) {
		int error = errno;

		close(fd);
		return -error;
	}
	osmo_fd_setup(&crash.kernel, fd, OSMO_FD_READ, on_kernel, NULL, 0);
	return osmo_fd_register(&crash.kernel) < 0 ? -EIO : 0;
}

static int make_pages(void)
{
	const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW;
	size_t size;

	crash.page_size = (size_t)sysconf(_SC_PAGESIZE);
	size = PAGES * crash.page_size;
	crash.fd = memfd_create("airlock-traces", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (crash.fd < 0 || ftruncate(crash.fd, (off_t)size) < 0 ||
	    fcntl(crash.fd, F_ADD_SEALS, seals) < 0)
		return -errno;
	crash.pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, crash.fd, 0);
	return crash.pages == MAP_FAILED ? -errno : 0;
}

int warden_crash_init(const uint8_t *key)
{
	uint8_t random[16];
	int rc;

	if (!key && getrandom(random, sizeof(random), 0) != sizeof(random))
		return -EIO;
	crash.key = digest_key_of(key ? key : random);
	osmo_timer_setup(&crash.timer, on_timer, NULL);
	rc = make_pages();
	if (rc < 0)
		return rc;
	rc = open_kernel();
	if (rc < 0)
		LOGP(LOG_WARDEN, LOGL_NOTICE,
		     "which system call a room died of is not known: kernel audit: %s\n",
		     strerror(-rc));
	return 0;
}

void warden_crash_status(const siginfo_t *how, struct audit_crash *to)
{
	if (how->si_code == CLD_KILLED || how->si_code == CLD_DUMPED)
		to->signal = (uint8_t)how->si_status;
}

bool warden_crash_violation(pid_t pid, struct audit_crash *to)
{
	if (crash.kernel.fd >= 0)
		on_kernel(&crash.kernel, OSMO_FD_READ);
	return find_violation((uint32_t)pid, to);
}

/* The kernel's word may come later than the death; it is waited for, but not for long. */
static void put_off(struct warden *w, const struct audit_record *r, pid_t pid)
{
	for (unsigned i = 0; i < PENDING; i++) {
		struct pending *p = &crash.pending[i];

		if (p->w)
			continue;
		*p = (struct pending){ w, (uint32_t)pid, *r };
		if (!osmo_timer_pending(&crash.timer))
			warden_arm(&crash.timer, PENDING_MS);
		return;
	}
	warden_audit_send(w, r);
}

void warden_crash_report(struct warden *w, const struct death *d, struct audit_record *r)
{
	const struct trace_frame last = last_frame(d->u, d->who);

	r->error = d->how->si_status;
	warden_crash_status(d->how, &r->crash);
	r->crash.digest = last.digest;
	r->crash.digest_len = last.length;
	if (r->crash.signal == SIGSYS && crash.kernel.fd >= 0 &&
	    !warden_crash_violation(d->how->si_pid, &r->crash))
		put_off(w, r, d->how->si_pid);
	else
		warden_audit_send(w, r);
}
