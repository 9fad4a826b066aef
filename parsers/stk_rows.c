/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SIM toolkit: its objects, and what stands in which command, envelope, event and response. */
#include "stk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* TS 102 223 9.3 and TS 31.111 9.3; the clauses are those of TS 102 223 unless 31.111 is named. */
const struct stk_object_def stk_objects[] = {
	{ 0x01, 3, 3, STK_BYTES, "Command details" },			   /* 8.6 */
	{ 0x02, 2, 2, STK_DEVICES, "Device identity" },			   /* 8.7 */
	{ 0x03, 1, 127, STK_BYTES, "Result" },				   /* 8.12 */
	{ 0x04, 2, 2, STK_DURATION, "Duration" },			   /* 8.8 */
	{ 0x05, 0, 255, STK_ALPHA, "Alpha identifier" },		   /* 8.2 */
	{ 0x06, 2, 41, STK_ADDRESS, "Address" },			   /* 8.1 */
	{ 0x07, 1, 15, STK_CCP, "Capability configuration parameters" },   /* 31.111 8.4 */
	{ 0x08, 1, 23, STK_BYTES, "Subaddress" },			   /* 8.3 */
	{ 0x09, 2, 128, STK_ADDRESS, "3GPP SS string" },		   /* 31.111 8.14 */
	{ 0x0A, 1, 183, STK_USSD, "3GPP USSD string" },			   /* 31.111 8.17 */
	{ 0x0B, 2, 192, STK_SMS, "3GPP SMS TPDU" },			   /* 31.111 8.13 */
	{ 0x0C, 88, 88, STK_PAGE, "3GPP Cell Broadcast page" },		   /* 31.111 8.5 */
	{ 0x0D, 0, 255, STK_TEXT, "Text string" },			   /* 8.15 */
	{ 0x0E, 1, 1, STK_BYTES, "Tone" },				   /* 8.16 */
	{ 0x0F, 0, 255, STK_ITEM, "Item" },				   /* 8.9 */
	{ 0x10, 1, 1, STK_BYTES, "Item identifier" },			   /* 8.10 */
	{ 0x11, 2, 2, STK_RANGE, "Response length" },			   /* 8.11 */
	{ 0x12, 3, 255, STK_FILES, "File List" },			   /* 8.18 */
	{ 0x13, 3, 11, STK_BYTES, "Location Information" },		   /* 31.111 8.19 */
	{ 0x14, 8, 8, STK_BYTES, "IMEI" },				   /* 8.20 */
	{ 0x15, 0, 0, STK_BYTES, "Help request" },			   /* 8.21 */
	{ 0x16, 1, 255, STK_BYTES, "Network Measurement Results" },	   /* 31.111 8.22 */
	{ 0x17, 0, 255, STK_TEXT, "Default Text" },			   /* 8.23 */
	{ 0x18, 1, 255, STK_BYTES, "Items Next Action Indicator" },	   /* 8.24 */
	{ 0x19, 0, 64, STK_BYTES, "Event list" },			   /* 8.25 */
	{ 0x1A, 0, 30, STK_BYTES, "GSM/3G Cause" },			   /* 31.111 8.26 */
	{ 0x1B, 1, 1, STK_BYTES, "Location status" },			   /* 8.27 */
	{ 0x1C, 1, 16, STK_BYTES, "transaction identifier" },		   /* 31.111 8.28 */
	{ 0x1D, 1, 255, STK_BYTES, "GSM/3G BCCH channel list" },	   /* 31.111 8.29 */
	{ 0x1E, 2, 2, STK_BYTES, "Icon identifier" },			   /* 8.31 */
	{ 0x1F, 2, 255, STK_BYTES, "Item Icon identifier list" },	   /* 8.32 */
	{ 0x20, 1, 1, STK_BYTES, "Card reader status" },		   /* 8.33 */
	{ 0x21, 1, 33, STK_BYTES, "Card ATR / eCAT sequence number" },	   /* 8.34 */
	{ 0x22, 4, 255, STK_APDU, "C-APDU / Encrypted TLV list" },	   /* 8.35 */
	{ 0x23, 2, 255, STK_BYTES, "R-APDU / SA template" },		   /* 8.36 */
	{ 0x24, 1, 1, STK_TIMER, "Timer identifier" },			   /* 8.37 */
	{ 0x25, 3, 3, STK_BCD, "Timer value" },				   /* 8.38 */
	{ 0x26, 7, 7, STK_BYTES, "Date-Time and Time zone" },		   /* 8.39 */
	{ 0x27, 1, 255, STK_BYTES, "Call control requested action" },	   /* 31.111 8.30 */
	{ 0x28, 1, 255, STK_ASCII, "AT Command" },			   /* 8.40 */
	{ 0x29, 0, 255, STK_BYTES, "AT Response" },			   /* 8.41 */
	{ 0x2A, 1, 1, STK_BYTES, "GSM/3G BC Repeat Indicator" },	   /* 31.111 8.42 */
	{ 0x2B, 0, 0, STK_BYTES, "Immediate response" },		   /* 8.43 */
	{ 0x2C, 1, 127, STK_DIGITS, "DTMF string" },			   /* 8.44 */
	{ 0x2D, 2, 2, STK_LANGUAGE, "Language" },			   /* 8.45 */
	{ 0x2E, 2, 2, STK_BYTES, "GSM Timing Advance" },		   /* 31.111 8.46 */
	{ 0x2F, 5, 16, STK_BYTES, "AID" },				   /* 8.60 */
	{ 0x30, 1, 1, STK_BYTES, "Browser Identity" },			   /* 8.47 */
	{ 0x31, 0, 255, STK_ASCII, "URL / URI" },			   /* 8.48 */
	{ 0x32, 1, 32, STK_BYTES, "Bearer" },				   /* 8.49 */
	{ 0x33, 2, 254, STK_PATH, "Provisioning Reference File" },	   /* 8.50 */
	{ 0x34, 1, 1, STK_BYTES, "Browser Termination Cause" },		   /* 8.51 */
	{ 0x35, 1, 64, STK_BEARER, "Bearer description" },		   /* 8.52 */
	{ 0x36, 0, 255, STK_BYTES, "Channel data" },			   /* 8.53 */
	{ 0x37, 1, 1, STK_BYTES, "Channel data length" },		   /* 8.54 */
	{ 0x38, 2, 2, STK_BYTES, "Channel status" },			   /* 8.56 */
	{ 0x39, 2, 2, STK_BYTES, "Buffer size" },			   /* 8.55 */
	{ 0x3A, 1, 64, STK_BYTES, "Card reader identifier / REFRESH Enforcement Policy" }, /* 8.57 */
	{ 0x3B, 1, 255, STK_BYTES, "File Update Information" },		   /* 8.116 */
	{ 0x3C, 3, 3, STK_BYTES, "UICC/terminal interface transport level" }, /* 8.59 */
	{ 0x3E, 0, 17, STK_OTHER, "Other address (data destination address)" }, /* 8.58 */
	{ 0x3F, 1, 16, STK_BYTES, "Access Technology" },		   /* 8.61 */
	{ 0x40, 3, 17, STK_BYTES, "Display parameters / DNS server address" }, /* 8.62 */
	{ 0x41, 3, 255, STK_BYTES, "Service Record" },			   /* 8.63 */
	{ 0x42, 2, 255, STK_BYTES, "Device Filter" },			   /* 8.64 */
	{ 0x43, 2, 255, STK_BYTES, "Service Search" },			   /* 8.65 */
	{ 0x44, 2, 255, STK_BYTES, "Attribute information" },		   /* 8.66 */
	{ 0x45, 1, 255, STK_BYTES, "Service Availability" },		   /* 8.67 */
	{ 0x46, 4, 4, STK_BYTES, "3GPP2 ESN" },				   /* 8.68 */
	{ 0x47, 0, 100, STK_NAME, "Network Access Name" },		   /* 8.70 */
	{ 0x48, 1, 255, STK_CDMA, "3GPP2 CDMA-SMS-TPDU" },		   /* 8.71 */
	{ 0x49, 2, 17, STK_BYTES, "Remote Entity Address" },		   /* 8.69 */
	{ 0x4A, 1, 33, STK_BYTES, "3GPP I-WLAN Identifier" },		   /* 31.111 8.82 */
	{ 0x4B, 1, 1, STK_BYTES, "3GPP I-WLAN Access Status" },		   /* 31.111 8.83 */
	{ 0x50, 4, 252, STK_ATTRIBUTES, "Text attribute" },		   /* 8.72 */
	{ 0x51, 4, 252, STK_ATTRIBUTES, "Item text attribute list" },	   /* 8.73 */
	{ 0x52, 1, 255, STK_BYTES, "3GPP PDP Context Activation parameter" }, /* 31.111 8.72 */
	{ 0x53, 1, 1, STK_BYTES, "Contactless state request" },		   /* 8.90 */
	{ 0x54, 1, 1, STK_BYTES, "Contactless functionality state" },	   /* 8.91 */
	{ 0x55, 2, 2, STK_BYTES, "3GPP CSG cell selection status" },	   /* 31.111 8.98 */
	{ 0x56, 1, 16, STK_BYTES, "3GPP CSG ID" },			   /* 31.111 8.99 */
	{ 0x57, 1, 255, STK_BYTES, "3GPP HNB name" },			   /* 31.111 8.100 */
	{ 0x62, 8, 8, STK_BYTES, "IMEISV" },				   /* 8.74 */
	{ 0x63, 1, 1, STK_BYTES, "Battery state" },			   /* 8.75 */
	{ 0x64, 1, 4, STK_BYTES, "Browsing status" },			   /* 8.76 */
	{ 0x65, 1, 1, STK_BYTES, "Network Search Mode" },		   /* 8.77 */
	{ 0x66, 2, 127, STK_BYTES, "Frame Layout" },			   /* 8.78 */
	{ 0x67, 1, 127, STK_BYTES, "Frames Information" },		   /* 8.79 */
	{ 0x68, 1, 1, STK_BYTES, "Frame identifier" },			   /* 8.80 */
	{ 0x69, 1, 1, STK_BYTES, "3GPP UTRAN/E-UTRAN Measurement qualifier" }, /* 31.111 8.73 */
	{ 0x6A, 1, 127, STK_BYTES, "Multimedia Message Reference" },	   /* 8.82 */
	{ 0x6B, 1, 127, STK_BYTES, "Multimedia Message Identifier" },	   /* 8.83 */
	{ 0x6C, 1, 255, STK_BYTES, "Multimedia Message Transfer Status" }, /* 8.84 */
	{ 0x6D, 7, 8, STK_BYTES, "MEID" },				   /* 8.81 */
	{ 0x6E, 1, 127, STK_BYTES, "Multimedia Message Content Identifier" }, /* 8.85 */
	{ 0x6F, 1, 255, STK_BYTES, "Multimedia Message Notification" },	   /* 8.86 */
	{ 0x70, 0, 0, STK_BYTES, "Last Envelope" },			   /* 8.87 */
	{ 0x71, 2, 255, STK_BYTES, "Registry application data" },	   /* 8.88 */
	{ 0x72, 5, 255, STK_TECHNOLOGIES, "3GPP PLMNwAcT List" },	   /* 31.111 8.91 */
	{ 0x73, 6, 6, STK_BYTES, "3GPP Routing Area Information" },	   /* 31.111 8.92 */
	{ 0x74, 1, 1, STK_BYTES, "3GPP Update/Attach/Registration Type" }, /* 31.111 8.93 */
	{ 0x75, 1, 1, STK_BYTES, "3GPP Rejection Cause Code" },		   /* 31.111 8.94 */
	{ 0x76, 1, 255, STK_BYTES, "3GPP Geographical Location Parameters / IARI" }, /* 31.111 8.95 */
	{ 0x77, 1, 255, STK_BYTES, "3GPP GAD Shapes / IMPU list" },	   /* 31.111 8.96 */
	{ 0x78, 1, 255, STK_BYTES, "3GPP NMEA sentence / IMS Status-Code" }, /* 31.111 8.97 */
	{ 0x79, 3, 255, STK_PLMNS, "3GPP PLMN list" },			   /* 31.111 8.97 */
	{ 0x7A, 1, 64, STK_BYTES, "Broadcast Network Information" },	   /* 8.92 */
	{ 0x7B, 1, 1, STK_BYTES, "ACTIVATE descriptor" },		   /* 8.89 */
	{ 0x7C, 1, 255, STK_BYTES, "3GPP EPS PDN connection activation parameters" }, /* 31.111 8.98 */
	{ 0x7D, 5, 6, STK_BYTES, "3GPP Tracking Area Identification" },	   /* 31.111 8.99 */
	{ 0x7E, 1, 255, STK_BYTES, "3GPP CSG ID list" },		   /* 31.111 8.101 */
};

const size_t stk_object_count = COUNT(stk_objects);

#define MAY(tag) { 0x##tag, STK_MAY }
#define MUST(tag) { 0x##tag, STK_MUST }
#define ONE_OF(tag) { 0x##tag, STK_ONE_OF }
#define SOME(tag) { 0x##tag, STK_SOME }
#define ANY(tag) { 0x##tag, STK_ANY }
/* What shows a text may have an icon, attributes of the text, a frame (8.31, 8.72, 8.80). */
#define LOOKS MAY(50), MAY(68)

/* --- proactive commands, TS 102 223 6.6; behind command details --- */
static const struct stk_place plain[] = { MUST(02) };
/* No name by 6.6.4; but what stands in for a refused command is filled up with one. */
static const struct stk_place more_time[] = { MUST(02), MAY(05) };
static const struct stk_place display_text[] = { MUST(02), MUST(0D), MAY(1E), MAY(2B), MAY(04), LOOKS };
static const struct stk_place get_inkey[] = { MUST(02), MUST(0D), MAY(1E), MAY(04), LOOKS };
static const struct stk_place get_input[] = { MUST(02), MUST(0D), MUST(11), MAY(17), MAY(1E), LOOKS, MAY(04) };
static const struct stk_place play_tone[] = { MUST(02), MAY(05), MAY(0E), MAY(04), MAY(1E), LOOKS };
static const struct stk_place poll_interval[] = { MUST(02), MUST(04) };
static const struct stk_place set_up_menu[] = { MUST(02), MUST(05), SOME(0F), MAY(18), MAY(1E), MAY(1F), MAY(50), MAY(51) };
static const struct stk_place select_item[] = { MUST(02), MAY(05), SOME(0F), MAY(18), MAY(10), MAY(1E), MAY(1F), MAY(50), MAY(51), MAY(68) };
static const struct stk_place send_short_message[] = { MUST(02), MAY(05), MAY(06), ONE_OF(0B), ONE_OF(48), MAY(1E), LOOKS };
static const struct stk_place send_ss[] = { MUST(02), MAY(05), MUST(09), MAY(1E), LOOKS };
static const struct stk_place send_ussd[] = { MUST(02), MAY(05), MUST(0A), MAY(1E), LOOKS };
static const struct stk_place set_up_call[] = { MUST(02), MAY(05), ONE_OF(06), ONE_OF(31), MAY(07), MAY(08), MAY(04), MAY(1E), MAY(05), MAY(1E), MAY(50), MAY(50), MAY(68) };
static const struct stk_place refresh[] = { MUST(02), MAY(12), MAY(2F), MAY(05), MAY(1E), LOOKS, MAY(72), MAY(3A) };
static const struct stk_place set_up_event_list[] = { MUST(02), MUST(19) };
static const struct stk_place perform_card_apdu[] = { MUST(02), MUST(22) };
static const struct stk_place provide_local_information[] = { MUST(02), MAY(69) };
static const struct stk_place timer_management[] = { MUST(02), MUST(24), MAY(25) };
static const struct stk_place set_up_idle_mode_text[] = { MUST(02), MUST(0D), MAY(1E), LOOKS };
static const struct stk_place run_at_command[] = { MUST(02), MAY(05), MUST(28), MAY(1E), LOOKS };
static const struct stk_place send_dtmf[] = { MUST(02), MAY(05), MUST(2C), MAY(1E), LOOKS };
static const struct stk_place language_notification[] = { MUST(02), MAY(2D) };
static const struct stk_place launch_browser[] = { MUST(02), MAY(30), MUST(31), MAY(32), ANY(33), MAY(0D), MAY(05), MAY(1E), LOOKS, MAY(47), MAY(0D), MAY(0D) };
/* One for all kinds of bearer (6.6.27): each has some of these, in this order. */
static const struct stk_place open_channel[] = { MUST(02), MAY(05), MAY(1E), MAY(06), MAY(08), MAY(04), MAY(04), MAY(35), MUST(39), MAY(47), MAY(3E), MAY(0D), MAY(0D), MAY(3C), MAY(3E), MAY(49), LOOKS };
static const struct stk_place close_channel[] = { MUST(02), MAY(05), MAY(1E), LOOKS };
static const struct stk_place receive_data[] = { MUST(02), MAY(05), MAY(1E), MUST(37), LOOKS };
static const struct stk_place send_data[] = { MUST(02), MAY(05), MAY(1E), MUST(36), LOOKS };
static const struct stk_place service_search[] = { MUST(02), MAY(05), MAY(1E), MUST(43), MAY(42), LOOKS };
static const struct stk_place get_service_information[] = { MUST(02), MAY(05), MAY(1E), MUST(44), LOOKS };
static const struct stk_place declare_service[] = { MUST(02), MUST(41), MAY(3C) };
static const struct stk_place set_frames[] = { MUST(02), MUST(68), MAY(66), MAY(68) };
static const struct stk_place retrieve_mms[] = { MUST(02), MAY(05), MAY(1E), MUST(6A), MUST(12), MUST(6E), MAY(6B), LOOKS };
static const struct stk_place submit_mms[] = { MUST(02), MAY(05), MAY(1E), MUST(12), MAY(6B), LOOKS };
static const struct stk_place display_mms[] = { MUST(02), MUST(12), MUST(6B), MAY(2B), MAY(68) };
static const struct stk_place contactless[] = { MUST(02), MUST(54) };
static const struct stk_place activate[] = { MUST(02), MUST(7B) };
static const struct stk_place location_request[] = { MUST(02), MUST(76) };

#define ROW(type, places) { 0x##type, false, COUNT(places), places }
#define HEAP(type, places) { 0x##type, true, COUNT(places), places }

static const struct stk_row commands[] = {
	ROW(01, refresh),
	ROW(02, more_time),
	ROW(03, poll_interval),
	ROW(04, plain), /* POLLING OFF */
	ROW(05, set_up_event_list),
	ROW(10, set_up_call),
	ROW(11, send_ss),
	ROW(12, send_ussd),
	ROW(13, send_short_message),
	ROW(14, send_dtmf),
	ROW(15, launch_browser),
	ROW(16, location_request), /* TS 31.111 6.6.25 */
	ROW(20, play_tone),
	ROW(21, display_text),
	ROW(22, get_inkey),
	ROW(23, get_input),
	ROW(24, select_item),
	ROW(25, set_up_menu),
	ROW(26, provide_local_information),
	ROW(27, timer_management),
	ROW(28, set_up_idle_mode_text),
	ROW(30, perform_card_apdu),
	ROW(31, plain), /* POWER ON CARD */
	ROW(32, plain), /* POWER OFF CARD */
	ROW(33, plain), /* GET READER STATUS */
	ROW(34, run_at_command),
	ROW(35, language_notification),
	ROW(40, open_channel),
	ROW(41, close_channel),
	ROW(42, receive_data),
	ROW(43, send_data),
	ROW(44, plain), /* GET CHANNEL STATUS */
	ROW(45, service_search),
	ROW(46, get_service_information),
	ROW(47, declare_service),
	ROW(50, set_frames),
	ROW(51, plain), /* GET FRAMES STATUS */
	ROW(60, retrieve_mms),
	ROW(61, submit_mms),
	ROW(62, display_mms),
	ROW(70, activate),
	ROW(71, contactless),
};

/* --- envelopes, TS 102 223 7 and TS 31.111 7 --- */
static const struct stk_place sms_download[] = { MUST(02), MAY(06), ONE_OF(0B), ONE_OF(48) };
static const struct stk_place page_download[] = { MUST(02), MUST(0C) };
static const struct stk_place menu_selection[] = { MUST(02), MUST(10), MAY(15) };
static const struct stk_place call_control[] = { MUST(02), ONE_OF(06), ONE_OF(09), ONE_OF(0A), ONE_OF(52), ONE_OF(7C), ONE_OF(31), MAY(07), MAY(08), MAY(13), MAY(07), MAY(05), MAY(2A) };
static const struct stk_place message_control[] = { MUST(02), MUST(06), MUST(06), MAY(13) };
static const struct stk_place timer_expiration[] = { MUST(02), MUST(24), MUST(25) };
static const struct stk_place ussd_download[] = { MUST(02), MUST(0A) };
static const struct stk_place mms_transfer_status[] = { MUST(02), MUST(12), MAY(6B), MAY(6C) };
static const struct stk_place mms_notification[] = { MUST(02), MUST(6F), MAY(70) };
static const struct stk_place terminal_application[] = { MUST(02), MUST(71), MAY(70) };
static const struct stk_place location_report[] = { MUST(02), MAY(77), MAY(78) };

static const struct stk_row envelopes[] = {
	ROW(D1, sms_download),
	ROW(D2, page_download),
	ROW(D3, menu_selection),
	ROW(D4, call_control),
	ROW(D5, message_control),
	/* D6, event download: by event, below */
	ROW(D7, timer_expiration),
	ROW(D9, ussd_download),
	ROW(DA, mms_transfer_status),
	ROW(DB, mms_notification),
	ROW(DC, terminal_application),
	ROW(DD, location_report),
};

/* --- events, TS 102 223 7.5 and TS 31.111 7.5; behind the event list --- */
static const struct stk_place mt_call[] = { MUST(02), MUST(1C), MAY(06), MAY(08) };
static const struct stk_place call_connected[] = { MUST(02), MUST(1C) };
static const struct stk_place call_disconnected[] = { MUST(02), MUST(1C), MAY(1A) };
static const struct stk_place location_status[] = { MUST(02), MUST(1B), MAY(13) };
static const struct stk_place card_reader_status[] = { MUST(02), MUST(20) };
static const struct stk_place language_selection[] = { MUST(02), MUST(2D) };
static const struct stk_place browser_termination[] = { MUST(02), MUST(34) };
static const struct stk_place data_available[] = { MUST(02), MUST(38), MUST(37) };
static const struct stk_place channel_status[] = { MUST(02), MUST(38), MAY(35), MAY(3E) };
static const struct stk_place access_technology[] = { MUST(02), MUST(3F) };
static const struct stk_place display_parameters[] = { MUST(02), MUST(40) };
static const struct stk_place local_connection[] = { MUST(02), MUST(41), MAY(49), MAY(3C), MAY(3E) };
static const struct stk_place search_mode[] = { MUST(02), MUST(65) };
static const struct stk_place browsing_status[] = { MUST(02), MUST(64) };
static const struct stk_place frames_information[] = { MUST(02), MUST(67) };
static const struct stk_place wlan_status[] = { MUST(02), MUST(4B) };
static const struct stk_place network_rejection[] = { MUST(02), ONE_OF(13), ONE_OF(73), ONE_OF(7D), MAY(3F), MAY(74), MAY(75) };
static const struct stk_place csg_selection[] = { MUST(02), MUST(3F), MUST(55), MAY(56), MAY(57) };
static const struct stk_place contactless_request[] = { MUST(02), MUST(53) };
static const struct stk_place ims_registration[] = { MUST(02), MAY(77), MAY(78) };
static const struct stk_place ims_data[] = { MUST(02), MUST(76) };

static const struct stk_row events[] = {
	ROW(00, mt_call),
	ROW(01, call_connected),
	ROW(02, call_disconnected),
	ROW(03, location_status),
	ROW(04, plain), /* user activity */
	ROW(05, plain), /* idle screen available */
	ROW(06, card_reader_status),
	ROW(07, language_selection),
	ROW(08, browser_termination),
	ROW(09, data_available),
	ROW(0A, channel_status),
	ROW(0B, access_technology),
	ROW(0C, display_parameters),
	ROW(0D, local_connection),
	ROW(0E, search_mode),
	ROW(0F, browsing_status),
	ROW(10, frames_information),
	ROW(11, wlan_status),
	ROW(12, network_rejection),
	ROW(13, plain), /* HCI connectivity */
	ROW(14, access_technology), /* several at a time */
	ROW(15, csg_selection),
	ROW(16, contactless_request),
	ROW(17, ims_registration),
	ROW(18, ims_data),
	ROW(1C, poll_interval), /* negotiated */
};

/* --- terminal responses, TS 102 223 6.8; behind command details --- */
static const struct stk_place done[] = { MUST(02), MUST(03) };
static const struct stk_place controlled[] = { MUST(02), MUST(03), MAY(27), MAY(03) };
static const struct stk_place said[] = { MUST(02), MUST(03), MAY(0D), MAY(27), MAY(03) };
static const struct stk_place interval[] = { MUST(02), MUST(03), MAY(04) };
static const struct stk_place entered[] = { MUST(02), MUST(03), MAY(04), MAY(0D) };
static const struct stk_place selected[] = { MUST(02), MUST(03), MAY(10) };
/* Which of them hangs on the qualifier; their order is nobody's concern. */
static const struct stk_place local_information[] = { MUST(02), MUST(03), ANY(13), MAY(14), MAY(16), MAY(1D), MAY(26), MAY(2D), MAY(2E), MAY(3F), MAY(46), MAY(4A), MAY(56), MAY(62), MAY(63), MAY(65), MAY(6D), MAY(72), MAY(73), MAY(79), MAY(7A), MAY(7D), MAY(7E) };
static const struct stk_place timer[] = { MUST(02), MUST(03), MAY(24), MAY(25) };
static const struct stk_place card_answered[] = { MUST(02), MUST(03), MAY(23) };
static const struct stk_place card_powered[] = { MUST(02), MUST(03), MAY(21) };
static const struct stk_place reader_status[] = { MUST(02), MUST(03), ANY(20), MAY(3A) };
static const struct stk_place at_answered[] = { MUST(02), MUST(03), MAY(29) };
static const struct stk_place channel_open[] = { MUST(02), MUST(03), MAY(38), MAY(35), MAY(39), MAY(3E) };
static const struct stk_place data_received[] = { MUST(02), MUST(03), MAY(36), MAY(37) };
static const struct stk_place data_sent[] = { MUST(02), MUST(03), MAY(37) };
static const struct stk_place channels[] = { MUST(02), MUST(03), ANY(38) };
static const struct stk_place services[] = { MUST(02), MUST(03), MAY(45) };
static const struct stk_place service[] = { MUST(02), MUST(03), MAY(41) };
static const struct stk_place frames[] = { MUST(02), MUST(03), MAY(67) };
static const struct stk_place mms_sent[] = { MUST(02), MUST(03), MAY(6B) };

static const struct stk_row responses[] = {
	ROW(01, done),
	ROW(02, done),
	ROW(03, interval),
	ROW(04, done),
	ROW(05, done),
	ROW(10, controlled),
	ROW(11, said),
	ROW(12, said),
	ROW(13, controlled),
	ROW(14, done),
	ROW(15, done),
	ROW(16, done),
	ROW(20, done),
	ROW(21, done),
	ROW(22, entered),
	ROW(23, entered),
	ROW(24, selected),
	ROW(25, done),
	HEAP(26, local_information),
	ROW(27, timer),
	ROW(28, done),
	ROW(30, card_answered),
	ROW(31, card_powered),
	ROW(32, done),
	ROW(33, reader_status),
	ROW(34, at_answered),
	ROW(35, done),
	ROW(40, channel_open),
	ROW(41, done),
	ROW(42, data_received),
	ROW(43, data_sent),
	ROW(44, channels),
	ROW(45, services),
	ROW(46, service),
	ROW(47, done),
	ROW(50, frames),
	ROW(51, frames),
	ROW(60, done),
	ROW(61, mms_sent),
	ROW(62, done),
	ROW(70, done),
	ROW(71, done),
};

const struct stk_rows stk_tables[STK_TABLES] = {
	[STK_COMMANDS] = { commands, COUNT(commands) },
	[STK_ENVELOPES] = { envelopes, COUNT(envelopes) },
	[STK_EVENTS] = { events, COUNT(events) },
	[STK_RESPONSES] = { responses, COUNT(responses) },
};

const struct stk_object_def *stk_object(uint16_t tag)
{
	for (size_t i = 0; i < stk_object_count; i++)
		if (stk_objects[i].tag == tag)
			return &stk_objects[i];
	return NULL;
}

const struct stk_row *stk_row(enum stk_table table, uint8_t type)
{
	for (size_t i = 0; i < stk_tables[table].n; i++)
		if (stk_tables[table].rows[i].type == type)
			return &stk_tables[table].rows[i];
	return NULL;
}
