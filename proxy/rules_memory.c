// SPDX-License-Identifier: GPL-2.0-or-later
/* The shared rules, as a room sees them. */
#include "rules_memory.h"
#include <stddef.h>
#include <sys/mman.h>

static const struct rules_memory *memory;

uint32_t rules_memory_open(int fd)
{
	void *at = mmap(NULL, sizeof(*memory), PROT_READ, MAP_SHARED, fd, 0);

	if (at == MAP_FAILED)
		return 0;
	memory = at;
	return __atomic_load_n(&memory->generation, __ATOMIC_ACQUIRE);
}

const struct ruleset *rules_memory_get(uint32_t generation)
{
	const struct ruleset *rules = &memory->places[generation & 1];

	return ruleset_check(rules) ? rules : NULL;
}
