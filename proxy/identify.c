// SPDX-License-Identifier: GPL-2.0-or-later
/* Credentials of a client, so that a reused process id cannot lie. */
#include "identify.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the C library's headers: socket(7). */
#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif

/* A process by number, as it is now: what is read below stays its own when the number is reused. */
static int open_process(uint32_t pid)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%u", pid);
	return pid > 0 ? open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
}

/* Whether the process that connected is still alive, where the kernel can tell. */
static bool is_alive(int client)
{
	int fd = -1;
	socklen_t len = sizeof(fd);
	bool is;

	if (getsockopt(client, SOL_SOCKET, SO_PEERPIDFD, &fd, &len) < 0)
		return true; /* a kernel before 6.5 */
	is = syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0) == 0;
	close(fd);
	return is;
}

/*
 * The process is looked up by its number, and counts only if the one that connected is still alive
 * afterwards: then the number was not given to another in between. A path that does not fit is no
 * path at all.
 */
static void read_exe(int client, struct peer *p)
{
	int process = open_process(p->pid);
	ssize_t n = process < 0 ? 0 : readlinkat(process, "exe", p->exe, sizeof(p->exe));

	if (n <= 0 || n == (ssize_t)sizeof(p->exe) || !is_alive(client))
		n = 0;
	p->exe[n] = '\0';
	if (process >= 0)
		close(process);
}

int identify_peer(int client, struct peer *out)
{
	struct ucred cred;
	socklen_t len = sizeof(cred);

	memset(out, 0, sizeof(*out));
	if (getsockopt(client, SOL_SOCKET, SO_PEERCRED, &cred, &len) < 0)
		return -errno;
	out->uid = cred.uid;
	out->gid = cred.gid;
	out->pid = (uint32_t)cred.pid;
	len = sizeof(out->groups);
	/* With more groups than there is room for, none count: a role is not gained by that. */
	if (getsockopt(client, SOL_SOCKET, SO_PEERGROUPS, out->groups, &len) == 0)
		out->n_groups = len / sizeof(out->groups[0]);
	read_exe(client, out);
	return 0;
}

static bool has_group(const struct peer *p, uint32_t gid)
{
	for (unsigned i = 0; i < p->n_groups; i++)
		if (p->groups[i] == gid)
			return true;
	return p->gid == gid;
}

static bool fits(const struct ruleset_role *r, const struct peer *p)
{
	if (!r->user[0] && !r->group[0] && !r->exe[0])
		return false; /* only a listener gives this role */
	if (r->user[0] && (r->uid == UINT32_MAX || r->uid != p->uid))
		return false;
	if (r->group[0] && (r->gid == UINT32_MAX || !has_group(p, r->gid)))
		return false;
	return !r->exe[0] || !strcmp(r->exe, p->exe);
}

uint16_t identify_role(const struct ruleset *rules, const struct peer *p)
{
	for (uint16_t i = 0; i < rules->n_roles; i++)
		if (fits(&rules->roles[i], p))
			return i;
	return ROLE_NONE;
}
