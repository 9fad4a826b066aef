// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The warden's listening sockets: made so that nobody gets in before they are set, and accepting.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "warden.h"

enum {
	BACKLOG = 512,
	ACCEPT_AT_A_TIME = 4, /* per listener and turn of the loop, so that none starves */
	/* Starting a reader costs: clients above this rate wait in the kernel's queue. */
	SEATS_PER_S = 200,
	SEATS_BURST = 64,
	RETRY_MS = 50,
	/* A client in the lobby that has said nothing for so long makes room when it is full. */
	LOBBY_PATIENCE_MS = 250,
};

static bool is_abstract(const struct ruleset_listen *l)
{
	return l->path[0] == '@';
}

static socklen_t make_address(const struct ruleset_listen *l, struct sockaddr_un *a)
{
	size_t len = strnlen(l->path, sizeof(a->sun_path));

	memset(a, 0, sizeof(*a));
	a->sun_family = AF_UNIX;
	memcpy(a->sun_path, l->path, len);
	if (is_abstract(l))
		a->sun_path[0] = '\0';
	else if (len == sizeof(a->sun_path))
		a->sun_path[--len] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
}

/* A socket that a dead daemon left is removed; anything else in the way is not ours to remove. */
static int remove_stale(const struct ruleset_listen *l, const struct sockaddr_un *a, socklen_t len)
{
	struct stat st;
	int fd, rc;

	if (lstat(l->path, &st) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(st.st_mode))
		return -EEXIST;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	rc = connect(fd, (const struct sockaddr *)a, len) < 0 ? errno : 0;
	close(fd);
	if (rc != ECONNREFUSED)
		return -EADDRINUSE;
	return unlink(l->path) < 0 ? -errno : 0;
}

static int set_owner(const struct ruleset_listen *l)
{
	const struct passwd *pw = l->owner[0] ? getpwnam(l->owner) : NULL;
	const struct group *gr = l->group[0] ? getgrnam(l->group) : NULL;

	if ((l->owner[0] && !pw) || (l->group[0] && !gr))
		return -EINVAL;
	if ((pw || gr) &&
	    lchown(l->path, pw ? pw->pw_uid : (uid_t)-1, gr ? gr->gr_gid : (gid_t)-1) < 0)
		return -errno;
	return chmod(l->path, l->mode) < 0 ? -errno : 0;
}

static int bind_path(struct listener *l, int fd, const struct sockaddr_un *a, socklen_t len)
{
	struct stat st;
	mode_t old;
	int rc = remove_stale(l->rule, a, len);

	if (rc < 0)
		return rc;
	old = umask(0177); /* until owner and mode are set, nobody else may connect */
	rc = bind(fd, (const struct sockaddr *)a, len) < 0 ? -errno : 0;
	umask(old);
	if (rc < 0)
		return rc;
	if (lstat(l->rule->path, &st) < 0)
		return -errno;
	l->dev = st.st_dev;
	l->ino = st.st_ino;
	l->has_file = true;
	return set_owner(l->rule);
}

static int on_connection(struct osmo_fd *ofd, unsigned int what);

static int open_listener(struct listener *l)
{
	struct sockaddr_un a;
	socklen_t len = make_address(l->rule, &a);
	int fd = warden_activation_socket(&a, len);
	const bool is_given = fd >= 0;
	int rc = 0;

	if (!is_given)
		fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (is_given)
		LOGP(LOG_WARDEN, LOGL_INFO, "listen %s: handed in\n", l->rule->path);
	else if (is_abstract(l->rule))
		rc = bind(fd, (struct sockaddr *)&a, len) < 0 ? -errno : 0;
	else
		rc = bind_path(l, fd, &a, len);
	if (rc == 0 && !is_given && listen(fd, BACKLOG) < 0)
		rc = -errno;
	if (rc < 0) {
		close(fd);
		return rc;
	}
	osmo_fd_setup(&l->fd, fd, 0, on_connection, l, 0);
	return osmo_fd_register(&l->fd) < 0 ? -EIO : 0;
}

static void close_listener(struct listener *l)
{
	struct stat st;

	if (l->has_file &&
	    fstatat(AT_FDCWD, l->rule->path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    st.st_dev == l->dev && st.st_ino == l->ino)
		unlinkat(AT_FDCWD, l->rule->path, 0);
	l->has_file = false;
	if (l->fd.fd < 0)
		return;
	if (osmo_fd_is_registered(&l->fd))
		osmo_fd_unregister(&l->fd);
	close(l->fd.fd);
	l->fd.fd = -1;
}

void warden_listen_close(struct warden *w)
{
	for (unsigned i = 0; i < w->rules->n_listens; i++) {
		struct listener *l = &w->listeners[i];

		if (l->warden && l->rule->flavour == LISTEN_PTY)
			warden_pty_close(l);
		else if (l->warden)
			close_listener(l);
	}
}

static void end_listener(struct listener *l)
{
	if (l->rule->flavour == LISTEN_PTY)
		return; /* its port is gone too: so is its symlink, and it waits for the end */
	close_listener(l);
}

void warden_listen_adopt(struct warden *w, const uint8_t changes[RULESET_MAX_LISTENS])
{
	for (unsigned i = 0; i < w->rules->n_listens; i++) {
		struct listener *l = &w->listeners[i];

		l->rule = &w->rules->listens[i];
		if (changes[i] == CHANGE_REMOVED)
			end_listener(l);
	}
}

static bool may_accept(struct warden *w)
{
	uint64_t now = warden_now_ms();
	uint64_t tokens = w->accept_tokens + (now - w->accept_ms) * SEATS_PER_S;

	w->accept_tokens = (uint32_t)(tokens > 1000 * SEATS_BURST ? 1000 * SEATS_BURST : tokens);
	w->accept_ms = now;
	return w->accept_tokens >= 1000;
}

struct unit *warden_listen_unit(const struct listener *l)
{
	const struct ruleset_listen *r = l->rule;

	if (r->port != UINT16_MAX)
		return &l->warden->ports[r->port];
	return r->link == UINT16_MAX ? &l->warden->lobby : &l->warden->links[r->link];
}

/* The silent client that has been in the lobby longest makes room for the next. */
static void make_room(struct unit *lobby)
{
	struct slot *oldest = NULL;
	uint64_t now = warden_now_ms();

	for (unsigned i = 0; i < GATE_SLOTS; i++) {
		struct slot *s = &lobby->slots[i];

		if (s->state == SLOT_SERVED && now - s->since_ms >= LOBBY_PATIENCE_MS &&
		    (!oldest || s->since_ms < oldest->since_ms))
			oldest = s;
	}
	if (!oldest)
		return;
	warden_audit_client(lobby->warden, lobby, oldest, REASON_TOO_MANY_CLIENTS);
	warden_client_end(oldest);
}

/*
 * The lobby's clients wait in the kernel's queue while there is no place; those of a link do not.
 */
static bool is_open(const struct listener *l)
{
	struct unit *u = warden_listen_unit(l);

	if (l->rule->link != UINT16_MAX)
		return true;
	return u->state == UNIT_UP && warden_client_has_place(u);
}

void warden_listen_update(struct warden *w)
{
	const bool may = may_accept(w) && !w->ending;
	const bool is_full = w->lobby.state == UNIT_UP && !warden_client_has_place(&w->lobby);

	for (unsigned i = 0; i < w->rules->n_listens; i++) {
		struct listener *l = &w->listeners[i];

		if (!l->warden || l->fd.fd < 0)
			continue;
		if (l->rule->flavour == LISTEN_PTY)
			warden_pty_update(l);
		else if (may && is_open(l))
			osmo_fd_read_enable(&l->fd);
		else
			osmo_fd_read_disable(&l->fd);
	}
	if ((!may || is_full) && !w->ending && !osmo_timer_pending(&w->accept_timer))
		warden_arm(&w->accept_timer, RETRY_MS);
}

static void on_accept_timer(void *data)
{
	struct warden *w = data;

	if (w->lobby.state == UNIT_UP && !warden_client_has_place(&w->lobby))
		make_room(&w->lobby);
	warden_listen_update(w);
}

/*
 * No descriptor is left: the spare one is spent on refusing this client, and the listeners rest for
 * a while instead of being ready for ever.
 */
static void refuse_without_descriptors(struct listener *l)
{
	struct warden *w = l->warden;
	struct peer nobody = { .pid = 0 };
	int fd;

	close(w->spare_fd);
	fd = accept4(l->fd.fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	w->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	warden_audit_peer(w, warden_listen_unit(l), &nobody, REASON_TOO_MANY_CLIENTS);
	w->accept_tokens = 0;
}

/* Gone again without a byte: not worth a reader. */
static bool has_left(int client)
{
	struct pollfd p = { .fd = client, .events = POLLIN };
	int unread = 0;

	return poll(&p, 1, 0) == 1 && (p.revents & POLLHUP) &&
	       ioctl(client, FIONREAD, &unread) == 0 && unread == 0;
}

static void admit(struct listener *l, int client)
{
	struct warden *w = l->warden;
	struct peer peer;
	struct seat seat = { .client = client, .peer = &peer, .flavour = l->rule->flavour };
	enum reason reason;

	if (has_left(client) || identify_peer(client, &peer) < 0) {
		close(client);
		return;
	}
	seat.role = l->rule->role == ROLE_ANY ? identify_role(w->rules, &peer) : l->rule->role;
	reason = seat.role == ROLE_NONE ? REASON_NO_ROLE
					: warden_client_seat(warden_listen_unit(l), &seat);
	if (reason == REASON_OK) {
		w->accept_tokens -= 1000;
	} else {
		warden_audit_peer(w, warden_listen_unit(l), &peer, reason);
		close(client);
	}
}

static int on_connection(struct osmo_fd *ofd, unsigned int what)
{
	struct listener *l = ofd->data;
	struct warden *w = l->warden;

	(void)what;
	for (int i = 0; i < ACCEPT_AT_A_TIME && may_accept(w) && is_open(l); i++) {
		int fd = accept4(ofd->fd, NULL, NULL, SOCK_CLOEXEC);

		if (fd < 0) {
			if (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
			    errno == ENOBUFS)
				refuse_without_descriptors(l);
			break;
		}
		admit(l, fd);
	}
	warden_listen_update(w);
	return 0;
}

void warden_listen_init(struct warden *w)
{
	osmo_timer_setup(&w->accept_timer, on_accept_timer, w);
	w->accept_tokens = 1000 * SEATS_BURST;
	w->accept_ms = warden_now_ms();
	w->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	for (unsigned i = 0; i < RULESET_MAX_LISTENS; i++)
		w->listeners[i].fd.fd = -1;
}

int warden_listen_open(struct warden *w)
{
	for (unsigned i = 0; i < w->rules->n_listens; i++) {
		struct listener *l = &w->listeners[i];

		l->warden = w;
		l->rule = &w->rules->listens[i];
		int rc = l->rule->flavour == LISTEN_PTY ? warden_pty_open(l) : open_listener(l);
		if (rc < 0) {
			LOGP(LOG_WARDEN, LOGL_FATAL, "listen %s: %s\n", l->rule->path,
			     strerror(-rc));
			return rc;
		}
	}
	return 0;
}
