// SPDX-License-Identifier: GPL-2.0-or-later
/* airlockctl digest: which frame was it that a room died of? */
#include "airlockctl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "digest.h"

enum { INPUT_MAX = 1 << 20 };

/* A file's content, with a NUL behind it; -1: there is no such file, or it is too large. */
static ssize_t read_input(const char *path, char *to)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = 1, len = 0;

	while (fd >= 0 && n > 0 && len < INPUT_MAX) {
		n = read(fd, to + len, (size_t)(INPUT_MAX - len));
		len += n > 0 ? n : 0;
	}
	if (fd < 0 || n != 0)
		return -1;
	close(fd);
	to[len] = '\0';
	return len;
}

/* In place; -1: it is not hexadecimal. */
static ssize_t parse_hex(char *text)
{
	size_t len = strlen(text);

	if (len % 2 != 0 || strspn(text, "0123456789abcdefABCDEF") != len)
		return -1;
	for (size_t i = 0; i < len; i += 2) {
		const char two[] = { text[i], text[i + 1], '\0' };

		text[i / 2] = (char)strtoul(two, NULL, 16);
	}
	return (ssize_t)(len / 2);
}

int airlockctl_digest(int argc, char **argv)
{
	static char frame[INPUT_MAX + 1], key_text[INPUT_MAX + 1];
	char line[64];
	uint8_t bytes[16];
	struct digest_key key;
	ssize_t key_len = read_input(argv[0], key_text), len = read_input(argv[1], frame);

	(void)argc;
	if (sandbox_enter(ROOM_COMPILER, NULL) < 0) {
		fprintf(stderr, "airlockctl: the compiler's room cannot be entered\n");
		return EXIT_FAILURE;
	}
	if (len < 0 && strlen(argv[1]) <= INPUT_MAX) {
		strcpy(frame, argv[1]);
		len = parse_hex(frame);
	}
	if (!digest_key_parse(key_len < 0 ? argv[0] : key_text, bytes) || len < 0) {
		fprintf(stderr, "airlockctl: %s\n",
			len < 0 ? "the frame is no file, and not hexadecimal"
				: "the key is not 32 hexadecimal digits");
		return EXIT_FAILURE;
	}
	key = digest_key_of(bytes);
	snprintf(line, sizeof(line), "%016llx\n",
		 (unsigned long long)digest_of(&key, (const uint8_t *)frame, (size_t)len));
	return write(STDOUT_FILENO, line, strlen(line)) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
