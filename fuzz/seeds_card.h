/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeds for the targets of cards' payloads, made from the parsers' tables. */
#pragma once

#include "../parsers/cursor.h"

/* Calls `seed` with a target, its choice and a payload for each row and each instruction. */
void seeds_card(void (*seed)(const char *target, struct cur head, struct cur body));
/* The same for short messages, USSD and names. */
void seeds_sms(void (*seed)(const char *target, struct cur head, struct cur body));
