/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of rooms.c as text, for auditors. */
#include "page.h"
#include <inttypes.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "rooms.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define WORDS(table, bits) add_words(p, table, COUNT(table), bits)

struct page {
	char *out;
	size_t cap, len;
};

struct word {
	uint64_t bit;
	const char *text;
};

static const struct word capabilities[] = {
	{ UINT64_C(1) << CAP_DAC_OVERRIDE, "dac_override" },
	{ UINT64_C(1) << CAP_KILL, "kill" },
	{ UINT64_C(1) << CAP_SETGID, "setgid" },
	{ UINT64_C(1) << CAP_SETUID, "setuid" },
	{ UINT64_C(1) << CAP_NET_ADMIN, "net_admin" },
	{ UINT64_C(1) << CAP_SYS_CHROOT, "sys_chroot" },
	{ UINT64_C(1) << CAP_SYS_PTRACE, "sys_ptrace" },
	{ UINT64_C(1) << CAP_SYS_ADMIN, "sys_admin" },
};

static const struct word namespaces[] = {
	{ CLONE_NEWUSER, "user" }, { CLONE_NEWPID, "pid" }, { CLONE_NEWNS, "mount" },
	{ CLONE_NEWNET, "net" },   { CLONE_NEWIPC, "ipc" }, { CLONE_NEWUTS, "uts" },
	{ CLONE_NEWCGROUP, "cgroup" },
};

static const struct word denials[] = {
	{ SANDBOX_FILES, "files" },
	{ SANDBOX_CHANGES, "changes of files" },
	{ SANDBOX_TCP, "tcp" },
	{ SANDBOX_OTHERS, "other processes" },
};

static const struct word pins[] = {
	{ PIN_IN, "IN" },
	{ PIN_IN_SIZE, "IN-SIZE" },
	{ PIN_OUT, "OUT" },
	{ PIN_OUT_SIZE, "OUT-SIZE" },
	{ PIN_USER, "USER" },
	{ PIN_GROUP, "GROUP" },
};

static void __attribute__((format(printf, 2, 3))) add(struct page *p, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(p->out + p->len, p->cap - p->len, format, args);
	va_end(args);
	if (n > 0)
		p->len += (size_t)n < p->cap - p->len ? (size_t)n : p->cap - p->len - 1;
}

static void add_words(struct page *p, const struct word *words, size_t n, uint64_t bits)
{
	const char *between = "";

	for (size_t i = 0; i < n; i++) {
		if (!(bits & words[i].bit))
			continue;
		add(p, "%s%s", between, words[i].text);
		between = ", ";
	}
	add(p, "%s\n", bits ? "" : "none");
}

static void add_limit(struct page *p, const char *what, uint64_t value, uint64_t unit)
{
	if (value == SANDBOX_UNLIMITED)
		add(p, "%s as they are", what);
	else
		add(p, "%s %" PRIu64 "%s", what, value / unit, unit > 1 ? " MiB" : "");
}

static void add_value(struct page *p, uint64_t v)
{
	for (size_t i = 0; i < COUNT(pins); i++)
		if (v == pins[i].bit) {
			add(p, "%s", pins[i].text);
			return;
		}
	add(p, v < 4096 ? "%" PRIu64 : "0x%" PRIx64, v);
}

static void add_argument(struct page *p, const struct call_argument *a)
{
	switch (a->compare) {
	case ANY:
		add(p, "*");
		return;
	case EQUAL:
		break;
	case AT_MOST:
		add(p, "<= ");
		break;
	case AT_LEAST:
		add(p, ">= ");
		break;
	case LACKS:
		add(p, "without ");
		break;
	case RANGE:
		add(p, "%" PRIu64 "..%" PRIu64, a->value, a->below - 1);
		return;
	}
	add_value(p, a->value);
}

static void add_call(struct page *p, const struct room_call *call)
{
	int last = 5;

	while (last >= 0 && call->args[last].compare == ANY)
		last--;
	add(p, "    %s(", call->name);
	for (int i = 0; i <= last; i++) {
		add(p, "%s", i > 0 ? ", " : "");
		add_argument(p, &call->args[i]);
	}
	add(p, "%s)\n        %s\n", last < 0 ? "*" : "", call->reason);
}

static void add_walls(struct page *p, const struct sandbox_walls *w)
{
	add(p, "  capabilities kept: ");
	WORDS(capabilities, w->capabilities);
	add(p, "  namespaces of its own, or that hold nothing: ");
	WORDS(namespaces, w->namespaces);
	add(p, "  denied by Landlock: ");
	WORDS(denials, w->landlock);
	add(p, "  limits: core 0, ");
	add_limit(p, "descriptors", w->files, 1);
	add_limit(p, ", processes", w->processes, 1);
	add_limit(p, ", file size", w->file_size, 1);
	add_limit(p, ", memory", w->memory, UINT64_C(1) << 20);
	add(p, "\n");
}

static void add_room(struct page *p, const struct room_page *room)
{
	add(p, "%s\n  user: %s\n", room->name, room->user);
	add_walls(p, &room->walls);
	add(p, "  descriptors:\n");
	for (size_t i = 0; i < room->n_descriptors; i++)
		add(p, "    %-6s  %s\n", room->descriptors[i].numbers, room->descriptors[i].what);
	add(p, "  calls, with arguments; all others kill:\n");
	for (size_t i = 0; i < room->n_calls; i++)
		add_call(p, &room->calls[i]);
}

size_t page_print(char *out, size_t cap)
{
	struct page p = { out, cap, 0 };

	for (int room = 0; room < ROOM_COUNT; room++) {
		add(&p, "%s", room > 0 ? "\n" : "");
		add_room(&p, &room_pages[room]);
	}
	return p.len;
}
