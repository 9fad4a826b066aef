/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answers that a modem starts with. */
#pragma once

#include "store.h"

/* Fills a store from the tables. False with a text on stderr where a row of them is wrong. */
bool answers_load(struct store *s);
