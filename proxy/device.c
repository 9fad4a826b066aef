// SPDX-License-Identifier: GPL-2.0-or-later
/* Modem ports: character devices, and unix sockets of simulators. */
#include "device.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

/* linux/usb/cdc-wdm.h, which needs another header's luck to be included by itself. */
#define WDM_MAX_COMMAND _IOR('H', 0xA0, __u16)

enum {
	DEVICE_MESSAGE = 4096, /* qmi_wwan's size, where the driver cannot be asked */
	LARGEST_MESSAGE = 65536,
	SMALLEST_MESSAGE = 64,
};

/* How far above a node the USB device may be. */
enum { SYSFS_DEPTH = 12 };

/* Looks up the tree of sysfs for the USB device that a node belongs to. */
static uint16_t find_vendor(dev_t node)
{
	char path[128], text[16];
	int len = snprintf(path, sizeof(path), "/sys/dev/char/%u:%u/", major(node), minor(node));
	unsigned long vendor = 0;

	/* The first is a symlink; ".." goes up from where it leads. */
	for (int i = 0; i < SYSFS_DEPTH; i++, len += 3) {
		snprintf(path + len, sizeof(path) - (size_t)len, "idVendor");
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		memcpy(path + len, "../", 3);
		if (fd < 0)
			continue;
		ssize_t n = read(fd, text, sizeof(text) - 1);
		close(fd);
		if (n > 0) {
			text[n] = '\0';
			vendor = strtoul(text, NULL, 16);
		}
		break;
	}
	return vendor <= UINT16_MAX ? (uint16_t)vendor : 0;
}

static int open_node(const char *path, int mode)
{
	int fd = open(path, mode | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	/* Some drivers refuse to be opened one way. */
	if (fd < 0 && (errno == EINVAL || errno == EACCES || errno == EPERM))
		fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * Whoever has not opened it yet cannot any more, unless it is root. It is not given back: a node
 * goes with its device, and one that is left without airlock is better shut.
 */
static void take_away(int fd, const struct stat *st)
{
	if ((st->st_mode & 077) != 0) /* not ours: udev has taken care of it */
		(void)fchmod(fd, 0600);
}

static int open_device(const char *path, struct device *d)
{
	struct stat r, w;
	uint16_t max;

	d->read_fd = open_node(path, O_RDONLY);
	if (d->read_fd < 0)
		return d->read_fd;
	d->write_fd = open_node(path, O_WRONLY);
	if (d->write_fd < 0)
		return d->write_fd;
	if (fstatat(d->read_fd, "", &r, AT_EMPTY_PATH) < 0 ||
	    fstatat(d->write_fd, "", &w, AT_EMPTY_PATH) < 0)
		return -errno;
	if (!S_ISCHR(r.st_mode) || r.st_rdev != w.st_rdev)
		return -ENOTTY;
	if (fcntl(d->read_fd, F_SETFL, 0) < 0) /* it was opened so only not to wait for a carrier */
		return -errno;
	take_away(d->read_fd, &r);
	d->max_write = DEVICE_MESSAGE;
	d->max_read = LARGEST_MESSAGE;
	if (ioctl(d->write_fd, WDM_MAX_COMMAND, &max) == 0 && max >= SMALLEST_MESSAGE)
		d->max_write = d->max_read = max;
	d->vendor = find_vendor(r.st_rdev);
	return 0;
}

static int open_socket(const char *path, struct device *d)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof(to.sun_path))
		return -ENAMETOOLONG;
	memcpy(to.sun_path, path, len);
	if (path[0] == '@')
		to.sun_path[0] = '\0';
	d->is_socket = true;
	d->max_write = d->max_read = LARGEST_MESSAGE;
	d->read_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (d->read_fd < 0)
		return -errno;
	if (connect(d->read_fd, (struct sockaddr *)&to,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)) < 0 ||
	    fcntl(d->read_fd, F_SETFL, 0) < 0)
		return -errno;
	d->write_fd = fcntl(d->read_fd, F_DUPFD_CLOEXEC, 0);
	return d->write_fd < 0 ? -errno : 0;
}

int device_open(const struct ruleset_link *link, struct device *out)
{
	int rc;

	*out = (struct device){ .read_fd = -1, .write_fd = -1 };
	if (!strncmp(link->qmi, "unix:", 5))
		rc = open_socket(link->qmi + 5, out);
	else
		rc = open_device(link->qmi, out);
	if (link->vendor)
		out->vendor = link->vendor;
	if (rc < 0)
		device_close(out);
	return rc;
}

/* Rates that the C library has a name for: all that serial modems have. */
static const struct {
	uint32_t speed;
	speed_t code;
} speeds[] = {
	{ 9600, B9600 },       { 19200, B19200 },     { 38400, B38400 },     { 57600, B57600 },
	{ 115200, B115200 },   { 230400, B230400 },   { 460800, B460800 },   { 500000, B500000 },
	{ 576000, B576000 },   { 921600, B921600 },   { 1000000, B1000000 }, { 1152000, B1152000 },
	{ 1500000, B1500000 }, { 2000000, B2000000 }, { 3000000, B3000000 }, { 4000000, B4000000 },
};

static int set_speed(struct termios *t, uint32_t speed)
{
	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++)
		if (speeds[i].speed == speed)
			return cfsetspeed(t, speeds[i].code) < 0 ? -errno : 0;
	return speed == 0 ? 0 : -EINVAL;
}

/*
 * wwan ports take bytes as they are and have no termios. A carrier is not waited for (CLOCAL), and
 * closing hangs up (HUPCL).
 */
static int make_raw(struct device *d, uint32_t speed)
{
	struct termios t;
	int rc;

	if (tcgetattr(d->read_fd, &t) < 0)
		return errno == ENOTTY || errno == EINVAL ? 0 : -errno;
	d->is_tty = true;
	if (ioctl(d->read_fd, TIOCEXCL) < 0)
		return -errno;
	cfmakeraw(&t);
	t.c_cflag |= CLOCAL | CREAD | HUPCL;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	rc = set_speed(&t, speed);
	if (rc == 0 && tcsetattr(d->read_fd, TCSANOW, &t) < 0)
		rc = -errno;
	if (rc == 0)
		(void)tcflush(d->read_fd, TCIOFLUSH);
	return rc;
}

int device_open_port(const struct ruleset_port *port, struct device *out)
{
	int rc;

	*out = (struct device){ .read_fd = -1, .write_fd = -1 };
	if (!strncmp(port->path, "unix:", 5)) {
		rc = open_socket(port->path + 5, out);
	} else {
		rc = open_device(port->path, out);
		if (rc == 0)
			rc = make_raw(out, port->speed);
	}
	if (rc < 0)
		device_close(out);
	return rc;
}

void device_set_dtr(const struct device *d, bool on)
{
	const int line = TIOCM_DTR;

	if (d->is_tty && d->read_fd >= 0)
		(void)ioctl(d->read_fd, on ? TIOCMBIS : TIOCMBIC, &line);
}

void device_close(struct device *d)
{
	if (d->read_fd >= 0)
		close(d->read_fd);
	if (d->write_fd >= 0)
		close(d->write_fd);
	d->read_fd = d->write_fd = -1;
}
