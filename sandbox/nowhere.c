/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Namespaces that hold nothing. */
#include "nowhere.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The user namespace stands first: without capabilities, entering it is what gives the others. */
static struct space {
	uint32_t flag;
	const char *file;
	int fd;
} spaces[] = {
	{ CLONE_NEWUSER, "user", -1 },     { CLONE_NEWNET, "net", -1 },
	{ CLONE_NEWIPC, "ipc", -1 },       { CLONE_NEWUTS, "uts", -1 },
	{ CLONE_NEWCGROUP, "cgroup", -1 }, { CLONE_NEWNS, "mnt", -1 },
};

static uint32_t here; /* what there is */

/* The root becomes an empty directory; the old one, with all that is mounted in it, goes. */
static bool empty_mounts(void)
{
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("nowhere", "/proc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY,
		     "size=4k,nr_inodes=1,mode=0555") == 0 &&
	       chdir("/proc") == 0 && syscall(SYS_pivot_root, ".", ".") == 0 &&
	       umount2(".", MNT_DETACH) == 0 && chdir("/") == 0;
}

/* The process that makes them. It says which there are, and waits until they were opened. */
static _Noreturn void hold(int channel, bool needs_user)
{
	uint32_t made = 0;
	char byte;

	for (unsigned i = 0; i < COUNT(spaces); i++) {
		const uint32_t flag = spaces[i].flag;

		if (flag == CLONE_NEWUSER && !needs_user)
			continue;
		if (unshare((int)flag) == 0 && (flag != CLONE_NEWNS || empty_mounts()))
			made |= flag;
	}
	if (write(channel, &made, sizeof(made)) == (ssize_t)sizeof(made))
		(void)!read(channel, &byte, 1);
	_exit(0);
}

static void open_spaces(pid_t holder, uint32_t made)
{
	char path[48];

	for (unsigned i = 0; i < COUNT(spaces); i++) {
		if (!(made & spaces[i].flag))
			continue;
		snprintf(path, sizeof(path), "/proc/%d/ns/%s", holder, spaces[i].file);
		spaces[i].fd = open(path, O_RDONLY | O_CLOEXEC);
		if (spaces[i].fd >= 0)
			here |= spaces[i].flag;
	}
}

/* Whether a child may do it, since to try it here would have an effect. */
static bool may_unshare(uint32_t flag)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(unshare((int)flag) < 0);
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

void nowhere_make(void)
{
	const bool is_able = may_unshare(CLONE_NEWNS);
	uint32_t made = 0;
	int pair[2];
	pid_t holder;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return;
	holder = fork();
	if (holder == 0) {
		close(pair[0]);
		hold(pair[1], !is_able);
	}
	close(pair[1]);
	if (holder > 0 && read(pair[0], &made, sizeof(made)) == (ssize_t)sizeof(made))
		open_spaces(holder, made);
	close(pair[0]);
	if (holder > 0)
		waitpid(holder, NULL, 0);
	if (is_able && may_unshare(CLONE_NEWUSER))
		here |= CLONE_NEWUSER;
	if (is_able && may_unshare(CLONE_NEWPID))
		here |= CLONE_NEWPID;
}

void nowhere_begin(uint32_t wanted)
{
	for (unsigned i = 0; i < COUNT(spaces); i++)
		if ((wanted & spaces[i].flag) && spaces[i].flag != CLONE_NEWUSER &&
		    unshare((int)spaces[i].flag) == 0 && spaces[i].flag == CLONE_NEWNS)
			(void)empty_mounts();
}

uint32_t nowhere_has(void)
{
	return here;
}

uint32_t nowhere_clone_flags(uint32_t wanted)
{
	return here & wanted & CLONE_NEWPID;
}

int nowhere_enter(uint32_t wanted)
{
	for (unsigned i = 0; i < COUNT(spaces); i++)
		if ((wanted & spaces[i].flag) && spaces[i].fd >= 0 &&
		    setns(spaces[i].fd, (int)spaces[i].flag) < 0)
			return -errno;
	return 0;
}

int nowhere_enter_user(uint32_t wanted)
{
	if (!(here & wanted & CLONE_NEWUSER) || spaces[0].fd >= 0)
		return 0;
	return unshare(CLONE_NEWUSER) < 0 ? -errno : 0;
}
