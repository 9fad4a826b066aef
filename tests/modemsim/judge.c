/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What our decoder says of bytes from a modem: a line of hexadecimal digits in, for each frame in
 * it a line "REASON NOTES" out, and an empty line. For the test of the simulated modem.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../parsers/message.h"

static uint8_t bytes[1 << 20], records[RECORD_MAX_SIZE];

static size_t read_hex(const char *line)
{
	size_t n = 0;
	unsigned byte;

	for (; n < sizeof(bytes) && sscanf(line, "%2x", &byte) == 1; line += 2)
		bytes[n++] = (uint8_t)byte;
	return n;
}

static void judge_frame(struct cur frame)
{
	struct decoder decoder = { SIDE_MODEM, 0, QMUX_MAX_FRAME, true };
	struct wtr w = { records, sizeof(records), 0 };
	struct cur batch;
	struct message m;

	if (!message_decode(&decoder, frame, &w))
		abort();
	batch = (struct cur){ records, w.len };
	if (!message_next(&batch, SIDE_MODEM, &m))
		abort();
	printf("%s %u\n", m.kind == RECORD_REFUSAL ? reason_word(m.reason) : "ok", m.n_notes);
}

static void judge_bytes(struct cur left)
{
	while (left.n) {
		struct cur frame;
		size_t size = 0;
		enum reason r = frame_qmux_size(left, &size);

		if (r == REASON_OK && (size == 0 || !cur_take(&left, size, &frame)))
			r = REASON_FRAME_TRUNCATED;
		if (r != REASON_OK) {
			printf("%s 0\n", reason_word(r));
			break;
		}
		judge_frame(frame);
	}
	printf("\n");
	fflush(stdout);
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0)
		judge_bytes((struct cur){ bytes, read_hex(line) });
	free(line);
	return 0;
}
