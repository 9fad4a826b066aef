/* SPDX-License-Identifier: GPL-2.0-or-later */
/* airlockctl: what operators ask of configuration and policies. */
#include "airlockctl.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../sandbox/page.h"
#include "../sandbox/sandbox.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *configuration = AIRLOCK_CONF;

static int run_check(int argc, char **argv)
{
	struct airlockctl_rules *r = airlockctl_load(argv[0]);

	(void)argc;
	if (r == NULL)
		return EXIT_FAILURE;
	if (!r->good)
		return airlockctl_flush(r, EXIT_FAILURE);
	conf_warn(&r->conf, &r->errors);
	for (unsigned i = 0; i < r->conf.rules.n_files; i++) {
		if (r->conf.rules.n_files > 1)
			text_addf(&r->out, "%s# %s\n", i > 0 ? "\n" : "", r->conf.rules.files[i]);
		conf_print(&r->conf, i, &r->out);
	}
	return airlockctl_flush(r, EXIT_SUCCESS);
}

static int run_explain(int argc, char **argv)
{
	struct airlockctl_rules *r = airlockctl_load(configuration);

	if (r == NULL)
		return EXIT_FAILURE;
	if (!r->good)
		return airlockctl_flush(r, EXIT_FAILURE);
	return airlockctl_flush(r, airlockctl_explain(r, argc, argv));
}

/* It reads nothing; yet nothing runs without a filter. */
static int run_cages(int argc, char **argv)
{
	static char page[PAGE_SIZE_MAX];
	size_t len = page_print(page, sizeof(page));

	(void)argc;
	(void)argv;
	if (sandbox_enter(ROOM_COMPILER, NULL) < 0) {
		fprintf(stderr, "airlockctl: the compiler's room cannot be entered\n");
		return EXIT_FAILURE;
	}
	for (size_t done = 0; done < len;) {
		ssize_t n = write(STDOUT_FILENO, &page[done], len - done);

		if (n < 0 && errno != EINTR)
			return EXIT_FAILURE;
		done += n > 0 ? (size_t)n : 0;
	}
	return EXIT_SUCCESS;
}

static const struct command {
	const char *word, *arguments, *what;
	int min, max; /* arguments */
	bool uses_configuration;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "check", "FILE", "prove a configuration with its policies, or a policy; print it", 1, 1,
	  false, run_check },
	{ "explain", "ROLE MESSAGE [TLV=VALUE ..]", "say what the policy does with one message", 2,
	  64, true, run_explain },
	{ "explain", "ROLE payload KIND=HEX", "the same for a payload, by its kind and octets", 3,
	  3, true, run_explain },
	{ "explain", "ROLE 'AT+LINE' | CODE:", "the same for a line on an AT port, or a code", 2,
	  64, true, run_explain },
	{ "digest", "KEY FRAME", "the digest that a crash record has of a frame (file, or hex)", 2,
	  2, false, airlockctl_digest },
	{ "cages", "", "print what each room may do, and what stands around it", 0, 0, false,
	  run_cages },
};

static const struct command_option {
	struct option name;
	const char *argument, *what;
} command_options[] = {
	{ { "config", required_argument, NULL, 'c' },
	  "FILE",
	  "the configuration (" AIRLOCK_CONF ")" },
	{ { "help", no_argument, NULL, 'h' }, "", "say this" },
	{ { "version", no_argument, NULL, 'V' }, "", "say the version" },
};

static int usage(FILE *to, int status)
{
	char line[80];

	fputs("usage:\n", to);
	for (size_t i = 0; i < COUNT(commands); i++) {
		const struct command *c = &commands[i];

		snprintf(line, sizeof(line), "airlockctl %s%s %s",
			 c->uses_configuration ? "[-c FILE] " : "", c->word, c->arguments);
		fprintf(to, "  %-54s %s\n", line, c->what);
	}
	fputs("options:\n", to);
	for (size_t i = 0; i < COUNT(command_options); i++) {
		const struct command_option *o = &command_options[i];

		snprintf(line, sizeof(line), "-%c, --%s %s", o->name.val, o->name.name,
			 o->argument);
		fprintf(to, "  %-54s %s\n", line, o->what);
	}
	return status;
}

/* Options may stand before and behind the command. Returns -1, or the status to end with. */
static int parse_options(int argc, char **argv)
{
	struct option names[COUNT(command_options) + 1] = { { 0 } };
	int option;

	for (size_t i = 0; i < COUNT(command_options); i++)
		names[i] = command_options[i].name;
	while ((option = getopt_long(argc, argv, "c:hV", names, NULL)) != -1) {
		switch (option) {
		case 'c':
			configuration = optarg;
			break;
		case 'h':
			return usage(stdout, EXIT_SUCCESS);
		case 'V':
			puts("airlockctl " AIRLOCK_VERSION);
			return EXIT_SUCCESS;
		default:
			return usage(stderr, EXIT_FAILURE);
		}
	}
	return -1;
}

int main(int argc, char **argv)
{
	int status = parse_options(argc, argv);

	if (status >= 0)
		return status;
	argc -= optind;
	argv = &argv[optind];
	for (size_t i = 0; argc > 0 && i < COUNT(commands); i++) {
		const struct command *c = &commands[i];

		if (strcmp(argv[0], c->word) != 0)
			continue;
		if (argc - 1 < c->min || argc - 1 > c->max)
			return usage(stderr, EXIT_FAILURE);
		/* Not exit(): its tidying up is not among what the room may do. */
		_exit(c->run(argc - 1, &argv[1]));
	}
	return usage(stderr, EXIT_FAILURE);
}
