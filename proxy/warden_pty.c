// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Endpoints that are pseudo-terminals. One is made at the start and lives as long as the daemon;
 * its symlink is there only while its port is. A client is who has it open: that is told by
 * inotify, and by the other end's hang-up when the last has closed it.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include "warden.h"

enum { WATCH_MS = 50 }; /* ModemManager holds B0 for 100 ms */

/*
 * No echo and no line editing on either end: an echo would give a client's answers back as its
 * commands. What a client sets itself is its own affair, and is undone behind it.
 */
static int make_raw(const struct listener *l)
{
	struct termios t;

	if (tcgetattr(l->master, &t) < 0)
		return -errno;
	cfmakeraw(&t);
	t.c_cflag |= CLOCAL | CREAD;
	(void)cfsetspeed(&t, B115200);
	return tcsetattr(l->master, TCSANOW, &t) < 0 ? -errno : 0;
}

static int open_node(const struct listener *l)
{
	return open(l->node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

/* From here on the other end is hung up whenever nobody has this one open. */
static int open_once(const struct listener *l)
{
	int fd = open_node(l);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static int set_owner(const struct listener *l)
{
	const struct ruleset_listen *r = l->rule;
	const struct passwd *pw = r->owner[0] ? getpwnam(r->owner) : NULL;
	const struct group *gr = r->group[0] ? getgrnam(r->group) : NULL;

	if ((r->owner[0] && !pw) || (r->group[0] && !gr))
		return -EINVAL;
	if ((pw || gr) &&
	    chown(l->node, pw ? pw->pw_uid : (uid_t)-1, gr ? gr->gr_gid : (gid_t)-1) < 0)
		return -errno;
	return chmod(l->node, r->mode) < 0 ? -errno : 0;
}

/* The folders of the symlink, which are not always there after a restart (/run). */
static int make_folders(const char *path)
{
	char part[RULESET_PATH];

	for (size_t i = 1; path[i]; i++) {
		if (path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0755) < 0 && errno != EEXIST)
			return -errno;
	}
	return 0;
}

static int on_open(struct osmo_fd *ofd, unsigned int what)
{
	struct listener *l = ofd->data;
	char events[512];

	(void)what;
	while (read(ofd->fd, events, sizeof(events)) > 0)
		; /* which they are does not matter: somebody has opened it */
	warden_pty_update(l);
	return 0;
}

static int watch_node(struct listener *l)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd < 0 || inotify_add_watch(fd, l->node, IN_OPEN) < 0)
		return -errno;
	osmo_fd_setup(&l->fd, fd, OSMO_FD_READ, on_open, l, 0);
	return osmo_fd_register(&l->fd) < 0 ? -EIO : 0;
}

/* Hangs up by its speed, as it would a modem at a serial line (FIELD-NOTES A19). */
static void on_watch(void *data)
{
	struct listener *l = data;
	struct termios t;

	if (!l->slot)
		return;
	if (tcgetattr(l->master, &t) == 0 && cfgetospeed(&t) == B0) {
		const struct control c = { .kind = CONTROL_HANGUP,
					   .link = l->slot->unit->link,
					   .slot = l->slot->number };

		warden_unit_tell(l->slot->unit, &c, -1);
		return;
	}
	warden_arm(&l->hangup_timer, WATCH_MS);
}

void warden_pty_watch(struct listener *l, bool on)
{
	if (on)
		warden_arm(&l->hangup_timer, WATCH_MS);
	else
		osmo_timer_del(&l->hangup_timer);
}

int warden_pty_open(struct listener *l)
{
	int rc = make_folders(l->rule->path);

	if (rc < 0)
		return rc;
	osmo_timer_setup(&l->hangup_timer, on_watch, l);
	l->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (l->master < 0 || grantpt(l->master) < 0 || unlockpt(l->master) < 0 ||
	    ptsname_r(l->master, l->node, sizeof(l->node)) != 0)
		return -errno;
	rc = make_raw(l);
	if (rc == 0)
		rc = set_owner(l);
	if (rc == 0)
		rc = open_once(l);
	return rc == 0 ? watch_node(l) : rc;
}

/* Only what points to a pseudo-terminal of ours, or of a daemon that died, is ours to remove. */
static bool is_stale(const char *path)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(AT_FDCWD, path, target, sizeof(target));

	return n > 9 && memcmp(target, "/dev/pts/", 9) == 0;
}

static void show(struct listener *l, bool on)
{
	if (on == l->has_file)
		return;
	if (is_stale(l->rule->path))
		(void)unlinkat(AT_FDCWD, l->rule->path, 0);
	l->has_file = on;
	if (on && symlinkat(l->node, AT_FDCWD, l->rule->path) < 0) {
		l->has_file = false;
		LOGP(LOG_CLIENT, LOGL_ERROR, "%s: %s\n", l->rule->path, strerror(errno));
	}
}

/* Somebody has it open, or has left something to read. */
static bool is_open(const struct listener *l)
{
	struct pollfd p = { .fd = l->master, .events = POLLIN };

	return poll(&p, 1, 0) >= 0 && (!(p.revents & POLLHUP) || (p.revents & POLLIN));
}

static void seat(struct listener *l)
{
	struct unit *u = warden_listen_unit(l);
	struct stat st = { .st_uid = 0 };
	struct peer peer = { .pid = 0 };
	struct seat s = { .peer = &peer, .role = l->rule->role, .flavour = LISTEN_PTY, .pty = l };
	enum reason reason;

	/* Who may open it is all that is known of who did. */
	if (fstatat(AT_FDCWD, l->node, &st, 0) == 0)
		peer.uid = st.st_uid;
	s.client = fcntl(l->master, F_DUPFD_CLOEXEC, 0);
	reason = s.client < 0 ? REASON_TOO_MANY_CLIENTS : warden_client_seat(u, &s);
	if (reason == REASON_OK)
		return;
	if (s.client >= 0)
		close(s.client);
	warden_audit_peer(l->warden, u, &peer, reason);
	warden_pty_hang_up(l);
}

void warden_pty_update(struct listener *l)
{
	const bool is_up = warden_listen_unit(l)->state == UNIT_UP && !l->warden->ending;

	show(l, is_up);
	if (is_up && !l->slot && is_open(l))
		seat(l);
}

void warden_pty_hang_up(struct listener *l)
{
	int fd = open_node(l);

	if (fd < 0 || ioctl(fd, TIOCVHANGUP) < 0)
		LOGP(LOG_CLIENT, LOGL_ERROR, "%s: cannot be hung up: %s\n", l->rule->path,
		     strerror(errno));
	if (fd >= 0)
		close(fd);
}

/* A client that crashed has not given up that it had the terminal alone. */
static void share(const struct listener *l)
{
	int fd = open_node(l);

	if (fd < 0)
		return;
	(void)ioctl(fd, TIOCNXCL);
	close(fd);
}

void warden_pty_free(struct listener *l)
{
	warden_pty_watch(l, false);
	l->slot->pty = NULL;
	l->slot = NULL;
	if (is_open(l))
		return; /* by the next one already */
	share(l);
	(void)tcflush(l->master, TCOFLUSH);
	(void)make_raw(l);
}

void warden_pty_close(struct listener *l)
{
	osmo_timer_del(&l->hangup_timer);
	if (l->fd.fd < 0)
		return;
	show(l, false);
	osmo_fd_unregister(&l->fd);
	close(l->fd.fd);
	l->fd.fd = -1;
	close(l->master);
}
