/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service DPM (0x2F): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 Open Port */
static const struct tlv_def open_port_req[] = {
	{ 0x10, 0, "control-ports", "a8{(s8,u32,u32)}",
	  "port-name,endpoint-type,interface-number" },
	{ 0x11, 0, "hardware-data-ports", "a8{(u32,u32,u32,u32)}",
	  "endpoint-type,interface-number,rx-endpoint-number,tx-endpoint-number" },
	{ 0x12, 0, "software-data-ports", "a8{(u32,u32,s8)}",
	  "endpoint-type,interface-number,port-name" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0020, 0, CLASS_CONTROL, "open-port", ROWS(open_port_req), RESULT_ONLY),
	MESSAGE(0x0021, 0, CLASS_CONTROL, "close-port", NO_TLVS, RESULT_ONLY),
};

const struct service_def schema_dpm = { 0x2F, "dpm", messages, COUNT(messages) };
