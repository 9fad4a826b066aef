/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of ZTE modems; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "+ZBANDI", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_PERSONAL | AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*",
	  .urc = "*" },
	/* USB composition, operating mode */
	{ .name = "+ZCDRUN", .class = CLASS_FIRMWARE, .group = AT_GROUP_DEBUG,
	  .forms = E | S | R | T, .set = "*" },
	{ .name = "+ZCHNELSET", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_PERSONAL | AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*",
	  .urc = "*" },
	{ .name = "+ZCPBR", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_PERSONAL | AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*",
	  .urc = "*" },
	{ .name = "+ZCPBW", .class = CLASS_CONTROL, .forms = E | S | R | T,
	  .flags = AT_PERSONAL | AT_FREE_TEXT, .set = "*", .read = "*", .answer = "*",
	  .urc = "*" },
	{ .name = "+ZDON", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	{ .name = "+ZEND", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	{ .name = "+ZGS", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	/* USB composition, operating mode */
	{ .name = "+ZOPRT", .class = CLASS_FIRMWARE, .group = AT_GROUP_DEBUG,
	  .forms = E | S | R | T, .set = "*" },
	{ .name = "+ZPAS", .forms = R | T | S | E, .set = "*", .read = "s32,[s32",
	  .answer = "s32,[s32", .urc = "s32,[s32" },
	{ .name = "+ZPINPUK", .forms = R | T | E | S, .set = "*", .read = "*", .answer = "*" },
	{ .name = "+ZPSTM", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	{ .name = "+ZRSSI", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	{ .name = "+ZSNT", .class = CLASS_CONTROL, .group = AT_GROUP_PROFILES, .forms = S | R | T,
	  .timeout_s = 60, .set = "n0..9,n0..9,n0..9", .fields = "mode,selection,order",
	  .read = "n,n,n" },
	{ .name = "+ZSTR", .forms = E | R | T | S, .set = "*", .answer = "*", .urc = "*" },
	/* USB composition, operating mode */
	{ .name = "+ZSWITCH", .class = CLASS_FIRMWARE, .group = AT_GROUP_DEBUG,
	  .forms = E | S | R | T, .set = "*" },
	{ .name = "+ZUSIMR", .urc = "n,[n" },
};

FAMILY(zte, "zte");
