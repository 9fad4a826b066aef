/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * USSD texts, TS 22.090 and TS 23.038 5: their lengths, and no control characters but line ends;
 * clients put them into commands. And names, which are held to the same without line ends. Pure.
 */
#pragma once

#include "charset.h"
#include "payload.h"

enum {
	USSD_MAX_OCTETS = 160,     /* TS 22.090 4.1, TS 24.080 3.6.1 */
	USSD_MAX_CHARACTERS = 182, /* as septets in them */
	USSD_MAX_HEX = 2 * USSD_MAX_OCTETS,
	USSD_NO_SCHEME = 256,
};

/*
 * A payload_parser. The coding scheme and then octets; or USSD_CHARACTERS and then characters,
 * which may be hex digits of octets, as some modems write the septets. REASON_OK, _USSD_LENGTH,
 * _USSD_CODING (compressed, or half a character) or _TEXT_CONTROL.
 */
enum reason ussd_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out);

/*
 * What +CUSD writes as a quoted string, as the payload that ussd_check() wants: octets where the
 * scheme says so and the text is their hex digits, otherwise characters. `dcs`: USSD_NO_SCHEME
 * where there is none. False: no room.
 */
MUST_USE bool ussd_from_text(struct cur text, unsigned dcs, struct wtr *out);

/*
 * A payload_parser for PAYLOAD_NAME (octets of ASCII, UTF-8 or another set; hex digits of UCS2 are
 * read as such too), PAYLOAD_NAME_PACKED (that, or packed septets) and PAYLOAD_NAME_WIDE (UTF-16,
 * the low octet first). REASON_TEXT_CONTROL.
 */
enum reason name_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out);
