/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cursor and writer: each at its bound, and one past it. */
#include "../check.h"
#include "../../parsers/cursor.h"

static const uint8_t bytes[] = { 0x01, 0x02, 0x83, 0x04, 0x05, 0x06, 0x07, 0x88, 0x09 };

static void test_take(void)
{
	struct cur c = { bytes, 4 }, out = { NULL, 99 };

	CHECK(cur_take(&c, 3, &out) && out.p == bytes && out.n == 3 && c.p == bytes + 3 &&
	      c.n == 1);
	CHECK(!cur_take(&c, 2, &out) && out.n == 3 && c.p == bytes + 3 && c.n == 1);
	CHECK(!cur_take(&c, SIZE_MAX, &out) && c.n == 1);
	CHECK(cur_take(&c, 1, &out) && c.n == 0);
	CHECK(cur_take(&c, 0, &out) && out.n == 0);
	c = (struct cur){ NULL, 0 };
	CHECK(cur_take(&c, 0, &out) && !cur_take(&c, 1, &out) && c.p == NULL);
}

static void test_integers(void)
{
	struct cur c = { bytes, sizeof(bytes) };
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	CHECK(cur_u8(&c, &u8) && u8 == 0x01 && c.n == 8);
	CHECK(cur_u16(&c, &u16) && u16 == 0x8302 && c.n == 6);
	CHECK(cur_u32(&c, &u32) && u32 == 0x07060504 && c.n == 2);
	CHECK(!cur_u32(&c, &u32) && u32 == 0x07060504 && c.n == 2);
	CHECK(cur_u8(&c, &u8) && c.n == 1 && !cur_u16(&c, &u16) && c.n == 1);
	CHECK(cur_u8(&c, &u8) && u8 == 0x09 && !cur_u8(&c, &u8) && u8 == 0x09);
	c = (struct cur){ bytes, sizeof(bytes) };
	CHECK(!cur_le(&c, 9, &u64) && c.n == 9);
	CHECK(cur_le(&c, 8, &u64) && u64 == 0x8807060504830201 && c.n == 1);
	CHECK(!cur_le(&c, 2, &u64) && !cur_le(&c, 9, &u64) && c.n == 1);
	CHECK(cur_le(&c, 1, &u64) && u64 == 9);
	c = (struct cur){ bytes, 6 };
	CHECK(cur_le(&c, 6, &u64) && u64 == 0x060504830201);
	CHECK(cur_le(&c, 0, &u64) && u64 == 0);
}

static void test_writer(void)
{
	static const uint8_t expected[] = { 0xAA, 0x34, 0x12, 0x44, 0x33, 0x22, 0x81,
					    0x06, 0x05, 0x04, 0x03, 0x02, 0x01, 0xEE };
	uint8_t memory[16];
	struct wtr w = { memory, 13, 0 };

	memset(memory, 0xEE, sizeof(memory));
	CHECK(wtr_u8(&w, 0xAA) && wtr_u16(&w, 0x1234) && wtr_u32(&w, 0x81223344));
	CHECK(!wtr_le(&w, 7, 1) && !wtr_le(&w, 9, 1) && w.len == 7);
	CHECK(wtr_le(&w, 6, 0x010203040506) && w.len == 13);
	CHECK(!wtr_u8(&w, 1) && !wtr_u16(&w, 1) && !wtr_u32(&w, 1) && w.len == 13);
	CHECK(!wtr_bytes(&w, (struct cur){ bytes, 1 }) && wtr_bytes(&w, (struct cur){ NULL, 0 }));
	CHECK(memcmp(memory, expected, sizeof(expected)) == 0);
	w = (struct wtr){ memory, 3, 0 };
	CHECK(!wtr_u32(&w, 1) && w.len == 0 && wtr_u16(&w, 0) && !wtr_u16(&w, 0));
	CHECK(!wtr_bytes(&w, (struct cur){ bytes, 2 }) && wtr_bytes(&w, (struct cur){ bytes, 1 }));
	CHECK(w.len == 3 && memory[2] == 0x01 && memory[3] == 0x44);
}

static void test_patch(void)
{
	uint8_t memory[4] = { 0 };
	struct wtr w = { memory, 4, 1 };

	CHECK(!wtr_patch_u16(&w, 0, 0xFFFF) && memory[0] == 0);
	w.len = 3;
	CHECK(!wtr_patch_u16(&w, 2, 0xFFFF) && !wtr_patch_u16(&w, SIZE_MAX, 1) && memory[2] == 0);
	CHECK(wtr_patch_u16(&w, 1, 0x1234) && memory[1] == 0x34 && memory[2] == 0x12);
	CHECK(w.len == 3 && memory[0] == 0 && memory[3] == 0);
}

int main(void)
{
	test_take();
	test_integers();
	test_writer();
	test_patch();
	return check_done();
}
