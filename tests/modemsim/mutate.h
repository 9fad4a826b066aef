/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes that make one well-formed frame of the modem wrong in one way. */
#pragma once

#include "modem.h"

/*
 * Changes the frame; `n` is a number from the command line, or -1. False, and nothing changed,
 * where this frame has no place for it (no array in it, say).
 */
typedef bool (*mutation)(struct modem *m, struct frame_out *f, long n);

/* The framing and the headers. */
bool mutate_truncate(struct modem *m, struct frame_out *f, long n);
bool mutate_overlong(struct modem *m, struct frame_out *f, long n);
bool mutate_frame_length(struct modem *m, struct frame_out *f, long n);
bool mutate_body_length(struct modem *m, struct frame_out *f, long n);
bool mutate_short_frame(struct modem *m, struct frame_out *f, long n);
bool mutate_marker(struct modem *m, struct frame_out *f, long n);
bool mutate_wide_marker(struct modem *m, struct frame_out *f, long n);
bool mutate_flags(struct modem *m, struct frame_out *f, long n);
bool mutate_type(struct modem *m, struct frame_out *f, long n);
bool mutate_request(struct modem *m, struct frame_out *f, long n);
bool mutate_ctl_cid(struct modem *m, struct frame_out *f, long n);
bool mutate_service(struct modem *m, struct frame_out *f, long n);
bool mutate_cid(struct modem *m, struct frame_out *f, long n);
bool mutate_foreign_cid(struct modem *m, struct frame_out *f, long n);
bool mutate_transaction(struct modem *m, struct frame_out *f, long n);
bool mutate_unknown_message(struct modem *m, struct frame_out *f, long n);
bool mutate_other_message(struct modem *m, struct frame_out *f, long n);
bool mutate_other_service(struct modem *m, struct frame_out *f, long n);
/* The TLVs. */
bool mutate_duplicate(struct modem *m, struct frame_out *f, long n);
bool mutate_tlv_truncate(struct modem *m, struct frame_out *f, long n);
bool mutate_short_value(struct modem *m, struct frame_out *f, long n);
bool mutate_missing(struct modem *m, struct frame_out *f, long n);
bool mutate_no_result(struct modem *m, struct frame_out *f, long n);
bool mutate_unknown_tlv(struct modem *m, struct frame_out *f, long n);
bool mutate_trailing(struct modem *m, struct frame_out *f, long n);
bool mutate_empty_tlv(struct modem *m, struct frame_out *f, long n);
bool mutate_excess(struct modem *m, struct frame_out *f, long n);
bool mutate_nested_count(struct modem *m, struct frame_out *f, long n);
bool mutate_nested_length(struct modem *m, struct frame_out *f, long n);
bool mutate_huge(struct modem *m, struct frame_out *f, long n);
bool mutate_error_code(struct modem *m, struct frame_out *f, long n);
bool mutate_payload_with_error(struct modem *m, struct frame_out *f, long n);
bool mutate_contradiction(struct modem *m, struct frame_out *f, long n);
/* Answers of CTL. */
bool mutate_allocate_owned(struct modem *m, struct frame_out *f, long n);
bool mutate_allocate_service(struct modem *m, struct frame_out *f, long n);
bool mutate_allocate_cid(struct modem *m, struct frame_out *f, long n);
bool mutate_release_other(struct modem *m, struct frame_out *f, long n);
bool mutate_version_info(struct modem *m, struct frame_out *f, long n);

/* Where a frame's TLVs begin. */
size_t mutate_body(const struct frame_out *f);
/* Makes both lengths true again after `f->len` changed. */
void mutate_settle(struct frame_out *f);
/* Appends a TLV of `len` bytes of `fill`. False where the frame would be too large. */
bool mutate_append(struct frame_out *f, uint8_t tag, uint8_t fill, size_t len);
