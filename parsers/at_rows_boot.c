/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes of modems that start, and lines without a prefix that stand for an event; rows ascending by name, see at.h. */
#include "at_rows.h"

static const struct at_def rows[] = {
	{ .name = "+PACSP", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "+PBREADY", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "+SIND", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "ALIVE", .flags = AT_BOOT, .urc = "" },
	{ .name = "Call Ready", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "MISSED_CALL", .flags = AT_PERSONAL, .urc = "[*" },
	/* MODEM:STARTUP */
	{ .name = "MODEM", .flags = AT_BOOT, .urc = "s32" },
	{ .name = "NO SERVICE", .urc = "" },
	{ .name = "NORMAL POWER DOWN", .flags = AT_BOOT, .urc = "" },
	{ .name = "OVER-VOLTAGE POWER DOWN", .flags = AT_BOOT, .urc = "" },
	{ .name = "PB DONE", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "PB Ready", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "POWERED DOWN", .flags = AT_BOOT, .urc = "" },
	{ .name = "RDY", .flags = AT_BOOT, .urc = "" },
	{ .name = "READY", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "SHUTDOWN", .flags = AT_BOOT, .urc = "" },
	{ .name = "SMS DONE", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "SMS Ready", .flags = AT_BOOT, .urc = "[*" },
	{ .name = "STANDBY", .urc = "" },
	{ .name = "STARTUP", .flags = AT_BOOT, .urc = "" },
	{ .name = "SYSSTART", .flags = AT_BOOT, .urc = "" },
	{ .name = "UNDER-VOLTAGE POWER DOWN", .flags = AT_BOOT, .urc = "" },
	{ .name = "VOICE CALL", .flags = AT_PERSONAL, .urc = "[*" },
	{ .name = "VOICE NO CARRIER", .urc = "" },
};

FAMILY(boot, "boot");
