#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Proves cursors, framing, the splitter of AT lines and the walks over TLVs and records with
# Frama-C WP: no access outside its view, no overflow, every loop ends, the parts tile the whole.
# Then breaks bounds on a copy, and each of these must lose a goal. Exit status 77: no tools here.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
for tool in frama-c why3 z3 cvc4; do
	if ! command -v "$tool" >/dev/null; then
		echo "proof: skipped, no $tool (packages frama-c-base why3 z3 cvc4)"
		exit 77
	fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work WHY3CONFIG=$work/why3.conf
why3 config detect >"$work/why3.log" 2>&1
mkdir "$work/tests"
cp -r "$root/parsers" "$work/parsers"
cp -r "$root/tests/proof" "$work/tests/proof"

steps=cur_take,cur_u8,cur_u16,cur_u32,cur_le,cur_at,wtr_u8,wtr_u16,wtr_u32,wtr_le,wtr_copy
steps=$steps,wtr_bytes,wtr_patch_u16
frames=frame_qmux_size,frame_qmux_parse,frame_sdu_parse,frame_tlv_next
walks=record_next,walk_tlvs,walk_records
lines=at_split_line,at_split_byte,at_split_past,at_split_unquoted,at_split_slice,at_byte

# One unit, so that the inline cursors are proved once.
for part in parsers/frame_qmux.c parsers/record.c parsers/at_split.c tests/proof/walks.c; do
	echo "#include \"$part\""
done >"$work/all.c"

# prove FUNCTIONS: the prover's report on them in $work/report
prove() {
	(cd "$work" && frama-c -wp -wp-rte -wp-prover cvc4,z3 -wp-timeout "${PROOF_TIMEOUT:-20}" \
		-wp-par 2 -wp-fct "$1" all.c) >"$work/report" 2>&1 || true
}

# goals NAME: how many were proved, or how many there are
goals() {
	local field=3
	[ "$1" = proved ] || field=5
	awk -v f="$field" '/Proved goals:/ { print $(f + 1) }' "$work/report"
}

prove "$steps,$frames,$walks,$lines"
proved=$(goals proved)
all=$(goals all)
if [ -z "$all" ] || [ "$proved" != "$all" ] || [ "$all" -lt 300 ]; then
	grep -v ': Valid' "$work/report" || true
	echo "proof: ${proved:-0} of ${all:-unknown} goals"
	exit 1
fi

# mutant FILE FUNCTION FROM TO: one bound, off by one
mutants=0
mutant() {
	cp "$work/$1" "$work/sound"
	sed "s/$3/$4/" "$work/sound" >"$work/$1"
	if cmp -s "$work/sound" "$work/$1"; then
		echo "proof: the mutant of $2() is no longer one"
		exit 1
	fi
	PROOF_TIMEOUT=3 prove "$2"
	cp "$work/sound" "$work/$1"
	if [ -z "$(goals all)" ] || [ "$(goals proved)" = "$(goals all)" ]; then
		echo "proof: nobody noticed that $2() was broken"
		exit 1
	fi
	mutants=$((mutants + 1))
}

mutant parsers/cursor.h cur_take 'if (n > c->n)' 'if (n > c->n + 1)'
mutant parsers/cursor.h cur_at 'return i < c.n' 'return i <= c.n'
mutant parsers/cursor.h wtr_u16 'w->cap - w->len < 2' 'w->cap - w->len < 1'
mutant parsers/frame_qmux.c frame_qmux_parse 'len + 1u != total' 'len != total'
mutant parsers/record.c record_next 'size - RECORD_SIZE_FIELD' 'size - RECORD_SIZE_FIELD + 1'
mutant parsers/at_split.c at_split_unquoted 'i < text.n \&\& (quoted' 'i <= text.n \&\& (quoted'
mutant parsers/at_split.c at_split_slice 'to <= text.n' 'to <= text.n + 1'

echo "proof: $proved of $all goals, $mutants of 7 mutants noticed"
