// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The warden and networks: which links may be opened, what airlock-net is told and says, and the
 * kernel's news of devices, of which nothing is read but that there are some.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "net.h"
#include "warden.h"

enum {
	UEVENT_KERNEL = 1, /* the group of the kernel's own; udev's is another */
	LOOK_MS = 50,      /* from the first news until it is looked what there is */
	ROUND = 64,
};

static struct {
	struct warden *w;
	struct osmo_fd control, uevent;
	struct process process;
	void (*died)(void);
	struct osmo_timer_list look;
	bool is_finishing;
	bool is_ready[RULESET_MAX_LINKS];
	bool is_open[RULESET_MAX_LINKS]; /* as airlock-net was told */
	char modems[RULESET_MAX_LINKS][64];
} net = { .control.fd = -1, .uevent.fd = -1 };

static const struct ruleset_link *link_of(uint16_t link)
{
	return &net.w->rules->links[link];
}

static bool is_concerned(uint16_t link)
{
	return link < net.w->rules->n_links && ruleset_has_net(link_of(link));
}

static void lose(void)
{
	if (net.control.fd < 0)
		return;
	osmo_fd_unregister(&net.control);
	close(net.control.fd);
	net.control.fd = -1;
}

static void say(const struct net_message *m)
{
	if (net.control.fd >= 0 && !control_send_bytes(net.control.fd, m, sizeof(*m)))
		spawn_kill(&net.process); /* it does not listen, so it does not guard */
}

static void say_kind(enum net_kind kind, uint16_t link)
{
	const struct net_message m = { .kind = (uint8_t)kind, .link = link };

	say(&m);
}

/* What is waited for by all ports of the link. */
static void each_port(uint16_t link, void (*what)(struct unit *u))
{
	what(&net.w->links[link]);
	for (unsigned i = 0; i < net.w->rules->n_ports; i++)
		if (net.w->rules->ports[i].link == link)
			what(&net.w->ports[i]);
}

static void on_message(const struct net_message *m)
{
	const struct unit *u = &net.w->links[m->link];

	switch ((enum net_kind)m->kind) {
	case NET_READY:
		net.is_ready[m->link] = true;
		each_port(m->link, warden_unit_start);
		break;
	case NET_FAILED:
		LOGP(LOG_LINK, LOGL_ERROR, "%s: its network: %s\n", link_of(m->link)->name,
		     strerror(-m->error));
		net.is_ready[m->link] = false;
		each_port(m->link, warden_unit_end);
		break;
	case NET_RECORD:
		if (m->reason < REASON_COUNT)
			warden_audit_link(net.w, u, (enum reason)m->reason, m->text, m->error);
		break;
	case NET_OPEN:
	case NET_CLOSE:
	case NET_MODEM:
	case NET_SETTINGS:
	case NET_FINISH:
	case NET_KINDS:
		break;
	}
}

static ssize_t receive(int fd, void *to, size_t len)
{
	struct iovec iov = { to, len };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t n = recvmsg(fd, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	return n < 0 ? -errno : n;
}

static int on_control(struct osmo_fd *ofd, unsigned int what)
{
	struct net_message m;
	ssize_t n;

	(void)what;
	for (int i = 0; i < ROUND && ofd->fd >= 0; i++) {
		n = receive(ofd->fd, &m, sizeof(m));
		if (n == -EAGAIN || n == -EINTR)
			return 0;
		if (n > 0 && net_message_ok(&m, (size_t)n) && m.link < net.w->rules->n_links) {
			on_message(&m);
			continue;
		}
		lose(); /* its death is told by its pidfd */
		spawn_kill(&net.process);
	}
	return 0;
}

/* It is not started again: the warden has no right to, and ends. Whoever starts it starts both. */
static void on_died(struct process *p, const siginfo_t *how)
{
	(void)p;
	lose();
	if (net.is_finishing)
		return;
	LOGP(LOG_WARDEN, LOGL_FATAL, "airlock-net died (%d): all links go down\n", how->si_status);
	memset(net.is_ready, 0, sizeof(net.is_ready));
	net.died();
}

static int begin_process(const char *folder)
{
	int pair[2], pidfd = -1;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	pid = warden_net_spawn(net.w, folder, pair[0], &pidfd);
	close(pair[0]);
	if (pid < 0) {
		LOGP(LOG_WARDEN, LOGL_FATAL, "airlock-net: %s\n", strerror(-pid));
		close(pair[1]);
		return pid;
	}
	net.process.died = on_died;
	if (!spawn_watch(&net.process, pid, pidfd))
		return -EIO;
	osmo_fd_setup(&net.control, pair[1], OSMO_FD_READ, on_control, NULL, 0);
	return osmo_fd_register(&net.control) < 0 ? -EIO : 0;
}

static void start_absent(struct unit *u)
{
	if (u->is_absent)
		warden_unit_start(u);
}

static void on_look(void *data)
{
	(void)data;
	if (!net.w->ending)
		warden_each_unit(net.w, start_absent);
}

/*
 * Some device came, went or changed. What the message says is not needed, as it is looked up what
 * there is, and only for what was not there before.
 */
static int on_uevent(struct osmo_fd *ofd, unsigned int what)
{
	char byte;
	bool is_news = false;

	(void)what;
	for (int i = 0; i < ROUND; i++) {
		ssize_t n = receive(ofd->fd, &byte, sizeof(byte));

		if (n == -EAGAIN || n == -EINTR)
			break;
		is_news = true; /* also where the kernel had to leave something out */
	}
	if (is_news && !osmo_timer_pending(&net.look))
		warden_arm(&net.look, LOOK_MS);
	return 0;
}

/* Without it devices are looked for every few seconds. */
static void begin_uevents(void)
{
	const int group = UEVENT_KERNEL;
	int fd = warden_net_socket(NETLINK_KOBJECT_UEVENT, &group, 1);

	osmo_timer_setup(&net.look, on_look, NULL);
	if (fd < 0) {
		LOGP(LOG_WARDEN, LOGL_NOTICE, "no news of devices: %s\n", strerror(-fd));
		return;
	}
	osmo_fd_setup(&net.uevent, fd, OSMO_FD_READ, on_uevent, NULL, 0);
	if (osmo_fd_register(&net.uevent) < 0) {
		close(fd);
		net.uevent.fd = -1;
	}
}

int warden_net_begin(struct warden *w, const char *folder, void (*died)(void))
{
	bool needed = false;

	net.w = w;
	net.died = died;
	begin_uevents();
	for (uint16_t i = 0; i < w->rules->n_links; i++)
		needed = needed || is_concerned(i);
	return needed ? begin_process(folder) : 0;
}

/* Which device "auto" means is said before the link is opened, and waited for. */
static bool is_modem_told(uint16_t link)
{
	struct net_message m = { .kind = NET_MODEM, .link = link };
	struct device_found found;

	if (!link_of(link)->net.is_auto || warden_port_find(&net.w->links[link], &found) < 0)
		return true; /* what is not there cannot be opened either */
	if (strcmp(net.modems[link], found.modem) == 0)
		return true;
	memcpy(net.modems[link], found.modem, sizeof(net.modems[link]));
	memcpy(m.text, found.modem, sizeof(m.text));
	net.is_ready[link] = false;
	say(&m);
	return false;
}

bool warden_net_allows(const struct unit *u)
{
	if (u->link == UINT16_MAX || !is_concerned(u->link))
		return true;
	return is_modem_told(u->link) && net.is_ready[u->link];
}

/* The port whose gate guards the network: that of QMI, else the first of the link. */
static bool is_guard(const struct unit *u)
{
	unsigned first = 0;

	if (u->port == UINT16_MAX || ruleset_has_qmi(link_of(u->link)))
		return u->port == UINT16_MAX && ruleset_has_qmi(link_of(u->link));
	while (first < net.w->rules->n_ports && net.w->rules->ports[first].link != u->link)
		first++;
	return u->port == first;
}

void warden_net_unit(const struct unit *u)
{
	const bool is_open = u->state == UNIT_UP;

	if (u->link == UINT16_MAX || !net.w || !is_concerned(u->link) || !is_guard(u) ||
	    net.is_open[u->link] == is_open)
		return;
	net.is_open[u->link] = is_open;
	say_kind(is_open ? NET_OPEN : NET_CLOSE, u->link);
}

void warden_net_settings(const struct unit *u, const struct control *c)
{
	struct net_message m = { .kind = NET_SETTINGS, .link = u->link };

	if (u->link == UINT16_MAX || !is_concerned(u->link) || c->settings.prefix > 128)
		return;
	m.settings = c->settings;
	say(&m);
}

void warden_net_finish(void)
{
	if (net.is_finishing)
		return;
	net.is_finishing = true;
	say_kind(NET_FINISH, 0);
}

bool warden_net_is_over(void)
{
	return !spawn_is_alive(&net.process);
}
