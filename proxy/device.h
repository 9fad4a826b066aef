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
	uint32_t max_write; /* largest message that the port takes in one write */
	uint32_t max_read;
	uint16_t vendor; /* USB vendor id, 0: unknown */
};

/* 0 or -errno: -ENOENT and the like where the device is absent, -ENOTTY where it is none. */
int device_open(const struct ruleset_link *link, struct device *out);
void device_close(struct device *d);
