/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of rooms.c as text, for auditors. */
#pragma once

#include <stddef.h>

/* Enough for the page; a longer one is cut, which a test would see. */
enum { PAGE_SIZE_MAX = 32768 };

/* Writes the page as text with a NUL; its length. Neither allocates nor calls the kernel. */
size_t page_print(char *out, size_t cap);
