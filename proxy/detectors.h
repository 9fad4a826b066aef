/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of detectors: one word for each file detect_*.c. Its order is that of the rules. */
#pragma once

#define DETECTORS(X) \
	X(silent_sms) \
	X(flash_sms) \
	X(sim_sms) \
	X(binary_sms) \
	X(sim_ota) \
	X(wap_push) \
	X(unasked_sms) \
	X(sent_sms) \
	X(bulk_sms) \
	X(malformed) \
	X(acting_stk) \
	X(forwarding) \
	X(identity_requests) \
	X(downgrade) \
	X(null_cipher) \
	X(cell_identity) \
	X(roaming) \
	X(location_unasked) \
	X(data_unasked) \
	X(drift) \
	X(repeated) \
	X(resets) \
	X(probing) \
	X(covert)
