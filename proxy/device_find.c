// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel's names of ports are counted up, so each is asked for: nothing is listed, and what is
 * read has a few bytes. A link in /sys/class says where a port's device is in /sys/devices; the
 * folders above it are its USB interface, its USB device, and so on.
 */
#include "device_find.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NUMBERS = 256, ATTRIBUTE = 16 };

/* Names of nodes: %u is counted up, %n the number that is asked for. */
static const struct place {
	enum device_kind kind;
	enum port_by by;
	const char *class, *before, *after;
} places[] = {
	{ DEVICE_QMI, BY_INTERFACE, "usbmisc", "cdc-wdm", NULL },
	{ DEVICE_AT, BY_INTERFACE, "tty", "ttyUSB", NULL },
	{ DEVICE_AT, BY_INTERFACE, "tty", "ttyACM", NULL },
	{ DEVICE_NMEA, BY_INTERFACE, "tty", "ttyUSB", NULL },
	{ DEVICE_NMEA, BY_INTERFACE, "tty", "ttyACM", NULL },
	{ DEVICE_QMI, BY_WWAN, "wwan", "wwan", "qmi" },
	{ DEVICE_AT, BY_WWAN, "wwan", "wwan", "at" },
	{ DEVICE_NMEA, BY_WWAN, "wwan", "wwan", "nmea" },
};

struct search {
	const char *root;
	const struct device_wanted *wanted;
	char device[PATH_MAX]; /* the one that fits, below /sys/devices; "": none yet */
};

bool device_glob(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) { /* the last star takes one more */
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* A number in hex, with or without 0x; false where there is no such attribute. */
static bool read_attribute(const struct search *s, const char *folder, const char *name,
			   unsigned long *out)
{
	char path[PATH_MAX], text[ATTRIBUTE + 1], *end;
	ssize_t n;
	int fd;

	if (snprintf(path, sizeof(path), "%s/sys/devices/%s/%s", s->root, folder, name) >=
	    (int)sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	n = read(fd, text, ATTRIBUTE);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	*out = strtoul(text, &end, 16);
	return end != text;
}

static bool has_ids(const struct search *s, const char *folder, const char *vendor,
		    const char *product)
{
	const struct ruleset_match *m = s->wanted->match;
	unsigned long v, p;

	return read_attribute(s, folder, vendor, &v) && read_attribute(s, folder, product, &p) &&
	       v == m->vendor && p == m->product;
}

/* Whether this folder of /sys/devices is the modem. */
static bool is_modem(const struct search *s, const char *folder)
{
	const struct ruleset_match *m = s->wanted->match;

	if (m->path[0] != '\0' && !device_glob(m->path, folder))
		return false;
	switch ((enum match_bus)m->bus) {
	case MATCH_USB:
		return has_ids(s, folder, "idVendor", "idProduct");
	case MATCH_PCI:
		return has_ids(s, folder, "vendor", "device");
	case MATCH_ANY:
		return true;
	case MATCH_NONE:
	case MATCH_BUSES:
		break;
	}
	return false;
}

/* Where the port's device is, below /sys/devices. */
static bool locate(const struct search *s, const char *class, const char *name, char *out)
{
	static const char devices[] = "/devices/";
	char path[PATH_MAX];
	char *from;
	ssize_t n;

	if (snprintf(path, sizeof(path), "%s/sys/class/%s/%s", s->root, class, name) >=
	    (int)sizeof(path))
		return false;
	n = readlinkat(AT_FDCWD, path, out, PATH_MAX - 1);
	if (n <= 0)
		return false;
	out[n] = '\0';
	from = strstr(out, devices);
	if (!from)
		return false;
	from += sizeof(devices) - 1;
	memmove(out, from, strlen(from) + 1);
	return strstr(out, "..") == NULL;
}

/*
 * Goes up from the port to the modem: cuts `path` to it. On the way there is the USB interface,
 * which must have the number that is asked for. False: the port is not one of such a modem.
 */
static bool climb(const struct search *s, char *path, bool *has_number)
{
	unsigned long number;
	char *cut;

	*has_number = s->wanted->by != BY_INTERFACE;
	while ((cut = strrchr(path, '/')) != NULL) {
		*cut = '\0';
		if (is_modem(s, path))
			return true;
		if (s->wanted->by == BY_INTERFACE &&
		    read_attribute(s, path, "bInterfaceNumber", &number))
			*has_number = number == s->wanted->number;
	}
	return false;
}

/* As IFLA_PARENT_DEV_NAME has it: of the class wwan that is the wwan device, else the modem. */
static void set_modem(const char *class, const char *port, const char *device,
		      struct device_found *out)
{
	const char *last = strrchr(device, '/');

	if (strcmp(class, "wwan") == 0)
		snprintf(out->modem, sizeof(out->modem), "%.*s",
			 (int)(4 + strspn(port + 4, "0123456789")), port);
	else
		snprintf(out->modem, sizeof(out->modem), "%.63s", last ? last + 1 : device);
}

static int try_port(struct search *s, const struct place *p, const char *name,
		    struct device_found *out)
{
	char path[PATH_MAX];
	bool has_number;

	if (!locate(s, p->class, name, path) || !climb(s, path, &has_number))
		return 0;
	if (s->device[0] != '\0' && strcmp(s->device, path) != 0)
		return -ENOTUNIQ;
	strcpy(s->device, path);
	if (!has_number)
		return 0;
	if (out->node[0] != '\0')
		return -ENOTUNIQ;
	snprintf(out->node, sizeof(out->node), "/dev/%s", name);
	set_modem(p->class, name, path, out);
	return 0;
}

static int search_place(struct search *s, const struct place *p, struct device_found *out)
{
	char name[64];
	int rc = 0;

	for (unsigned i = 0; rc == 0 && i < NUMBERS; i++) {
		if (p->after)
			snprintf(name, sizeof(name), "%s%u%s%u", p->before, i, p->after,
				 s->wanted->number);
		else
			snprintf(name, sizeof(name), "%s%u", p->before, i);
		rc = try_port(s, p, name, out);
	}
	return rc;
}

int device_find(const char *root, const struct device_wanted *w, struct device_found *out)
{
	static struct search s;
	int rc = 0;

	s = (struct search){ .root = root, .wanted = w };
	*out = (struct device_found){ .node = "" };
	for (size_t i = 0; rc == 0 && i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i].kind == w->kind && places[i].by == (enum port_by)w->by)
			rc = search_place(&s, &places[i], out);
	if (rc < 0)
		return rc;
	return out->node[0] != '\0' ? 0 : -ENODEV;
}
