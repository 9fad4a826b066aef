/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the prover alone: the two loops over parts of a whole, bare of all that the decoder and the
 * session do in them. From the contracts of their steps it follows that they end, and that what
 * they went through tiles the whole: each part begins where the last one ended, and so to the end.
 */
#include "../../parsers/frame_qmux.h"
#include "../../parsers/record.h"

enum reason walk_tlvs(struct cur tlvs);
bool walk_records(struct cur batch);

/*@
  requires \valid_read(tlvs.p + (0 .. tlvs.n - 1));
  assigns \nothing;
*/
enum reason walk_tlvs(struct cur tlvs)
{
	struct cur rest = tlvs, value;
	size_t walked = 0;
	uint8_t tag;
	enum reason e;

	/*@
	  loop invariant \valid_read(rest.p + (0 .. rest.n - 1));
	  loop invariant rest.p == tlvs.p + walked && 0 <= walked <= tlvs.n;
	  loop invariant rest.n == tlvs.n - walked;
	  loop assigns rest, value, tag, walked, e;
	  loop variant rest.n;
	*/
	while (rest.n > 0) {
		e = frame_tlv_next(&rest, &tag, &value);
		if (e != REASON_OK)
			return e;
		//@ assert value.p == tlvs.p + walked + 3;
		walked += 3 + value.n;
	}
	//@ assert walked == tlvs.n;
	return REASON_OK;
}

/*@
  requires \valid_read(batch.p + (0 .. batch.n - 1));
  assigns \nothing;
*/
bool walk_records(struct cur batch)
{
	struct cur rest = batch, record;
	size_t walked = 0;

	/*@
	  loop invariant \valid_read(rest.p + (0 .. rest.n - 1));
	  loop invariant rest.p == batch.p + walked && 0 <= walked <= batch.n;
	  loop invariant rest.n == batch.n - walked;
	  loop assigns rest, record, walked;
	  loop variant rest.n;
	*/
	while (rest.n > 0) {
		if (!record_next(&rest, &record))
			return false;
		//@ assert record.p == batch.p + walked + 4;
		//@ assert rest.p == batch.p + (walked + 4 + record.n);
		walked += 4 + record.n;
	}
	//@ assert walked == batch.n;
	return true;
}
