/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a modem's port, one descriptor to read and one to write. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "ruleset.h"

struct device {
	int read_fd;  /* blocking, for the reader */
	int write_fd; /* does not wait, for the gate; the same socket where the port is one */
	bool is_socket;
	bool is_tty; /* it has lines that can be dropped */
	uint32_t max_write; /* largest message that the port takes in one write */
	uint32_t max_read;
	uint16_t vendor; /* USB vendor id, 0: unknown */
};

/* 0 or -errno: -ENOENT and the like where the device is absent, -ENOTTY where it is none. */
int device_open(const struct ruleset_link *link, struct device *out);
/* The same of another port: a serial line is made raw, and nobody else may open it. */
int device_open_port(const struct ruleset_port *port, struct device *out);
/* Drops DTR, or raises it; where the port has no such line, nothing. */
void device_set_dtr(const struct device *d, bool on);
void device_close(struct device *d);
