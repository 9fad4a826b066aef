/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of Icera modems; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "%ICCID", .forms = E | R | T, .flags = AT_PERSONAL, .answer = "s22" },
	{ .name = "%IER", .forms = E | R | T | S, .set = "*", .read = "*", .answer = "*" },
	{ .name = "%IPBM", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .set = "[s32,n0..1", .read = "[s32,n" },
	{ .name = "%IPDPACT", .class = CLASS_CONTROL, .forms = S | R | T, .flags = AT_PERSONAL,
	  .timeout_s = 180, .set = "n0..255,n0..1,[s16,n,n,s128,s128", .read = "[n,n,*",
	  .urc = "n,n,[n" },
	{ .name = "%IPDPADDR", .forms = S | E | T | R, .flags = AT_PERSONAL, .set = "[n0..255",
	  .answer = "n,[s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,s64,*" },
	{ .name = "%IPDPCFG", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T, .flags = AT_PERSONAL, .set = "[n0..255,n0..9,n0..9,s128,s128",
	  .read = "[n,n,n,s128,s128" },
	{ .name = "%IPSYS", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .set = "[n0..9,n0..9", .read = "n,n,[*" },
	{ .name = "%IRESET", .class = CLASS_CONTROL, .group = AT_GROUP_POWER, .forms = E | R | T,
	  .flags = AT_ALL_FORMS },
	{ .name = "%ISIMINIT", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "%NWSTATE", .class = CLASS_CONTROL, .forms = S | R | T, .set = "n0..1",
	  .read = "n", .urc = "n,h16,[s32,s32,*", .enable = "%NWSTATE" },
	{ .name = "%PINNUM", .forms = R | E | T, .read = "n,n,n,n" },
};

FAMILY(icera, "icera");
