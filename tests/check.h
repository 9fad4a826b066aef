/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The least that a test needs: CHECK prints what failed, check_done() is the exit status. */
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* meson's word for "skipped". */
enum { CHECK_SKIP = 77, CHECK_MOST_PRINTED = 40 };

/* Weak: one pair for all files of a test. */
__attribute__((weak)) unsigned long check_passed, check_failed;

/* One check; `...` is a printf text that says in which case. */
#define CHECK_IN(condition, ...)                                                            \
	do {                                                                                \
		if (condition) {                                                            \
			check_passed++;                                                     \
		} else if (++check_failed <= CHECK_MOST_PRINTED) {                          \
			fprintf(stderr, "%s:%d: not %s: ", __FILE__, __LINE__, #condition); \
			fprintf(stderr, __VA_ARGS__);                                       \
			fputc('\n', stderr);                                                \
		}                                                                           \
	} while (0)

#define CHECK(condition) CHECK_IN(condition, "%s", __func__)

/* Two numbers that must be the same. */
#define CHECK_EQ(a, b)                                                                          \
	do {                                                                                    \
		uint64_t check_a = (uint64_t)(a), check_b = (uint64_t)(b);                      \
		CHECK_IN(check_a == check_b, "%s: %" PRIu64 " and %" PRIu64, __func__, check_a, \
			 check_b);                                                              \
	} while (0)

/* The last line of main(). A test that checked nothing has failed. */
static inline int check_done(void)
{
	if (check_failed > CHECK_MOST_PRINTED)
		fprintf(stderr, "... and more\n");
	printf("%lu checks passed, %lu failed\n", check_passed, check_failed);
	return check_failed > 0 || check_passed == 0;
}
