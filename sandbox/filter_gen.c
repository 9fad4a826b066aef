/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Build tool: turns the table of rooms.c into a header of programs and walls, or a page. */
#include <errno.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "page.h"
#include "rooms.h"
#include "sandbox.h"

static void die(const char *what, int error)
{
	fprintf(stderr, "filter_gen: %s: %s\n", what, strerror(error));
	exit(1);
}

static enum scmp_compare compare_of(enum call_compare c)
{
	switch (c) {
	case EQUAL:
		return SCMP_CMP_EQ;
	case AT_MOST:
		return SCMP_CMP_LE;
	case AT_LEAST:
		return SCMP_CMP_GE;
	case RANGE:
	case LACKS:
		return SCMP_CMP_MASKED_EQ;
	case ANY:
		break;
	}
	return _SCMP_CMP_MIN;
}

static void add_rule(scmp_filter_ctx ctx, int nr, const struct room_call *call, uint64_t mask)
{
	struct scmp_arg_cmp args[6];
	unsigned n = 0;
	int rc;

	for (unsigned i = 0; i < 6; i++) {
		const struct call_argument *a = &call->args[i];

		if (a->compare == ANY)
			continue;
		args[n] = (struct scmp_arg_cmp){ i, compare_of(a->compare), a->value, 0 };
		if (a->compare == RANGE) {
			args[n].datum_a = mask;
			args[n].datum_b = a->value;
		}
		n++;
	}
	rc = seccomp_rule_add_exact_array(ctx, SCMP_ACT_ALLOW, nr, n, args);
	if (rc < 0)
		die(call->name, -rc);
}

/* libseccomp compares an argument once in a rule: a range becomes aligned blocks of 2^n values. */
static void add_range(scmp_filter_ctx ctx, int nr, struct room_call call, unsigned arg)
{
	struct call_argument *range = &call.args[arg];

	while (range->value < range->below) {
		uint64_t size = 1;

		while (range->value % (2 * size) == 0 && range->value + 2 * size <= range->below)
			size *= 2;
		add_rule(ctx, nr, &call, ~(size - 1));
		range->value += size;
	}
}

static void add_call(scmp_filter_ctx ctx, const struct room_call *call)
{
	int nr = seccomp_syscall_resolve_name(call->name);

	if (nr == __NR_SCMP_ERROR)
		die(call->name, ENOSYS);
	if (nr < 0)
		return; /* this architecture does without it (epoll_wait on arm64) */
	for (unsigned i = 0; i < 6; i++)
		if (call->args[i].compare == RANGE) {
			add_range(ctx, nr, *call, i);
			return;
		}
	add_rule(ctx, nr, call, 0);
}

/* libseccomp writes its program to a descriptor only. */
static int export_program(scmp_filter_ctx ctx)
{
	int fd = memfd_create("bpf", 0);
	int rc;

	if (fd < 0)
		die("memfd_create", errno);
	rc = seccomp_export_bpf(ctx, fd);
	if (rc < 0)
		die("seccomp_export_bpf", -rc);
	if (lseek(fd, 0, SEEK_SET) < 0)
		die("lseek", errno);
	return fd;
}

static void print_program(scmp_filter_ctx ctx, const char *name)
{
	int fd = export_program(ctx);
	struct sock_filter ins;

	printf("static const struct sock_filter filter_%s[] = {\n", name);
	while (read(fd, &ins, sizeof(ins)) == (ssize_t)sizeof(ins))
		printf("\t{ 0x%04x, %u, %u, 0x%08x },\n", ins.code, ins.jt, ins.jf, ins.k);
	printf("};\n");
	close(fd);
}

/* All rows but `without`, which may be SIZE_MAX. */
static scmp_filter_ctx make_filter(const struct room_page *page, size_t without)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc;

	if (!ctx)
		die("seccomp_init", ENOMEM);
	rc = seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	if (rc < 0)
		die("bad architecture", -rc);
	/* A tree: long lists are searched in a few steps. Lists of few calls stay lists. */
	rc = page->n_calls > 20 ? seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) : 0;
	if (rc < 0)
		die("tree", -rc);
	for (size_t i = 0; i < page->n_calls; i++)
		if (i != without)
			add_call(ctx, &page->calls[i]);
	return ctx;
}

static void print_room(const struct room_page *page)
{
	scmp_filter_ctx ctx = make_filter(page, SIZE_MAX);

	print_program(ctx, page->name);
	seccomp_release(ctx);
}

/* For tests: the program as the kernel takes it, of all rows or of all but one. */
static int write_raw(const char *name, const char *row)
{
	struct sock_filter ins;

	for (int room = 0; room < ROOM_COUNT; room++) {
		if (strcmp(room_pages[room].name, name) != 0)
			continue;
		int fd = export_program(make_filter(
			&room_pages[room], row ? (size_t)strtoul(row, NULL, 10) : SIZE_MAX));
		while (read(fd, &ins, sizeof(ins)) == (ssize_t)sizeof(ins))
			fwrite(&ins, sizeof(ins), 1, stdout);
		return 0;
	}
	return 1;
}

/* For tests: the rows by number. */
static int list_rows(void)
{
	for (int room = 0; room < ROOM_COUNT; room++)
		for (size_t i = 0; i < room_pages[room].n_calls; i++)
			printf("%s\t%zu\t%s\t%s\n", room_pages[room].name, i,
			       room_pages[room].calls[i].name, room_pages[room].calls[i].reason);
	return 0;
}

static void print_walls(const struct sandbox_walls *w)
{
	printf("\t{ %#llxull, %#llxull, %#llxull, %#llxull, %#llxull, %#x, %#x },\n",
	       (unsigned long long)w->files, (unsigned long long)w->processes,
	       (unsigned long long)w->file_size, (unsigned long long)w->memory,
	       (unsigned long long)w->capabilities, w->namespaces, w->landlock);
}

int main(int argc, char **argv)
{
	static char page[PAGE_SIZE_MAX];

	if (argc > 1 && strcmp(argv[1], "page") == 0)
		return fwrite(page, page_print(page, sizeof(page)), 1, stdout) != 1;
	if (argc > 2 && strcmp(argv[1], "raw") == 0)
		return write_raw(argv[2], argc > 3 ? argv[3] : NULL);
	if (argc > 1 && strcmp(argv[1], "rows") == 0)
		return list_rows();
	printf("/* Made by filter_gen from rooms.c. */\n");
	for (int room = 0; room < ROOM_COUNT; room++)
		print_room(&room_pages[room]);
	printf("static const struct sandbox_walls walls[ROOM_COUNT] = {\n");
	for (int room = 0; room < ROOM_COUNT; room++)
		print_walls(&room_pages[room].walls);
	printf("};\n");
	return 0;
}
