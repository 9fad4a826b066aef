/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interpreter of shapes: value by value both ways, and every shape of the tables is one. */
#include "../check.h"

#include <stdlib.h>

#include "../../parsers/schema.h"
#include "../../parsers/shape.h"

enum { NO_CUT, CUT };

/* A value on the wire, what it becomes packed, and what is left behind it. */
struct sample {
	const char *shape, *wire;
	int cut;
	enum reason reason;
	const char *packed;
	size_t left;
};

static const struct sample samples[] = {
	{ "u8", "7f", NO_CUT, REASON_OK, "7f", 0 },
	{ "u8", "", NO_CUT, REASON_TLV_SHORT, "", 0 },
	{ "u16", "3412", NO_CUT, REASON_OK, "3412", 0 },
	{ "u16", "34", NO_CUT, REASON_TLV_SHORT, "", 1 },
	{ "u16be", "1234", NO_CUT, REASON_OK, "3412", 0 },
	{ "u16be", "12", NO_CUT, REASON_TLV_SHORT, "", 1 },
	{ "u48", "010203040506", NO_CUT, REASON_OK, "010203040506", 0 },
	{ "u64", "0102030405060708ff", NO_CUT, REASON_OK, "0102030405060708", 1 },
	{ "f64", "0102030405060708", NO_CUT, REASON_OK, "0102030405060708", 0 },
	{ "(u8,i16,f32)", "01020304050607", NO_CUT, REASON_OK, "01020304050607", 0 },
	{ "(u8,i16,f32)", "010203040506", NO_CUT, REASON_TLV_SHORT, "", 6 },
	{ "((u16,u8),i8)", "01020304", NO_CUT, REASON_OK, "01020304", 0 },
	{ "s[3]", "616263", NO_CUT, REASON_OK, "616263", 0 },
	{ "s[3]", "6162", NO_CUT, REASON_TLV_SHORT, "", 2 },
	{ "s8", "03616263", NO_CUT, REASON_OK, "0300616263", 0 },
	{ "s8", "00", NO_CUT, REASON_OK, "0000", 0 },
	{ "s8", "036162", NO_CUT, REASON_TLV_STRING, NULL, 2 },
	{ "s8", "", NO_CUT, REASON_TLV_SHORT, "", 0 },
	{ "s8<=2", "026162", NO_CUT, REASON_OK, "02006162", 0 },
	{ "s8<=2", "03616263", CUT, REASON_TLV_STRING, "", 3 },
	{ "s16", "0100616263", NO_CUT, REASON_OK, "010061", 2 },
	{ "s16", "01", NO_CUT, REASON_TLV_SHORT, "", 1 },
	{ "s16<=2", "0300616263", NO_CUT, REASON_TLV_STRING, "", 3 },
	{ "srest", "", NO_CUT, REASON_OK, "0000", 0 },
	{ "srest", "6162", NO_CUT, REASON_OK, "02006162", 0 },
	{ "srest<=2", "6162", NO_CUT, REASON_OK, "02006162", 0 },
	{ "srest<=2", "616263", NO_CUT, REASON_TLV_STRING, "", 3 },
	{ "srest<=2", "616263", CUT, REASON_OK, "02006162", 1 },
	{ "a8{u8}", "00", NO_CUT, REASON_OK, "0000", 0 },
	{ "a8{u8}", "020102", NO_CUT, REASON_OK, "02000102", 0 },
	{ "a8{u8}", "0301", NO_CUT, REASON_TLV_COUNT, NULL, 1 },
	{ "a8{u16}", "02010203", NO_CUT, REASON_TLV_COUNT, NULL, 3 },
	{ "a8{u8}", "", NO_CUT, REASON_TLV_SHORT, "", 0 },
	{ "a16{(u8,i8)}", "010001020304", NO_CUT, REASON_OK, "01000102", 2 },
	{ "a32{u16}", "010000000102", NO_CUT, REASON_OK, "01000102", 0 },
	{ "a32{u16}", "ffffffff0102", NO_CUT, REASON_TLV_COUNT, NULL, 2 },
	{ "a32{u16}", "000001000102", NO_CUT, REASON_TLV_COUNT, NULL, 2 },
	{ "a16+seq8{u8}", "0200090102", NO_CUT, REASON_OK, "0200090102", 0 },
	{ "a16+seq8{u8}", "0200", NO_CUT, REASON_TLV_SHORT, NULL, 0 },
	{ "a[2]{u16be}", "01020304", NO_CUT, REASON_OK, "02010403", 0 },
	{ "a[2]{u16be}", "010203", NO_CUT, REASON_TLV_SHORT, NULL, 1 },
	{ "a[2]{u8}", "01", NO_CUT, REASON_TLV_SHORT, "", 1 },
	{ "a[2]{s8}", "016100", NO_CUT, REASON_OK, "0100610000", 0 },
	{ "a8{s8}", "02016100", NO_CUT, REASON_OK, "02000100610000", 0 },
	{ "a8{s8}", "02016102", NO_CUT, REASON_TLV_STRING, NULL, 0 },
	{ "a8{s8}", "030161", NO_CUT, REASON_TLV_COUNT, NULL, 2 },
	{ "a8{(u8,a8{u8})}", "0201020a0b0200", NO_CUT, REASON_OK,
	  "0200010200"
	  "0a0b020000",
	  0 },
	{ "(a8{s8},u16)", "010007", NO_CUT, REASON_TLV_SHORT, NULL, 1 },
	{ "a8{(u8,a8{u8})}", "0201020a0b02", NO_CUT, REASON_TLV_COUNT, NULL, 0 },
	{ "a8{(a8{u16},a8{u8})}", "01000101", NO_CUT, REASON_OK,
	  "01000000"
	  "010001",
	  0 },
	{ "a8{(a8{(u8,s8)},u8)}", "0007", NO_CUT, REASON_OK, "0000", 1 },
	{ "a8{(a8{(u8,s8)},u8)}", "010007", NO_CUT, REASON_OK, "0100000007", 0 },
	{ "(u8,a8{(u8,a[2]{u8},s8)},u8)",
	  "0901010203"
	  "0161"
	  "08",
	  NO_CUT, REASON_OK,
	  "09"
	  "0100010203"
	  "010061"
	  "08",
	  0 },
};

static size_t hex(const char *text, uint8_t *out)
{
	size_t n = 0;
	unsigned byte;

	for (; text[2 * n] != '\0'; n++) {
		sscanf(text + 2 * n, "%2x", &byte);
		out[n] = (uint8_t)byte;
	}
	return n;
}

static void test_samples(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *s = &samples[i];
		uint8_t wire[64], packed[64], memory[64];
		struct cur in = { wire, hex(s->wire, wire) };
		struct wtr out = { memory, sizeof(memory), 0 };
		enum reason r = shape_transcode(s->shape, DIALECT_WIRE, s->cut, &in, &out);
		size_t n = s->packed ? hex(s->packed, packed) : out.len;

		CHECK_IN(r == s->reason, "%s from %s: %s", s->shape, s->wire, reason_word(r));
		CHECK_IN(in.n == s->left, "%s from %s: %zu left", s->shape, s->wire, in.n);
		CHECK_IN(out.len == n && (!s->packed || memcmp(memory, packed, n) == 0),
			 "%s from %s", s->shape, s->wire);
		in = (struct cur){ wire, hex(s->wire, wire) };
		CHECK_IN(shape_transcode(s->shape, DIALECT_WIRE, s->cut, &in, NULL) == r &&
				 in.n == s->left,
			 "%s from %s, check only", s->shape, s->wire);
		if (r != REASON_OK)
			continue;
		in = (struct cur){ packed, n };
		out = (struct wtr){ memory, sizeof(memory), 0 };
		CHECK_IN(shape_transcode(s->shape, DIALECT_PACKED, false, &in, &out) == REASON_OK &&
				 in.n == 0 && out.len == hex(s->wire, wire) - s->left &&
				 memcmp(memory, wire, out.len) == 0,
			 "%s back to %s", s->shape, s->wire);
		/* Without room for the last byte it must say so and stay inside. */
		in = (struct cur){ packed, n };
		out.cap = out.len - 1;
		out.len = 0;
		CHECK_IN(out.cap == SIZE_MAX || shape_transcode(s->shape, DIALECT_PACKED, false,
								&in, &out) == REASON_FRAME_OVERSIZE,
			 "%s with too little room", s->shape);
	}
}

/* What a captured reader could say and no wire value could mean. */
static void test_packed_only(void)
{
	static const struct {
		const char *shape, *packed;
		enum reason reason;
	} bad[] = {
		{ "s8<=2", "0300616263", REASON_TLV_STRING },
		{ "srest<=2", "0300616263", REASON_TLV_STRING },
		{ "srest", "030061", REASON_TLV_STRING },
		{ "srest", "03", REASON_TLV_SHORT },
		{ "a8{u8}", "0300", REASON_TLV_COUNT },
		{ "a32{u8}", "01", REASON_TLV_SHORT },
	};
	static uint8_t large[2 + 300];
	uint8_t bytes[16], memory[512];
	struct wtr out = { memory, sizeof(memory), 0 };
	struct cur in;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		in = (struct cur){ bytes, hex(bad[i].packed, bytes) };
		CHECK_IN(shape_transcode(bad[i].shape, DIALECT_PACKED, false, &in, &out) ==
				 bad[i].reason,
			 "%s from %s", bad[i].shape, bad[i].packed);
	}
	/* 300 = 0x012C does not fit a prefix of 8 bits. */
	large[0] = 0x2C;
	large[1] = 0x01;
	in = (struct cur){ large, sizeof(large) };
	CHECK(shape_transcode("a8{u8}", DIALECT_PACKED, false, &in, NULL) == REASON_TLV_COUNT);
	in = (struct cur){ large, sizeof(large) };
	CHECK(shape_transcode("s8", DIALECT_PACKED, false, &in, NULL) == REASON_TLV_STRING);
	in = (struct cur){ large, sizeof(large) };
	CHECK(shape_transcode("s16", DIALECT_PACKED, false, &in, NULL) == REASON_OK && in.n == 0);
}

static void test_scalar(void)
{
	static const uint8_t v[] = { 0xFE, 0x02, 0x00, 'h',  'i',  0x34,
				     0x12, 0xFF, 0xFF, 0xFF, 0x7F, 'x' };
	static const char shape[] = "(i8,srest,u16be,i32,s[1],f32,a8{u8},u8)";
	struct cur packed = { v, sizeof(v) };
	uint64_t out = 0;

	CHECK(shape_scalar(shape, 0, packed, &out) && out == (uint64_t)-2);
	CHECK(!shape_scalar(shape, 1, packed, &out));
	CHECK(shape_scalar(shape, 2, packed, &out) && out == 0x1234);
	CHECK(shape_scalar(shape, 3, packed, &out) && out == 0x7FFFFFFF);
	CHECK(!shape_scalar(shape, 4, packed, &out));
	CHECK(!shape_scalar(shape, 5, packed, &out) && !shape_scalar(shape, 6, packed, &out));
	CHECK(!shape_scalar("u8", 1, packed, &out) &&
	      !shape_scalar("u8", 0, (struct cur){ v, 0 }, &out));
	CHECK(!shape_scalar("(a[1]{u8},u8)", 1, packed, &out));
	CHECK(!shape_scalar("(s[2],u8)", 2, packed, &out));
	CHECK(shape_scalar("((u8,u16),u16)", 2, packed, &out) && out == 0x6968);
	CHECK(shape_scalar("i64", 0, packed, &out) && out == 0xFF12346968000000 + 0x02FE);
	CHECK(shape_scalar("(u8,s8<=15,u8)", 2, packed, &out) && out == 0x34);
}

static void test_min(void)
{
	static const struct {
		const char *shape;
		size_t min;
	} mins[] = {
		{ "u8", 1 },
		{ "u16be", 2 },
		{ "(u8,(u16,s[6]))", 9 },
		{ "s8", 1 },
		{ "s16<=200", 2 },
		{ "srest", 0 },
		{ "srest<=15", 0 },
		{ "a8{u32}", 1 },
		{ "a16+seq8{u8}", 3 },
		{ "a32{(u8,a8{u8})}", 4 },
		{ "a[8]{u16be}", 16 },
		{ "a[6]{s8}", 6 },
		{ "(u8,a8{(u8,a[16]{u8},s8)},u16)", 4 },
		{ "a[2]{(u8,a[3]{u16be},s8<=4)}", 16 },
		{ "(i8,s16<=200)", 3 },
		{ "(s[6],u16,s8<=15,s8<=15)", 10 },
	};

	for (size_t i = 0; i < sizeof(mins) / sizeof(mins[0]); i++)
		CHECK_IN(shape_min(mins[i].shape) == mins[i].min, "%s: %zu", mins[i].shape,
			 shape_min(mins[i].shape));
}

/* The grammar of schema.h, read by descent. Counts leaves; false where it is not kept. */
static bool read_item(const char **s, unsigned depth, unsigned *leaves, bool last);

static bool read_items(const char **s, char close, unsigned depth, unsigned *leaves)
{
	for (;;) {
		if (!read_item(s, depth, leaves, false))
			return false;
		if (**s == close) {
			(*s)++;
			return true;
		}
		if (close != ')' || *(*s)++ != ',')
			return false;
	}
}

static bool read_number(const char **s, unsigned long *n)
{
	char *end;

	*n = strtoul(*s, &end, 10);
	if (end == *s || **s == '0' || *n > 1024)
		return false;
	*s = end;
	return true;
}

static bool read_string(const char **s, unsigned *leaves, bool last)
{
	unsigned long n;

	(*leaves)++;
	if (**s == '[') {
		(*s)++;
		return read_number(s, &n) && *(*s)++ == ']';
	}
	if (strncmp(*s, "rest", 4) == 0) {
		*s += 4;
		if (!last)
			return false;
	} else if (!read_number(s, &n) || (n != 8 && n != 16)) {
		return false;
	}
	if (strncmp(*s, "<=", 2) != 0)
		return true;
	*s += 2;
	return read_number(s, &n);
}

static bool read_array(const char **s, unsigned depth, unsigned *leaves)
{
	unsigned long n;

	if (**s == '[') {
		(*s)++;
		if (!read_number(s, &n) || *(*s)++ != ']')
			return false;
	} else if (!read_number(s, &n) || (n != 8 && n != 16 && n != 32)) {
		return false;
	} else if (strncmp(*s, "+seq8", 5) == 0) {
		*s += 5;
	}
	return depth < 8 && *(*s)++ == '{' && read_items(s, '}', depth + 1, leaves);
}

static bool read_item(const char **s, unsigned depth, unsigned *leaves, bool last)
{
	char kind = *(*s)++;
	unsigned long n;

	if (kind == '(')
		return read_items(s, ')', depth, leaves);
	if (kind == 'a')
		return read_array(s, depth, leaves);
	if (kind == 's')
		return read_string(s, leaves, last);
	if (kind != 'u' && kind != 'i' && kind != 'f')
		return false;
	(*leaves)++;
	if (!read_number(s, &n) || n % 8 != 0 || n > 64 || (kind == 'f' && n < 32))
		return false;
	if (strncmp(*s, "be", 2) == 0)
		*s += 2;
	return true;
}

/* As many names as leaves; an enumeration behind a name must be one. */
static bool fields_fit(const char *fields, unsigned leaves)
{
	unsigned names = 1;

	for (const char *f = fields;; f++) {
		size_t len = strcspn(f, ",");
		size_t name = strcspn(f, ",=");
		const char *colon = memchr(f, ':', name);

		if (colon && !schema_enum(colon + 1, name - (size_t)(colon + 1 - f)))
			return false;
		if (!colon && len == 0 && leaves > 1)
			return false;
		f += len;
		if (*f == '\0')
			return names == leaves;
		names++;
	}
}

static void test_tables(void)
{
	for (size_t row = 0; row < schema_row_count(); row++) {
		const struct message_def *m = schema_row(row, NULL);

		for (unsigned t = 0; t < TYPE_COUNT; t++)
			for (size_t i = 0; i < m->tlvs[t].n; i++) {
				const struct tlv_def *def = &m->tlvs[t].rows[i];
				const char *s = def->shape;
				unsigned leaves = 0;

				CHECK_IN(read_item(&s, 0, &leaves, true) && *s == '\0', "%s %s: %s",
					 m->name, def->name, def->shape);
				CHECK_IN(fields_fit(def->fields, leaves), "%s %s: %s, %s", m->name,
					 def->name, def->shape, def->fields);
			}
	}
}

int main(void)
{
	test_samples();
	test_packed_only();
	test_scalar();
	test_min();
	test_tables();
	return check_done();
}
