/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of airlockctl: opened first, and then read as text only in the compiler's room. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "airlockctl.h"

enum { OUT_SIZE = 1 << 20, ERRORS_SIZE = 65536 };

static struct file {
	char path[RULESET_PATH];
	char text[CONF_MAX_FILE + 1]; /* one more, so that a file that is too large shows */
	size_t len;
	const char *error; /* found before the room is entered; NULL: none */
} files[RULESET_MAX_FILES];

static struct airlockctl_rules rules;
static char out_memory[OUT_SIZE], errors_memory[ERRORS_SIZE];

static void read_file(struct file *f)
{
	int fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = 1;

	if (fd < 0) {
		f->error = strerror(errno);
		return;
	}
	while (f->len < sizeof(f->text) && n != 0) {
		n = read(fd, &f->text[f->len], sizeof(f->text) - f->len);
		if (n < 0 && errno != EINTR) {
			f->error = strerror(errno);
			break;
		}
		if (n > 0)
			f->len += (size_t)n;
	}
	close(fd);
}

/* In the room: what the configuration names, whatever else is wrong with it. */
static _Noreturn void tell_names(int to)
{
	const void *p = rules.conf.rules.files;
	ssize_t n;

	if (dup2(to, STDOUT_FILENO) < 0 || sandbox_enter(ROOM_COMPILER, NULL) < 0)
		_exit(1);
	conf_begin(&rules.conf, &rules.errors);
	conf_parse(&rules.conf, files[0].path, files[0].text, files[0].len);
	n = write(STDOUT_FILENO, p, sizeof(rules.conf.rules.files));
	_exit(n != sizeof(rules.conf.rules.files));
}

/* Paths of the policies, learnt by a child in the room. It is asked for nothing but names. */
static bool learn_names(void)
{
	char names[RULESET_MAX_FILES][RULESET_PATH];
	int fds[2], status = 1;
	size_t len = 0;
	ssize_t n = 1;
	pid_t child;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return false;
	child = fork();
	if (child == 0)
		tell_names(fds[1]);
	close(fds[1]);
	while (child > 0 && len < sizeof(names) && n > 0) {
		n = read(fds[0], (char *)names + len, sizeof(names) - len);
		if (n > 0)
			len += (size_t)n;
	}
	close(fds[0]);
	if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0 || len != sizeof(names))
		return false;
	for (size_t i = 1; i < RULESET_MAX_FILES; i++)
		if (memchr(names[i], '\0', sizeof(names[i])) != NULL)
			memcpy(files[i].path, names[i], sizeof(names[i]));
	return true;
}

static void parse_policies(struct conf *c)
{
	char what[160];

	for (size_t i = 1; i < c->rules.n_files; i++) {
		const struct file *f = &files[i];

		if (f->error == NULL) {
			conf_parse(c, f->path, f->text, f->len);
			continue;
		}
		snprintf(what, sizeof(what), "cannot be read: %s", f->error);
		conf_complain(c, i, what);
	}
}

struct airlockctl_rules *airlockctl_load(const char *path)
{
	rules.out = text_init(out_memory, sizeof(out_memory));
	rules.errors = text_init(errors_memory, sizeof(errors_memory));
	if (strlen(path) >= RULESET_PATH) {
		fprintf(stderr, "airlockctl: %s: the path is too long\n", path);
		return NULL;
	}
	memcpy(files[0].path, path, strlen(path) + 1);
	read_file(&files[0]);
	if (files[0].error != NULL) {
		fprintf(stderr, "airlockctl: %s: %s\n", path, files[0].error);
		return NULL;
	}
	if (!learn_names()) {
		fprintf(stderr, "airlockctl: the compiler's room ended unexpectedly\n");
		return NULL;
	}
	for (size_t i = 1; i < RULESET_MAX_FILES && files[i].path[0] != '\0'; i++)
		read_file(&files[i]);
	if (sandbox_enter(ROOM_COMPILER, NULL) < 0) {
		fprintf(stderr, "airlockctl: the compiler's room cannot be entered\n");
		return NULL;
	}
	conf_begin(&rules.conf, &rules.errors);
	conf_parse(&rules.conf, files[0].path, files[0].text, files[0].len);
	parse_policies(&rules.conf);
	rules.good = conf_finish(&rules.conf, CONF_ALL);
	return &rules;
}

static void write_all(int fd, const struct text *t)
{
	ssize_t n = 0;

	for (size_t done = 0; done < t->len && n >= 0; done += (size_t)n) {
		n = write(fd, &t->p[done], t->len - done);
		if (n < 0 && errno == EINTR)
			n = 0;
	}
}

int airlockctl_flush(struct airlockctl_rules *r, int status)
{
	write_all(STDERR_FILENO, &r->errors);
	write_all(STDOUT_FILENO, &r->out);
	return status;
}
