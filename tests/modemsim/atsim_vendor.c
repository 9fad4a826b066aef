/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of vendors; answers as their modems give them (FIELD-NOTES A11 to A15). */
#include <stdio.h>
#include <string.h>

#include "atsim_state.h"

static int huawei_iccid(struct atsim_call *c)
{
	char text[32];

	if (c->a->m->world->is_card_out)
		return CME_SIM_ABSENT;
	atsim_say(c, "^ICCID: %s",
		  atsim_text_of(c->a, "dms.uim-get-iccid", "iccid", text, sizeof(text)));
	return AT_OK;
}

static int huawei_sysinfo(struct atsim_call *c)
{
	bool served = atsim_registration(c->a) == 1;

	atsim_say(c, "^SYSINFO:%d,%d,0,%d,%d,,%d", served ? 2 : 0, served ? 3 : 0, served ? 5 : 0,
		  atsim_card(c->a) == AT_OK, 4);
	return AT_OK;
}

static int huawei_cpin(struct atsim_call *c)
{
	const struct pin *pins = c->a->m->world->pins;
	int card = atsim_card(c->a);

	if (c->form != FORM_READ)
		return AT_TABLE;
	if (card == CME_SIM_ABSENT)
		return card;
	atsim_say(c, "^CPIN: %s,,%u,%u,%u,%u", card == CME_SIM_PIN ? "SIM PIN" : "READY",
		  pins[0].unblock_tries, pins[0].tries, pins[1].unblock_tries, pins[1].tries);
	return AT_OK;
}

static int quectel_csq(struct atsim_call *c)
{
	int dbm = atsim_dbm(c->a);

	if (c->form != FORM_EXEC)
		return AT_TABLE;
	atsim_say(c, "+QCSQ: \"LTE\",%d,%d,130,-10", dbm, dbm - 20);
	return AT_OK;
}

static int quectel_ccid(struct atsim_call *c)
{
	char text[32];

	if (c->form == FORM_TEST)
		return AT_OK;
	atsim_say(c, "+QCCID: %s",
		  atsim_text_of(c->a, "dms.uim-get-iccid", "iccid", text, sizeof(text)));
	return AT_OK;
}

static int sierra_status(struct atsim_call *c)
{
	if (c->form != FORM_READ)
		return AT_TABLE;
	atsim_say(c, "!GSTATUS: ");
	atsim_say(c, "Current Time:  120\t\tTemperature: 40");
	atsim_say(c, "Reset Counter: 1\t\tMode:        ONLINE");
	atsim_say(c, "System mode:   LTE        \tPS state:    Attached");
	atsim_say(c, "LTE band:      B3     \tLTE bw:      20 MHz");
	atsim_say(c, "PCC RxM RSSI:  %d\t\tRSRP (dBm):  %d", atsim_dbm(c->a), atsim_dbm(c->a) - 20);
	atsim_say(c, "Tx Power:      0\t\tTAC:         1234 (4660)");
	return AT_OK;
}

static int ublox_reg(struct atsim_call *c)
{
	if (c->form != FORM_READ)
		return AT_TABLE;
	atsim_say(c, "+UREG: %s,%d", atsim_value(c->p, "+UREG"),
		  atsim_registration(c->a) == 1 ? 7 : 0);
	return AT_OK;
}

static int power_down(struct atsim_call *c)
{
	if (c->form == FORM_TEST)
		return AT_TABLE;
	atsim_restart(c->a);
	return AT_OK;
}

const struct atsim_row atsim_rows_vendor[] = {
	{ "+QGMR", NULL, "EG25GGBR07A08M2G_01.003.01.003", NULL, "", NULL, QUECTEL },
	{ "+QCSQ", quectel_csq, NULL, NULL, "+QCSQ: (\"NOSERVICE\",\"GSM\",\"WCDMA\",\"LTE\")",
	  NULL, QUECTEL },
	{ "+QCCID", quectel_ccid, NULL, NULL, "", NULL, QUECTEL },
	{ "+QNWINFO", NULL, "+QNWINFO: \"FDD LTE\",\"00101\",\"LTE BAND 3\",1300", NULL, "", NULL,
	  QUECTEL },
	{ "+QSPN", NULL, "+QSPN: \"Test One\",\"Test1\",\"\",0,\"00101\"", NULL, "", NULL,
	  QUECTEL },
	{ "+QINISTAT", NULL, "+QINISTAT: 7", NULL, "+QINISTAT: (0-7)", NULL, QUECTEL },
	{ "+QENG", NULL, NULL, NULL, "+QENG: (\"servingcell\",\"neighbourcell\")", "", QUECTEL },
	{ "+QCFG", NULL, NULL, NULL, "+QCFG: \"usbcfg\",\"nwscanmode\"", "", QUECTEL },
	{ "+QINDCFG", NULL, NULL, NULL, "+QINDCFG: \"csq\",(0,1),(0,1)", "\"csq\",1", QUECTEL },
	{ "+QURCCFG", NULL, NULL, NULL, "+QURCCFG: \"urcport\",(\"usbat\",\"usbmodem\",\"all\")",
	  "\"urcport\",\"usbat\"", QUECTEL },
	{ "+QGPS", NULL, NULL, "+QGPS: 0", "+QGPS: (1-4),(1-255)", "0", QUECTEL },
	{ "+QGPSEND", NULL, "", NULL, "", NULL, QUECTEL },
	{ "+QGPSCFG", NULL, NULL, NULL, "", "\"outport\",\"usbnmea\"", QUECTEL },
	{ "+QPOWD", power_down, NULL, NULL, "+QPOWD: (0,1)", NULL, QUECTEL },
	{ "+QUSIM", NULL, NULL, NULL, "+QUSIM: (0,1)", "1", QUECTEL },
	/* What must never come here: each would have its way with the modem. */
	{ "+QLINUXCMD", NULL, NULL, NULL, "", "", QUECTEL },
	{ "+QFASTBOOT", NULL, "", NULL, "", "", QUECTEL },
	{ "+QFOTADL", NULL, NULL, NULL, "", "", QUECTEL },
	{ "+QADBKEY", NULL, NULL, NULL, "", "", QUECTEL },
	{ "+QMBNCFG", NULL, NULL, NULL, "", "\"AutoSel\",1", QUECTEL },
	{ "+QECCNUM", NULL, NULL, NULL, "", "0,0,\"112\"", QUECTEL },
	{ "+QFUMOCFG", NULL, NULL, NULL, "", "", QUECTEL },
	{ "+EGMR", NULL, NULL, NULL, "+EGMR: (0,1),(7)", "0,7", 0 },
	{ "^ICCID", huawei_iccid, NULL, NULL, "", NULL, HUAWEI },
	{ "^SYSINFO", huawei_sysinfo, NULL, NULL, "", NULL, HUAWEI },
	{ "^SYSINFOEX", NULL, "^SYSINFOEX:2,3,0,1,,6,\"LTE\",101,\"LTE\"", NULL, "", NULL, HUAWEI },
	{ "^CPIN", huawei_cpin, NULL, NULL, "", NULL, HUAWEI },
	{ "^HCSQ", NULL, NULL, "^HCSQ:\"LTE\",43,50,160,24",
	  "^HCSQ: \"NOSERVICE\",\"GSM\",\"WCDMA\",\"LTE\"", NULL, HUAWEI },
	{ "^HWVER", NULL, "^HWVER:\"CD25TCPU Ver.A\"", NULL, "", NULL, HUAWEI },
	{ "^RFSWITCH", NULL, NULL, "^RFSWITCH:1,1", "^RFSWITCH:(0,1)", "1,1", HUAWEI },
	{ "^SYSCFG", NULL, NULL, "^SYSCFG:2,0,3FFFFFFF,1,2",
	  "^SYSCFG:(2,13,14,16),(0-3),((400000,\"WCDMA2100\")),(0-2),(0-4)", "", HUAWEI },
	{ "^SYSCFGEX", NULL, NULL, "^SYSCFGEX:\"00\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF", NULL, "",
	  HUAWEI },
	{ "^PREFMODE", NULL, NULL, NULL, "^PREFMODE:(2,4,8)", "8", HUAWEI },
	{ "^GETPORTMODE", NULL, "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,NDIS:1,DIAG:2,PCUI:3",
	  NULL, "", NULL, HUAWEI },
	{ "^CURC", NULL, NULL, NULL, "^CURC:(0,1)", "1", HUAWEI },
	{ "^NDISSTATQRY", NULL, NULL, "^NDISSTATQRY:0,,,\"IPV4\"", "", NULL, HUAWEI },
	{ "^NDISDUP", NULL, NULL, NULL, "^NDISDUP:(1-16),(0-1)", "1,0", HUAWEI },
	{ "^DHCP", NULL, NULL,
	  "^DHCP: 0200000A,00FFFFFF,0100000A,0100000A,3500000A,3600000A,"
	  "43200000,43200000",
	  "", NULL, HUAWEI },
	{ "^NWTIME", NULL, NULL, "^NWTIME: 14/01/01,00:00:00+04,00", "", NULL, HUAWEI },
	{ "^CVOICE", NULL, NULL, "^CVOICE:0,8000,16,20", "", "0", HUAWEI },
	{ "^DDSETEX", NULL, NULL, NULL, "^DDSETEX:(0-2)", "2", HUAWEI },
	{ "^PORTSEL", NULL, NULL, NULL, "^PORTSEL:(0,1)", "0", HUAWEI },
	{ "^VERSION", NULL, NULL, "^VERSION:EXTS:11.126.13.00.00\n^VERSION:INTS:", "", NULL,
	  HUAWEI },
	{ "^CSNR", NULL, "^CSNR: -85,-6", NULL, "", NULL, HUAWEI },
	{ "^RESET", power_down, NULL, NULL, "", NULL, HUAWEI },
	{ "^NVWR", NULL, NULL, NULL, "", "", HUAWEI },
	{ "!GSTATUS", sierra_status, NULL, NULL, NULL, NULL, SIERRA },
	{ "!ICCID", NULL, NULL, "!ICCID: 8900101000000000012", NULL, NULL, SIERRA },
	{ "!STATUS", NULL, "Current band: LTE 3", "Current band: LTE 3", NULL, NULL, SIERRA },
	{ "!SELRAT", NULL, NULL, "!SELRAT: 00, Automatic",
	  "!SELRAT: Index, Name\n00, Automatic\n01, UMTS 3G Only", "", SIERRA },
	{ "!PCTEMP", NULL, NULL, "Temp state: Normal\nTemperature: 40.00", NULL, NULL, SIERRA },
	{ "!SCACT", NULL, NULL, "!SCACT: 1,0", "!SCACT: (0,1),(1-16)", "", SIERRA },
	{ "!TIME", NULL, NULL, "!TIME: \n2014/01/01\n00:00:00 (local)\n2014/01/01\n00:00:00 (UTC)",
	  NULL, NULL, SIERRA },
	{ "!ENTERCND", NULL, NULL, NULL, "", "", SIERRA },
	{ "!USBCOMP", NULL, NULL, "Config Index: 1\nConfig Type:  3 (Generic)", "", "", SIERRA },
	{ "+WIND", NULL, NULL, NULL, "+WIND: (0-255)", "0", SIERRA },
	{ "+UREG", ublox_reg, NULL, NULL, "+UREG: (0,1)", "0", UBLOX },
	{ "+URAT", NULL, NULL, NULL, "+URAT: (3,7)", "3", UBLOX },
	{ "+UUSBCONF", NULL, NULL, NULL, "", "3,\"RNDIS\",,\"0x1146\"", UBLOX },
	{ "+UBMCONF", NULL, NULL, NULL, "+UBMCONF: (1,2)", "1", UBLOX },
	{ "+UBANDSEL", NULL, NULL, NULL, "+UBANDSEL: (800,1800,2100,2600)", "800,1800", UBLOX },
	{ "+UPINCNT", NULL, "+UPINCNT: 3,3,10,10", NULL, "", NULL, UBLOX },
	{ "+UCGED", NULL, NULL, "+UCGED: 2\n6,3,001,01\n1300,3,75,75,1234,1,1A2D001", "", "2",
	  UBLOX },
	{ "+UCALLSTAT", NULL, NULL, NULL, "+UCALLSTAT: (0,1)", "0", UBLOX },
	{ "+UDCONF", NULL, NULL, NULL, "", "", UBLOX },
	{ "+UGPIOC", NULL, NULL, "+UGPIOC:\n16,255\n23,255", "", "", UBLOX },
	{ "+CPWROFF", power_down, NULL, NULL, "", NULL, UBLOX },
	{ "+UFWUPD", NULL, NULL, NULL, "", "", UBLOX },
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
