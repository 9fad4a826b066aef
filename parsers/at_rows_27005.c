/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of 3GPP TS 27.005: short messages; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "+CBM", .flags = AT_PERSONAL | AT_PDU_FOLLOWS | AT_BODY_FOLLOWS,
	  .urc = "n0..65535,[n,n,n,n", .enable = "+CNMI",
	  .carries = "pdu=cbm" },
	{ .name = "+CBMI", .urc = "w4,n0..65535", .enable = "+CNMI" },
	{ .name = "+CDS", .flags = AT_PERSONAL | AT_PDU_FOLLOWS,
	  .urc = "n0..255,[n,p40,n,s64,s64,n", .enable = "+CNMI",
	  .carries = "pdu=+sms-reported" },
	{ .name = "+CDSI", .urc = "w4,n0..65535", .enable = "+CNMI" },
	/* TS 27.005 3.2.4: another protocol */
	{ .name = "+CESP", .class = CLASS_SMS, .group = AT_GROUP_CHANNEL_CONTROL, .forms = E,
	  .flags = AT_DATA_MODE },
	/* TS 27.005 3.5.5 */
	{ .name = "+CMGC", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | T,
	  .flags = AT_PERSONAL | AT_ENTRY_MODE, .timeout_s = 330,
	  .set = "n0..255,[n0..255,n0..255,n0..255,p40,n0..255", .fields = "length",
	  .answer = "n,[*",
	  .carries = "entry=+sms-sent" },
	/* TS 27.005 3.5.4 */
	{ .name = "+CMGD", .class = CLASS_SMS, .forms = S | T, .timeout_s = 120,
	  .set = "n0..65535,[n0..4", .fields = "index,what" },
	/* TS 27.005 3.2.3 */
	{ .name = "+CMGF", .class = CLASS_CONTROL, .forms = S | R | T | E, .set = "[n0..1",
	  .fields = "mode", .read = "n0..1" },
	/* TS 27.005 3.4.2 */
	{ .name = "+CMGL", .class = CLASS_SMS, .forms = E | S | T,
	  .flags = AT_PERSONAL | AT_PDU_FOLLOWS | AT_BODY_FOLLOWS, .timeout_s = 180,
	  .set = "[s16,n0..1", .fields = "stat", .answer = "n0..65535,[s32,s128,s128,s64,n,n,*",
	  .carries = "pdu=+sms-stored" },
	/* TS 27.005 3.4.3 */
	{ .name = "+CMGR", .class = CLASS_SMS, .forms = S | T,
	  .flags = AT_PERSONAL | AT_PDU_FOLLOWS | AT_BODY_FOLLOWS, .timeout_s = 60,
	  .set = "n0..65535,[n0..1", .fields = "index", .answer = "[s32,s128,s128,s64,n,n,n,n,*",
	  .carries = "pdu=+sms-stored" },
	/* TS 27.005 3.5.1; in text mode the address */
	{ .name = "+CMGS", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | T,
	  .flags = AT_PERSONAL | AT_ENTRY_MODE, .timeout_s = 330, .set = "p40,[n0..255",
	  .fields = "length,type", .answer = "n0..255,[s350,*",
	  .carries = "entry=+sms-sent" },
	/* TS 27.005 3.5.3 */
	{ .name = "+CMGW", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = E | S | T,
	  .flags = AT_PERSONAL | AT_ENTRY_MODE, .timeout_s = 120,
	  .set = "[p40,n0..255,s16,n0..255", .fields = "length,stat", .answer = "n0..65535",
	  .carries = "entry=+sms-written" },
	{ .name = "+CMMS", .class = CLASS_CONTROL, .forms = S | R | T, .set = "[n0..2",
	  .read = "n" },
	/* TS 27.005 3.5.2 */
	{ .name = "+CMSS", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | T,
	  .flags = AT_PERSONAL, .timeout_s = 330, .set = "n0..65535,[p40,n0..255",
	  .fields = "index,address,type", .answer = "n0..255,[*" },
	/* TS 27.005 3.4.1: PDU mode [alpha],length; text mode the rest */
	{ .name = "+CMT", .flags = AT_PERSONAL | AT_PDU_FOLLOWS | AT_BODY_FOLLOWS,
	  .urc = "[s128,s128,s64,n,n,n,n,s64,n,n", .enable = "+CNMI",
	  .carries = "pdu=+sms-delivered urc1=name" },
	/* TS 27.005 3.4.1 */
	{ .name = "+CMTI", .urc = "w4,n0..65535", .enable = "+CNMI" },
	/* TS 27.005 3.4.4 */
	{ .name = "+CNMA", .class = CLASS_SMS, .forms = E | S | T,
	  .flags = AT_ENTRY_MODE | AT_BARE_ENTRY, .timeout_s = 60, .set = "[n0..2,n0..255",
	  .fields = "n,length",
	  .carries = "entry=sms-ack" },
	/* TS 27.005 3.4.1 */
	{ .name = "+CNMI", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | R | T | E,
	  .set = "[n0..3,n0..3,n0..3,n0..2,n0..1", .fields = "mode,mt,bm,ds,bfr",
	  .read = "n,[n,n,n,n" },
	/* TS 27.005 3.2.2 */
	{ .name = "+CPMS", .class = CLASS_SMS, .forms = S | R | T, .timeout_s = 60,
	  .set = "w2..2,[w2..2,w2..2", .fields = "read,write,receive",
	  .read = "w4,n,n,[w4,n,n,w4,n,n", .answer = "n,n,[n,n,n,n" },
	{ .name = "+CRES", .class = CLASS_SMS, .forms = E | S | T, .timeout_s = 60,
	  .set = "[n0..255" },
	{ .name = "+CSAS", .class = CLASS_SMS, .forms = E | S | T, .timeout_s = 60,
	  .set = "[n0..255" },
	/* TS 27.005 3.3.1; may be in UCS2 hex */
	{ .name = "+CSCA", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | R | T,
	  .flags = AT_PERSONAL, .timeout_s = 60, .set = "p40,[n0..255", .fields = "address,type",
	  .read = "p80,[n0..255" },
	/* TS 27.005 3.3.4 */
	{ .name = "+CSCB", .class = CLASS_SMS, .forms = S | R | T, .set = "[n0..1,s255,s255",
	  .fields = "mode,ids,dcss", .read = "n,[s255,s255" },
	{ .name = "+CSDH", .class = CLASS_CONTROL, .forms = S | R | T, .set = "[n0..1",
	  .read = "n" },
	/* TS 27.005 3.3.2 */
	{ .name = "+CSMP", .class = CLASS_SMS, .group = AT_GROUP_SMS_RAW, .forms = S | R | T,
	  .set = "[n0..255,s32,n0..255,n0..255", .read = "n,[s32,n,n" },
	/* TS 27.005 3.2.1 */
	{ .name = "+CSMS", .class = CLASS_SMS, .forms = S | R | T, .set = "n0..255",
	  .read = "n,[n,n,n", .answer = "n,n,n,[*" },
};

FAMILY(27005, "27.005");
