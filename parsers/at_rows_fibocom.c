/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of Fibocom modules; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "+GTACT", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T | E, .set = "*", .read = "*" },
	{ .name = "+GTAGPSSERV", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = E | S | R | T, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "+GTAUTOCONNECT", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T | E, .set = "*", .read = "*" },
	{ .name = "+GTCAINFO", .forms = E | R | T | S, .flags = AT_FREE_TEXT, .set = "*",
	  .read = "*", .answer = "*", .urc = "*" },
	{ .name = "+GTCCINFO", .forms = E | R | T | S, .flags = AT_FREE_TEXT, .set = "*",
	  .read = "*", .answer = "*", .urc = "*" },
	{ .name = "+GTCELLLOCK", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T | E, .set = "*", .read = "*" },
	{ .name = "+GTDNS", .forms = E | R | T | S, .flags = AT_FREE_TEXT, .set = "*", .read = "*",
	  .answer = "*", .urc = "*" },
	{ .name = "+GTDUALSIM", .class = CLASS_SIM, .forms = S | R | T, .set = "*", .read = "*" },
	{ .name = "+GTFCCEFFSTATUS", .forms = E | R | T | S, .set = "*", .read = "*" },
	/* the lock of FCC laptops: challenge and answer */
	{ .name = "+GTFCCLOCKGEN", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*" },
	/* the lock of FCC laptops: challenge and answer */
	{ .name = "+GTFCCLOCKMODE", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*" },
	/* the lock of FCC laptops: challenge and answer */
	{ .name = "+GTFCCLOCKSTATE", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*" },
	/* the lock of FCC laptops: challenge and answer */
	{ .name = "+GTFCCLOCKVER", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*" },
	{ .name = "+GTGPS", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = E | S | R | T, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "+GTGPSCFG", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = E | S | R | T, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "+GTGPSPOWER", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = E | S | R | T, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "+GTIPPASS", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T | E, .set = "*", .read = "*" },
	{ .name = "+GTPKGVER", .forms = R | E | T, .read = "*", .answer = "*" },
	{ .name = "+GTRAT", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "*",
	  .read = "*", .urc = "*" },
	{ .name = "+GTRNDIS", .class = CLASS_CONTROL, .forms = S | R | T, .timeout_s = 180,
	  .set = "n0..1,[n0..255", .read = "[n,n,*" },
	{ .name = "+GTSENRDTEMP", .forms = E | R | T | S, .flags = AT_FREE_TEXT, .set = "*",
	  .read = "*", .answer = "*", .urc = "*" },
	{ .name = "+GTSET", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "*",
	  .read = "*", .urc = "*" },
	{ .name = "+GTUSBMODE", .class = CLASS_FIRMWARE, .group = AT_GROUP_DEBUG,
	  .forms = S | R | T, .set = "n0..99", .read = "n" },
};

FAMILY(fibocom, "fibocom");
