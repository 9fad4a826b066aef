/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What does harm, in every spelling: each lands on its row and in its group, so that a rule holds.
 */
#include "../check.h"
#include "../at_generate.h"

#include <ctype.h>

/* As a client would write it, and the group it must be in. Figures: public lists of such commands.
 */
static const struct danger {
	const char *text; /* behind AT */
	const char *name;
	enum at_group group;
} dangers[] = {
	{ "+QLINUXCMD=\"reboot\"", "+QLINUXCMD", AT_GROUP_CODE_EXECUTION },
	{ "+QFUMO=1", "+QFUMO", AT_GROUP_CODE_EXECUTION },
	{ "+QFUMOCFG=\"a;reboot\"", "+QFUMOCFG", AT_GROUP_CODE_EXECUTION },
	{ "+QLPING=\"1.2.3.4\"", "+QLPING", AT_GROUP_CODE_EXECUTION },
	{ "+QDATAFWD=1", "+QDATAFWD", AT_GROUP_CODE_EXECUTION },
	{ "+QFTCMD=1", "+QFTCMD", AT_GROUP_CODE_EXECUTION },
	{ "+SYSCMD=\"sys_reboot bootloader\"", "+SYSCMD", AT_GROUP_CODE_EXECUTION },
	{ "+QFASTBOOT", "+QFASTBOOT", AT_GROUP_FLASH },
	{ "+QFOTADL=\"http://x\"", "+QFOTADL", AT_GROUP_FLASH },
	{ "%DLOAD", "%DLOAD", AT_GROUP_FLASH },
	{ "+FUS", "+FUS", AT_GROUP_FLASH },
	{ "+FUS?", "+FUS", AT_GROUP_FLASH },
	{ "+SUDDLMOD=0,0", "+SUDDLMOD", AT_GROUP_FLASH },
	{ "^FLASH", "^FLASH", AT_GROUP_FLASH },
	{ "^FASTBOOT", "^FASTBOOT", AT_GROUP_FLASH },
	{ "!IMAGE=1,2", "!IMAGE", AT_GROUP_FLASH },
	{ "+UFWUPD=0,115200", "+UFWUPD", AT_GROUP_FLASH },
	{ "+CDELTA", "+CDELTA", AT_GROUP_FLASH },
	{ "+QADBKEY?", "+QADBKEY", AT_GROUP_DEBUG },
	{ "+QADBKEY=\"x\"", "+QADBKEY", AT_GROUP_DEBUG },
	{ "+ADBON", "+ADBON", AT_GROUP_DEBUG },
	{ "+QDIAGPORT=1", "+QDIAGPORT", AT_GROUP_DEBUG },
	{ "+QPRINT=1", "+QPRINT", AT_GROUP_DEBUG },
	{ "+DMESG", "+DMESG", AT_GROUP_DEBUG },
	{ "+OQLOG", "+OQLOG", AT_GROUP_DEBUG },
	{ "%MINIOS", "%MINIOS", AT_GROUP_DEBUG },
	{ "$QCDMG", "$QCDMG", AT_GROUP_DEBUG },
	{ "!ENTERCND=\"A710\"", "!ENTERCND", AT_GROUP_DEBUG },
	{ "!USBCOMP=1,1,0000100D", "!USBCOMP", AT_GROUP_DEBUG },
	{ "+CRST=FS", "+CRST", AT_GROUP_FACTORY_RESET },
	{ "+CRST", "+CRST", AT_GROUP_FACTORY_RESET },
	{ "+FACTORST=0,0", "+FACTORST", AT_GROUP_FACTORY_RESET },
	{ "%FRST", "%FRST", AT_GROUP_FACTORY_RESET },
	{ "%RPMBMANUALPROVISIONING", "%RPMBMANUALPROVISIONING", AT_GROUP_FACTORY_RESET },
	{ "+QNAND=1", "+QNAND", AT_GROUP_FACTORY_RESET },
	{ "+QPRTPARA=3", "+QPRTPARA", AT_GROUP_FACTORY_RESET },
	{ "&F", "&F", AT_GROUP_FACTORY_RESET },
	{ "&F0", "&F", AT_GROUP_FACTORY_RESET },
	{ "&W", "&W", AT_GROUP_FACTORY_RESET },
	{ "+EGMR=1,7,\"350000001234562\"", "+EGMR", AT_GROUP_IDENTITY },
	{ "^NVWR=1,2,3", "^NVWR", AT_GROUP_IDENTITY },
	{ "+SIMLOCK=1", "+SIMLOCK", AT_GROUP_IDENTITY },
	{ "+QMBNCFG=\"select\",\"x\"", "+QMBNCFG", AT_GROUP_PROFILES },
	{ "+QCFG=\"usbcfg\",1", "+QCFG", AT_GROUP_PROFILES },
	{ "+QNWLOCK=\"x\"", "+QNWLOCK", AT_GROUP_PROFILES },
	{ "+QFPLMNCFG=\"x\"", "+QFPLMNCFG", AT_GROUP_PROFILES },
	{ "+QOPSCFG=\"x\"", "+QOPSCFG", AT_GROUP_PROFILES },
	{ "+QECCNUM=1,1,\"110\"", "+QECCNUM", AT_GROUP_PROFILES },
	{ "+QSECCFG=1", "+QSECCFG", AT_GROUP_PROFILES },
	{ "+CGDCONT=1,\"IP\",\"x\"", "+CGDCONT", AT_GROUP_PROFILES },
	{ "+CPOL=1", "+CPOL", AT_GROUP_PROFILES },
	{ "+COPS=2", "+COPS", AT_GROUP_PROFILES },
	{ "+CFUN=0", "+CFUN", AT_GROUP_POWER },
	{ "+CFUN=1,1", "+CFUN", AT_GROUP_POWER },
	{ "+CFUN=4", "+CFUN", AT_GROUP_POWER },
	{ "%MODEMRESET", "%MODEMRESET", AT_GROUP_POWER },
	{ "%PMRST", "%PMRST", AT_GROUP_POWER },
	{ "%POWEROFF", "%POWEROFF", AT_GROUP_POWER },
	{ "%RESTART", "%RESTART", AT_GROUP_POWER },
	{ "^RESET", "^RESET", AT_GROUP_POWER },
	{ "+QPOWD=1", "+QPOWD", AT_GROUP_POWER },
	{ "+PWRDN", "+PWRDN", AT_GROUP_POWER },
	{ "+REBOOT_REC", "+REBOOT_REC", AT_GROUP_POWER },
	{ "+CSIM=10,\"00A4000000\"", "+CSIM", AT_GROUP_SIM_RAW },
	{ "+CRSM=214,28486,0,0,2,\"AABB\"", "+CRSM", AT_GROUP_SIM_RAW },
	{ "+CGLA=1,10,\"00A4000000\"", "+CGLA", AT_GROUP_SIM_RAW },
	{ "+CCHO=\"A000\"", "+CCHO", AT_GROUP_SIM_RAW },
	{ "+CCHC=1", "+CCHC", AT_GROUP_SIM_RAW },
	{ "+CPIN=1234", "+CPIN", AT_GROUP_SIM_RAW },
	{ "+CPWD=\"SC\",\"1234\",\"4321\"", "+CPWD", AT_GROUP_SIM_RAW },
	{ "+CLCK=\"SC\",0,\"1234\"", "+CLCK", AT_GROUP_SIM_RAW },
	{ "+CMGS=20", "+CMGS", AT_GROUP_SMS_RAW },
	{ "+CMGW=20", "+CMGW", AT_GROUP_SMS_RAW },
	{ "+CMSS=1", "+CMSS", AT_GROUP_SMS_RAW },
	{ "+CMGC=20", "+CMGC", AT_GROUP_SMS_RAW },
	{ "+QCMGS=\"+4912\"", "+QCMGS", AT_GROUP_SMS_RAW },
	{ "+CSCA=\"+4912\"", "+CSCA", AT_GROUP_SMS_RAW },
	{ "+CNMI=2,2", "+CNMI", AT_GROUP_SMS_RAW },
	{ "+CSMP=17,167", "+CSMP", AT_GROUP_SMS_RAW },
	{ "+CHLD=1", "+CHLD", AT_GROUP_CALLS },
	{ "+CHUP", "+CHUP", AT_GROUP_CALLS },
	{ "+CCFC=0,3,\"5550100\"", "+CCFC", AT_GROUP_CALLS },
	{ "+CCWA=1,1", "+CCWA", AT_GROUP_CALLS },
	{ "+CLIR=1", "+CLIR", AT_GROUP_CALLS },
	{ "+CTFR=\"5550100\"", "+CTFR", AT_GROUP_CALLS },
	{ "+CUSD=1,\"*100#\",15", "+CUSD", AT_GROUP_CALLS },
	{ "A", "A", AT_GROUP_CALLS },
	{ "H", "H", AT_GROUP_CALLS },
	{ "+QGPSCFG=\"x\"", "+QGPSCFG", AT_GROUP_LOCATION_AUDIO },
	{ "+CPOS", "+CPOS", AT_GROUP_LOCATION_AUDIO },
	{ "+QAUDRD=1,\"a.wav\"", "+QAUDRD", AT_GROUP_LOCATION_AUDIO },
	{ "+QAUDPLAY=\"a.wav\"", "+QAUDPLAY", AT_GROUP_LOCATION_AUDIO },
	{ "+QAUDLOOP=1", "+QAUDLOOP", AT_GROUP_LOCATION_AUDIO },
	{ "+QIIC=0,1", "+QIIC", AT_GROUP_LOCATION_AUDIO },
	{ "+CMUX=0", "+CMUX", AT_GROUP_CHANNEL_CONTROL },
	{ "+CMUX?", "+CMUX", AT_GROUP_CHANNEL_CONTROL },
	{ "+IPR=9600", "+IPR", AT_GROUP_CHANNEL_CONTROL },
	{ "+ICF=3", "+ICF", AT_GROUP_CHANNEL_CONTROL },
	{ "S0=1", "S", AT_GROUP_CHANNEL_CONTROL },
	{ "E1", "E", AT_GROUP_CHANNEL_CONTROL },
	{ "+CKPD=\"e\"", "+CKPD", AT_GROUP_HOST_INPUT },
	{ "+CTSA=1,1,1", "+CTSA", AT_GROUP_HOST_INPUT },
	/* These end a line: V.250 gives D the rest of it. */
	{ "D5550100;", "D", AT_GROUP_CALLS },
	{ "D112;", "D", AT_GROUP_CALLS },
	{ "DT*21*5550100#;", "D", AT_GROUP_CALLS },
	{ "D**21*5550100#", "D", AT_GROUP_CALLS },
	{ "D*100#", "D", AT_GROUP_CALLS },
	{ "D>1;", "D", AT_GROUP_CALLS },
	{ "D*99***1#", "D", AT_GROUP_CHANNEL_CONTROL },
};

/* Small letters outside quotes, or a blank before every character of the name and its parameters.
 */
static size_t respell(const char *text, char *out, bool small, bool blanks)
{
	bool quoted = false;
	size_t n = 0;

	for (; *text; text++) {
		if (blanks && !quoted)
			out[n++] = ' ';
		quoted ^= *text == '"';
		out[n++] = small && !quoted ? (char)tolower((unsigned char)*text) : *text;
	}
	out[n] = '\0';
	return n;
}

static void check_line(const struct danger *d, const char *before, const char *text)
{
	static struct at_record r;
	char line[512];
	const struct frame_at_options o = { .side = SIDE_CLIENT };
	struct cur records;
	bool found = false;

	snprintf(line, sizeof(line), "%s%s\r", before, text);
	records = at_generate_records(&o, (struct cur){ (uint8_t *)line, strlen(line) }, 0);
	while (records.n > 0 && at_next(&records, SIDE_CLIENT, &r)) {
		const struct at_part *p = &r.parts[r.n_parts ? r.n_parts - 1 : 0];

		if (r.kind != AT_KIND_LINE)
			continue;
		found = r.n_parts > 0 && p->name.n == strlen(d->name) &&
			memcmp(p->name.p, d->name, p->name.n) == 0 &&
			p->row == at_find(d->name, strlen(d->name)) && p->row != ROW_NONE &&
			at_part_group(p, r.values) == d->group &&
			at_part_class(p, r.values) != CLASS_READ;
	}
	CHECK_IN(records.n == 0 && found, "%s", line);
}

static void check_spellings(const struct danger *d)
{
	static const char *const before[] = { "AT",      "at",
					      "aT",      "\x1b\rAT",
					      "A/\rAT",  "AT+CSQ;",
					      "ate0v1",  "AT+CREG?;+CSQ;",
					      "ATE0;",   "AT +COPS=3,0 ;",
					      "+++\rAT", "\377AT" };
	char small[512], blanks[512], both[512];

	respell(d->text, small, true, false);
	respell(d->text, blanks, false, true);
	respell(d->text, both, true, true);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		check_line(d, before[i], d->text);
		check_line(d, before[i], small);
		check_line(d, before[i], blanks);
		check_line(d, before[i], both);
	}
}

int main(void)
{
	for (size_t i = 0; i < sizeof(dangers) / sizeof(dangers[0]); i++)
		check_spellings(&dangers[i]);
	return check_done();
}
