/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of Option modems; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "_OCTI", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "[n0..1",
	  .read = "n,[n", .answer = "n,[n", .urc = "n" },
	{ .name = "_OERCMN", .forms = R | T | E | S, .set = "*", .read = "n,[n,n", .answer = "*" },
	{ .name = "_OERCN", .forms = R | T | E | S, .set = "*", .read = "n,[n,n", .answer = "*" },
	{ .name = "_OGPS", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = S | R | T | E, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "_OGPSCONF", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = S | R | T | E, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "_OGPSP", .class = CLASS_LOCATION, .group = AT_GROUP_LOCATION_AUDIO,
	  .forms = S | R | T | E, .flags = AT_PERSONAL, .set = "*", .read = "*" },
	{ .name = "_OPDPP", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .flags = AT_PERSONAL, .set = "[n0..255,n0..9,s128,s128",
	  .fields = "cid,protocol,password,user" },
	{ .name = "_OPSYS", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .timeout_s = 60, .set = "n0..9,[n0..9", .fields = "mode,domain", .read = "n,n" },
	{ .name = "_OSIGQ", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "n0..1",
	  .read = "n,n", .answer = "n,n", .urc = "n,n" },
	{ .name = "_OSIMOP", .class = CLASS_CONTROL, .forms = S | R | T | E, .flags = AT_FREE_TEXT,
	  .set = "*", .read = "*", .answer = "*", .urc = "*" },
	{ .name = "_OSQI", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "n0..1",
	  .read = "n" },
	{ .name = "_OSSYS", .class = CLASS_CONTROL, .forms = S | R | T | E, .flags = AT_FREE_TEXT,
	  .set = "*", .read = "*", .answer = "*", .urc = "*" },
	{ .name = "_OSSYSI", .class = CLASS_CONTROL, .forms = S | R | T | E, .flags = AT_FREE_TEXT,
	  .set = "*", .read = "*", .answer = "*", .urc = "*" },
	{ .name = "_OUWCTI", .class = CLASS_CONTROL, .forms = S | R | T | E, .flags = AT_FREE_TEXT,
	  .set = "*", .read = "*", .answer = "*", .urc = "*" },
	{ .name = "_OWANCALL", .class = CLASS_CONTROL, .forms = S | R | T, .timeout_s = 180,
	  .set = "n0..255,n0..1,[n0..1", .fields = "cid,state,report", .read = "n,n",
	  .urc = "n0..255,n0..9", .enable = "_OWANCALL" },
	{ .name = "_OWANDATA", .forms = S | R | T | E, .flags = AT_PERSONAL, .set = "[n0..255",
	  .answer = "n,[s64,s64,s64,s64,s64,s64,n,*" },
	{ .name = "_OWCTI", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "[n0..1",
	  .read = "n,[n", .answer = "n,[n", .urc = "n" },
};

FAMILY(option, "option");
