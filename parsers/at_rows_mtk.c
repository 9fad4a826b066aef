/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of MediaTek modems; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "+EBOOT", .class = CLASS_FIRMWARE, .group = AT_GROUP_FLASH,
	  .forms = E | S | R | T, .flags = AT_ALL_FORMS, .set = "*" },
	{ .name = "+ECSQ", .class = CLASS_CONTROL, .forms = E | S | R | T, .set = "*", .read = "*",
	  .answer = "*", .urc = "*" },
	/* reads with 0, writes the IMEI with 1 */
	{ .name = "+EGMR", .class = CLASS_PROVISIONING, .group = AT_GROUP_IDENTITY,
	  .forms = S | R | T | E, .flags = AT_PERSONAL, .query_arg = 1, .query_is = 0,
	  .set = "n0..1,[n0..255,s32", .fields = "write,what,value", .answer = "*" },
	{ .name = "+EPBSE", .class = CLASS_PROVISIONING, .group = AT_GROUP_PROFILES,
	  .forms = S | R | T, .set = "*", .read = "*" },
	{ .name = "+EPINC", .forms = R | E | T | S, .set = "*", .read = "*", .answer = "*" },
	{ .name = "+ERAT", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .set = "n0..255,[n0..255,n,n", .read = "n,[n,n,n,*" },
	{ .name = "+ESIMS", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_PERSONAL | AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*",
	  .urc = "*" },
	{ .name = "+ESMLCK", .class = CLASS_PROVISIONING, .group = AT_GROUP_IDENTITY,
	  .forms = E | S | R | T, .flags = AT_ALL_FORMS | AT_PERSONAL, .set = "*" },
};

FAMILY(mtk, "mtk");
