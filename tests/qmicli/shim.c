/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into the stock qmi-proxy: opening the device named in AIRLOCK_SHIM_DEVICE (by default
 * /dev/cdc-wdm0) connects to the unix socket named in AIRLOCK_SHIM_SOCKET, a simulated modem.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

typedef int (*open_function)(const char *path, int flags, ...);

int open(const char *path, int flags, ...);
int open64(const char *path, int flags, ...);

static int connect_modem(const char *socket_path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	size_t n = strlen(socket_path);
	int fd, error;

	if (n >= sizeof(a.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(a.sun_path, socket_path, n + 1);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		error = errno;
		close(fd);
		errno = error;
		return -1;
	}
	/* qmi-proxy opens its device without waiting for it. */
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

static int open_or_connect(const char *symbol, const char *path, int flags, mode_t mode)
{
	const char *device = getenv("AIRLOCK_SHIM_DEVICE"), *to = getenv("AIRLOCK_SHIM_SOCKET");
	open_function next;

	if (to && strcmp(path, device ? device : "/dev/cdc-wdm0") == 0)
		return connect_modem(to);
	/* dlsym() gives a data pointer; POSIX asks for this way to make a function of it. */
	*(void **)&next = dlsym(RTLD_NEXT, symbol);
	return next(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode = 0;

	va_start(ap, flags);
	if (flags & (O_CREAT | __O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return open_or_connect("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode = 0;

	va_start(ap, flags);
	if (flags & (O_CREAT | __O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return open_or_connect("open64", path, flags, mode);
}
