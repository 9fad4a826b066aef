/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The compiler's room: text of configuration and policies in, a ruleset out; see compiler.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "compiler.h"
#include "conf.h"

enum { ERRORS_SIZE = 65536 };

/* All memory of the room: nothing is allocated. */
static struct conf conf;
static char text[CONF_MAX_FILE];
static char errors_memory[ERRORS_SIZE];
static struct text errors;

static void write_all(int fd, const void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = write(fd, (const char *)bytes + done, len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n < 0 && errno != EINTR)
			_exit(COMPILER_MISUSED);
	}
}

static _Noreturn void misused(const char *why)
{
	write_all(STDERR_FILENO, "airlock-compiler: ", 18);
	write_all(STDERR_FILENO, why, strlen(why));
	write_all(STDERR_FILENO, "\n", 1);
	_exit(COMPILER_MISUSED);
}

/* All `len` bytes. False at the end of the input, which may stand only where `may_end`. */
static bool read_all(void *out, size_t len, bool may_end)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = read(STDIN_FILENO, (char *)out + done, len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n == 0 && may_end && done == 0)
			return false;
		else if (n == 0 || errno != EINTR)
			misused("the input ends within a file");
	}
	return true;
}

static uint32_t get_u32(const uint8_t *b)
{
	return b[0] + (uint32_t)b[1] * 256 + (uint32_t)b[2] * 65536 + (uint32_t)b[3] * 16777216;
}

static bool read_file(void)
{
	static char name[COMPILER_MAX_NAME + 1];
	uint8_t header[8];
	uint32_t name_len, text_len;

	if (!read_all(header, sizeof(header), true))
		return false;
	name_len = get_u32(header);
	text_len = get_u32(&header[4]);
	if (name_len == COMPILER_END && text_len == COMPILER_END)
		return false;
	if (name_len > COMPILER_MAX_NAME || text_len > CONF_MAX_FILE)
		misused("a name or file is too long");
	memset(name, 0, sizeof(name));
	read_all(name, name_len, false);
	read_all(text, text_len, false);
	conf_parse(&conf, name, text, text_len);
	return true;
}

static enum conf_mode get_mode(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "links") == 0)
		return CONF_LINKS;
	if (argc != 2 || strcmp(argv[1], "all") != 0)
		misused("expected links or all");
	return CONF_ALL;
}

int main(int argc, char **argv)
{
	enum conf_mode mode = get_mode(argc, argv);

	if (sandbox_enter(ROOM_COMPILER, NULL) < 0)
		misused("the room cannot be entered");
	errors = text_init(errors_memory, sizeof(errors_memory));
	conf_begin(&conf, &errors);
	while (read_file())
		;
	if (!conf_finish(&conf, mode)) {
		write_all(STDERR_FILENO, errors.p, errors.len);
		_exit(COMPILER_ERRORS);
	}
	write_all(STDOUT_FILENO, &conf.rules, sizeof(conf.rules));
	_exit(COMPILER_OK);
}
