/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One seed for each command, envelope, event and response, and for each instruction of a card. */
#include "seeds_card.h"

#include "../tests/stk_generate.h"

#define HEAD(choice) ((struct cur){ (const uint8_t[]){ choice }, 1 })

static void seed_rows(enum stk_table table,
		      void (*seed)(const char *target, struct cur head, struct cur body))
{
	static uint8_t memory[SAMPLE_MAX_SIZE];
	static struct stk_sample s;
	static const uint8_t choices[STK_TABLES] = { 0, 1, 1, 2 };

	for (size_t i = 0; i < stk_tables[table].n; i++) {
		const struct stk_row *row = &stk_tables[table].rows[i];

		for (unsigned which = 0; which < stk_generate_choices(row); which++) {
			stk_generate_row(table, row, true, which, &s);
			seed("stk", HEAD(choices[table]), stk_generate_bytes(&s, 0, memory));
		}
		stk_generate_row(table, row, false, 0, &s);
		seed("stk", HEAD(choices[table]), stk_generate_bytes(&s, 1, memory));
	}
}

/* A command of each case of lengths, for each instruction that has a name. */
static void seed_instructions(void (*seed)(const char *, struct cur head, struct cur body))
{
	const struct enum_def *words = payload_enum(FACT_APDU_INSTRUCTION);
	uint8_t bytes[12] = { 0x80, 0, 0x04, 0x00, 0x00, 0xA0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x00 };
	static const uint8_t sizes[] = { 4, 5, 11, 12 };

	for (size_t i = 0; i < words->n; i++) {
		bytes[1] = (uint8_t)words->values[i].value;
		for (size_t k = 0; k < sizeof(sizes); k++) {
			bytes[4] = sizes[k] > 5 ? 6 : 0;
			seed("apdu", HEAD(0), (struct cur){ bytes, sizes[k] });
		}
	}
}

void seeds_card(void (*seed)(const char *target, struct cur head, struct cur body))
{
	static const uint8_t fetched[] = { 0xD0, 0x09, 0x81, 0x03, 0x01, 0x02, 0x00,
					   0x82, 0x02, 0x81, 0x82, 0x90, 0x00 };
	static const uint8_t told[] = { 0xA0, 0xC2, 0x00, 0x00, 0x09, 0xD3, 0x07,
					0x82, 0x02, 0x01, 0x81, 0x90, 0x01, 0x02 };
	static const uint8_t done[] = { 0x80, 0x14, 0x00, 0x00, 0x0C, 0x81, 0x03, 0x01, 0x21,
					0x00, 0x82, 0x02, 0x82, 0x81, 0x83, 0x01, 0x00 };

	for (enum stk_table t = STK_COMMANDS; t < STK_TABLES; t++)
		seed_rows(t, seed);
	seed_instructions(seed);
	seed("apdu", HEAD(1), (struct cur){ fetched, sizeof(fetched) });
	seed("apdu", HEAD(0), (struct cur){ told, sizeof(told) });
	seed("apdu", HEAD(0), (struct cur){ done, sizeof(done) });
	seed("apdu", HEAD(2), (struct cur){ told, 10 });
}
