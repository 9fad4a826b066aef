// SPDX-License-Identifier: GPL-2.0-or-later
/* Sending and receiving what warden and rooms say to each other, with at most one descriptor. */
#include "control.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for more descriptors than are ever sent, so that surplus ones are seen and closed. */
enum { DESCRIPTORS = 4 };

union ancillary {
	char bytes[CMSG_SPACE(sizeof(int) * DESCRIPTORS)];
	struct cmsghdr align;
};

bool control_send_bytes(int to, const void *bytes, size_t len)
{
	struct iovec iov = { (void *)(uintptr_t)bytes, len };
	const struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	return sendmsg(to, &msg, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)len;
}

int control_send(int to, const struct control *c, int fd)
{
	struct iovec iov = { (void *)(uintptr_t)c, sizeof(*c) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	union ancillary anc;
	ssize_t n;

	if (fd >= 0) {
		memset(&anc, 0, sizeof(anc));
		msg.msg_control = anc.bytes;
		msg.msg_controllen = CMSG_SPACE(sizeof(int));
		struct cmsghdr *h = CMSG_FIRSTHDR(&msg);
		h->cmsg_level = SOL_SOCKET;
		h->cmsg_type = SCM_RIGHTS;
		h->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(h), &fd, sizeof(fd));
	}
	do
		n = sendmsg(to, &msg, MSG_DONTWAIT | MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : 0;
}

/* Takes the descriptors out of a message: the one that may be there to `fd`; others are closed. */
static bool take_descriptor(struct msghdr *msg, int *fd)
{
	unsigned n = 0;

	*fd = -1;
	for (struct cmsghdr *h = CMSG_FIRSTHDR(msg); h; h = CMSG_NXTHDR(msg, h)) {
		if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS)
			continue;
		size_t count = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < count; i++) {
			int got;
			memcpy(&got, CMSG_DATA(h) + i * sizeof(int), sizeof(got));
			if (n++ == 0)
				*fd = got;
			else
				close(got);
		}
	}
	return n <= 1 && !(msg->msg_flags & MSG_CTRUNC);
}

/* Some are about the port itself. */
static bool slot_is_sound(const struct control *c)
{
	const bool may_be_port =
		c->kind == CONTROL_SWAP || c->kind == CONTROL_SWAPPED || c->kind == CONTROL_HANGUP;

	return c->slot < GATE_SLOTS || (c->slot == GATE_SLOTS && may_be_port);
}

static bool is_sound(const struct control *c)
{
	return c->kind < CONTROL_KINDS && slot_is_sound(c) && c->reason < UINT8_MAX &&
	       memchr(c->exe, '\0', sizeof(c->exe)) != NULL;
}

int control_receive(int from, struct control *c, int *fd)
{
	struct control got;
	struct iovec iov = { &got, sizeof(got) };
	union ancillary anc;
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = anc.bytes,
			      .msg_controllen = sizeof(anc.bytes) };
	ssize_t n;

	*fd = -1;
	do
		n = recvmsg(from, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	bool one = take_descriptor(&msg, fd);
	if (n == 0 && *fd < 0)
		return 0;
	if (!one || n != (ssize_t)sizeof(got) || (msg.msg_flags & MSG_TRUNC) || !is_sound(&got)) {
		if (*fd >= 0)
			close(*fd);
		*fd = -1;
		return -EBADMSG;
	}
	*c = got;
	return 1;
}
