/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hostile behaviours of the AT ports: names, when they can be had, what airlock is expected to
 * write down, what they send. REASON_OK means that a client gets its answer.
 */
#include "atsim_hostile.h"

const struct atsim_behaviour atsim_behaviours[] = {
	/* lines and bytes */
	{ "at-long-line", AT_BOTH, REASON_AT_LINE_LONG, act_at_long_line, NULL,
	  "a line of N (1048576) characters" },
	{ "at-nul-first", AT_BOTH, REASON_OK, NULL, "\\0\\0\\0\\0",
	  "NULs before a line: real modems do this, too" },
	{ "at-nul-inside", AT_NEXT, REASON_AT_CHARACTER, act_at_nul_inside, NULL,
	  "NULs inside an answer" },
	{ "at-control-characters", AT_BOTH, REASON_AT_CHARACTER, NULL,
	  "\\r\\n+CUSD: 0,\"a\\x08\\x1b[2Jb\",15\\r\\n", "control characters in a quoted string" },
	{ "at-garbage", AT_BOTH, REASON_AT_LINE_LONG, act_at_garbage, NULL,
	  "N (4096) bytes that are no characters" },
	{ "at-qcdm", AT_BOTH, REASON_AT_BINARY, NULL,
	  "~\\x13\\x01\\x02\\x80\\xff\\x00\\x91\\xa5\\x7d\\x5e~"
	  "\\x1d\\xff\\xff\\xff\\xff\\x00\\x00~",
	  "frames of DIAG" },
	{ "at-ppp", AT_BOTH, REASON_AT_BINARY, NULL,
	  "~\\xff\\x7d\\x23\\xc0\\x21\\x7d\\x21\\x7d\\x21\\x7d\\x20\\x7d\\x34\\x7d\\x22\\x7d\\x26\\"
	  "x7d\\x20\\x8a\\x21~",
	  "a frame of PPP, as after a connection that nobody ended" },
	{ "at-sahara", AT_BOTH, REASON_AT_BINARY, NULL,
	  "\\x01\\x00\\x00\\x00\\x30\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x"
	  "04\\x00\\x00",
	  "Sahara's hello: the modem waits for firmware" },
	{ "at-nmea", AT_BOTH, REASON_AT_NMEA, NULL,
	  "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\\r\\n",
	  "a position sentence" },
	{ "at-lf-only", AT_NEXT, REASON_OK, act_at_bare, NULL,
	  "an answer with LF as the only line end" },
	{ "at-lf-cr", AT_NEXT, REASON_OK, act_at_backwards, NULL,
	  "an answer with LF CR for CR LF" },
	{ "at-byte-by-byte", AT_NEXT, REASON_OK, act_at_split, NULL,
	  "an answer in writes of one byte" },
	{ "at-slow-drip", AT_BOTH, REASON_OK, act_at_drip, NULL,
	  "a byte each N (1) ms, until hostile off" },
	{ "at-coalesced", AT_BOTH, REASON_OK, NULL,
	  "\\r\\n+CREG: 1\\r\\n\\r\\nRING\\r\\n\\r\\n+CMTI: \"ME\",3\\r\\n",
	  "codes in one write, with the answer behind them" },
	{ "at-echo", AT_NEXT, REASON_OK, act_at_echo, NULL, "an echo, although echo is off" },
	{ "at-odd-quote", AT_BOTH, REASON_AT_QUOTE, NULL, "\\r\\n+CMTI: \"ME,1\\r\\n",
	  "a quoted string without an end" },
	{ "at-odd-list", AT_BOTH, REASON_AT_LIST, NULL, "\\r\\n+CREG: (0-2))\\r\\n",
	  "parentheses that do not match" },
	{ "at-many-values", AT_BOTH, REASON_AT_VALUES, act_at_many_values, NULL,
	  "a code with N (900) values" },
	/* answers that do not belong, or do not end */
	{ "at-silent", AT_NEXT, REASON_NO_ANSWER, act_at_silent, NULL, "no answer" },
	{ "at-missing-final", AT_NEXT, REASON_NO_ANSWER, act_at_no_final, NULL,
	  "an answer without its final result" },
	{ "at-late", AT_NEXT, REASON_OK, act_at_late, NULL, "the answer comes N (1000) ms later" },
	{ "at-answer-twice", AT_NEXT, REASON_UNMATCHED, act_at_twice, NULL,
	  "the answer, and the answer" },
	{ "at-double-final", AT_NEXT, REASON_UNMATCHED, act_at_final_twice, NULL,
	  "the answer, and another OK" },
	{ "at-final-unasked", AT_NOW, REASON_UNMATCHED, NULL, "\\r\\nOK\\r\\n",
	  "an OK that nobody waits for" },
	{ "at-foreign-answer", AT_NEXT, REASON_AT_FOREIGN, act_at_inside,
	  "\\r\\n+CPBR: 1,\"+15550101\",145,\"x\"\\r\\n",
	  "a line of another command's answer inside the answer" },
	{ "at-foreign-final", AT_NEXT, REASON_AT_FOREIGN, act_at_instead,
	  "\\r\\n+CMGS: 5\\r\\n\\r\\nOK\\r\\n", "the whole answer of another command" },
	{ "at-code-inside", AT_NEXT, REASON_OK, act_at_inside, "\\r\\n+CREG: 1\\r\\n",
	  "an unsolicited code inside the answer" },
	{ "at-many-lines", AT_NEXT, REASON_AT_ANSWER_LONG, act_at_many_lines, NULL,
	  "the lines of the answer N (20000) times" },
	{ "at-connect-unasked", AT_NEXT, REASON_AT_FOREIGN, act_at_instead,
	  "\\r\\nCONNECT 150000000\\r\\n", "data mode, although nobody dialled" },
	{ "at-prompt-unasked", AT_BOTH, REASON_AT_FOREIGN, NULL, "\\r\\n> ",
	  "a prompt that nobody waits for" },
	{ "at-endless-prompt", AT_BOTH, REASON_AT_FOREIGN, act_at_prompts, NULL,
	  "N (1000) prompts" },
	{ "at-ok-in-body", AT_NEXT, REASON_OK, act_at_instead,
	  "\\r\\n+CMGR: \"REC "
	  "READ\",\"+15550123\",,\"14/01/"
	  "01,12:00:00+04\"\\r\\nfirst\\r\\nOK\\r\\nAT+CFUN=0\\r\\n\\r\\nOK\\r\\n",
	  "a text message that says OK in its midst, to +CMGR in text mode" },
	/* unsolicited codes */
	{ "at-code-flood", AT_BOTH, REASON_INDICATION_RATE, act_at_flood, NULL,
	  "N (10000) codes about registration" },
	{ "at-code-storm", AT_NOW, REASON_INDICATION_RATE, act_at_storm, NULL,
	  "N (10000) of them, 100,000 a second" },
	{ "at-unknown-code", AT_BOTH, REASON_AT_FOREIGN, NULL, "\\r\\n+XYZZY: 1,2\\r\\n",
	  "a code that nobody knows" },
	{ "at-not-enabled", AT_BOTH, REASON_AT_UNASKED, NULL, "\\r\\n+CTZV: \"+08\"\\r\\n",
	  "a code about the time, which nobody switched on" },
	/* messages, and public faults of oFono (THREATS 2A) */
	{ "at-pdu-length", AT_BOTH, REASON_AT_PDU_LENGTH, NULL,
	  "\\r\\n+CMT: ,33\\r\\n"
	  "07915155051000F0040B915155051032F400004210102100004005E8329BFD06"
	  "\\r\\n",
	  "a message shorter than announced" },
	{ "at-pdu-odd", AT_BOTH, REASON_AT_PDU_LENGTH, NULL,
	  "\\r\\n+CMT: ,24\\r\\n"
	  "07915155051000F0040B915155051032F400004210102100004005E8329BFD06A"
	  "\\r\\n",
	  "a message with half an octet more" },
	{ "at-cve-2023-2794", AT_BOTH, REASON_SMS_USER_DATA, NULL,
	  "\\r\\n+CMT: ,174\\r\\n"
	  "07915155051000F0040B915155051032F40004421010210000409B4141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "414141414141414141414141414141414141414141414141414141414141"
	  "\\r\\n",
	  "SMS-DELIVER with 155 octets of user data" },
	{ "at-cve-2023-4232", AT_BOTH, REASON_SMS_USER_DATA, NULL,
	  "\\r\\n+CDS: 189\\r\\n"
	  "07915155051000F006010B915155051032F4421010210000404210102100004000070004A041"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "41414141414141"
	  "\\r\\n",
	  "SMS-STATUS-REPORT with 160 octets of user data" },
	{ "at-cve-2023-4233", AT_BOTH, REASON_SMS_ADDRESS, NULL,
	  "\\r\\n+CMT: ,146\\r\\n"
	  "07915155051000F004FF91212121212121212121212121212121212121212121212121212121"
	  "2121212121212121212121212121212121212121212121212121212121212121212121212121"
	  "2121212121212121212121212121212121212121212121212121212121212121212121212121"
	  "2121212121212121212121212121212121212121212121212100004210102100004005E8329B"
	  "FD06"
	  "\\r\\n",
	  "an address of 255 semi-octets" },
	{ "at-cve-2023-4234", AT_BOTH, REASON_SMS_TYPE, NULL,
	  "\\r\\n+CMT: ,166\\r\\n"
	  "07915155051000F00100070004C8414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "41414141414141414141414141414141414141414141"
	  "\\r\\n",
	  "SMS-SUBMIT-REPORT with 200 octets of user data" },
	{ "at-cve-2023-4235", AT_BOTH, REASON_SMS_ADDRESS, NULL,
	  "\\r\\n+CMT: ,166\\r\\n"
	  "07915155051000F000D0070004C841414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "414141414141414141414141414141414141414141"
	  "\\r\\n",
	  "SMS-DELIVER-REPORT, which never comes from a network" },
	{ "at-cve-2024-7538", AT_BOTH, REASON_AT_VALUE_LENGTH, act_at_ussd, "A",
	  "an answer to USSD of N (400) hexadecimal digits" },
	{ "at-cve-2024-7539", AT_BOTH, REASON_AT_VALUE_LENGTH, act_at_ussd, "Z",
	  "an answer to USSD of N (400) letters" },
	{ "at-cve-2024-7540", AT_NEXT, REASON_AT_PDU_LENGTH, act_at_instead,
	  "\\r\\n+CMGL: 1,1,,24\\r\\nnot hexadecimal\\r\\n\\r\\nOK\\r\\n",
	  "+CMGL with a message that is not hex, to +CMGL=4" },
	{ "at-cve-2024-7541", AT_BOTH, REASON_AT_PDU_LENGTH, NULL,
	  "\\r\\n+CMT: ,24\\r\\nZZ915155051000F0\\r\\n", "+CMT with a message that is not hex" },
	{ "at-cve-2024-7542", AT_NEXT, REASON_AT_PDU_LENGTH, act_at_instead,
	  "\\r\\n+CMGR: 1,,24\\r\\nnot hexadecimal\\r\\n\\r\\nOK\\r\\n",
	  "+CMGR with a message that is not hex, to +CMGR=1" },
	{ "at-cve-2024-7543", AT_BOTH, REASON_NOT_IN_POLICY, NULL,
	  "\\r\\n+CUSATP: \""
	  "D081AC810301600082028182EA81A04141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141"
	  "\"\\r\\n",
	  "a SIM toolkit command whose MMS reference has 160 octets" },
	{ "at-cve-2024-7544", AT_BOTH, REASON_NOT_IN_POLICY, NULL,
	  "\\r\\n+CUSATP: \""
	  "D081AC810301600082028182EB81A04141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141"
	  "\"\\r\\n",
	  "a SIM toolkit command whose MMS identification has 160 octets" },
	{ "at-cve-2024-7545", AT_BOTH, REASON_NOT_IN_POLICY, NULL,
	  "\\r\\n+CUSATP: \""
	  "D081AC810301600082028182EE81A04141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141"
	  "\"\\r\\n",
	  "a SIM toolkit command whose MMS content identification has 160 octets" },
	{ "at-cve-2024-7546", AT_BOTH, REASON_NOT_IN_POLICY, NULL,
	  "\\r\\n+CUSATP: \""
	  "D081AC810301500082028182E681A04141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141"
	  "\"\\r\\n",
	  "a SIM toolkit command whose frame layout has 160 octets" },
	{ "at-cve-2024-7547", AT_BOTH, REASON_SMS_TYPE, NULL,
	  "\\r\\n+CMT: ,164\\r\\n"
	  "07915155051000F002010000010B915155051032F4C841414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141414141414141414141414141414141414141"
	  "4141414141414141414141414141414141414141"
	  "\\r\\n",
	  "SMS-COMMAND with 200 octets of data" },
	/* public faults of ModemManager (THREATS 2B) */
	{ "at-mm-1062", AT_BOTH, REASON_TEXT_CONTROL, NULL,
	  "\\r\\n+CMT: ,21\\r\\n"
	  "07915155051000F00406D0C1861000004210102100004005E8329BFD06"
	  "\\r\\n",
	  "a sender's name with a line end in it" },
	{ "at-mm-1072", AT_BOTH, REASON_INDICATION_RATE, act_at_repeat, "\\r\\nRDY\\r\\n",
	  "N (200) times RDY, at run time" },
	{ "at-mm-1074", AT_BOTH, REASON_INDICATION_RATE, act_at_repeat,
	  "\\r\\n+UUDTMFD: 0\\r\\n\\r\\nREADY\\r\\n", "N (200) times a code that ends a wait" },
	{ "at-mm-1077", AT_NEXT, REASON_OK, act_at_instead, "\\r\\n+CME ERROR: 767\\r\\n",
	  "a command of location that ends in an error" },
	{ "at-mm-sms-status-empty", AT_BOTH, REASON_SMS_TRUNCATED, NULL,
	  "\\r\\n+CDS: 3\\r\\n"
	  "000ABF00"
	  "\\r\\n",
	  "SMS-STATUS-REPORT with an address of no digits" },
	{ "at-mm-sms-header-missing", AT_BOTH, REASON_SMS_HEADER, NULL,
	  "\\r\\n+CMT: ,19\\r\\n"
	  "07915155051000F0440B915155051032F400004210102100004000"
	  "\\r\\n",
	  "SMS-DELIVER that announces a header and has none" },
	{ "at-mm-sms-address-short", AT_BOTH, REASON_SMS_TRUNCATED, NULL,
	  "\\r\\n+CMT: ,7\\r\\n"
	  "07915155051000F0040B9151550510"
	  "\\r\\n",
	  "SMS-DELIVER that ends in its address" },
};

const size_t atsim_behaviour_count = sizeof(atsim_behaviours) / sizeof(atsim_behaviours[0]);
