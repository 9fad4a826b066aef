/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Namespaces that hold nothing: made once by the warden, entered by what becomes a room. */
#pragma once

#include <stdint.h>

/*
 * Makes the namespaces, before the caller's own filter. A mount namespace whose only directory is
 * empty and cannot be written, a network namespace without an interface, and so on. They are shared
 * by all rooms: making them anew for each client costs the kernel far more than the client does.
 * Without CAP_SYS_ADMIN they stand in a user namespace of their own, if the kernel allows that.
 */
void nowhere_make(void);

/*
 * In a process that starts by itself: leaves those of `wanted` for new ones that hold nothing, as
 * far as the kernel allows it; never that of users or processes.
 */
void nowhere_begin(uint32_t wanted);

/* Those that a room will really be in, as CLONE_NEW*; 0 before nowhere_make(). */
uint32_t nowhere_has(void);

/* Flags for clone3: a process namespace is not entered but begun. */
uint32_t nowhere_clone_flags(uint32_t wanted);

/*
 * In a child: enters those of `wanted` that there are, but for the user namespace. Afterwards no
 * path can be opened; descriptors stay. 0 or -errno.
 */
int nowhere_enter(uint32_t wanted);

/* In a child, after it became another user: a user namespace that maps nobody. 0 or -errno. */
int nowhere_enter_user(uint32_t wanted);
