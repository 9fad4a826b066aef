/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the words that manual pages must explain, as the programs have them: "TABLE WORD TEXT". */
#include <stdio.h>

#include "../../parsers/reason.h"
#include "../../parsers/schema.h"
#include "../../proxy/ruleset.h"

int main(void)
{
	for (unsigned r = 0; r < REASON_COUNT; r++)
		printf("reason %s %s\n", reason_word((enum reason)r), reason_text((enum reason)r));
#define X(id, word, def, min, max, text) printf("limit %s %d to %d; %d\n", word, min, max, def);
	LIMITS(X)
#undef X
	for (unsigned c = 0; c < CLASS_COUNT; c++)
		printf("class %s \n", schema_class_name((enum message_class)c));
	for (size_t i = 0; i < schema_service_count; i++)
		printf("service %s \n", schema_services[i]->name);
	return 0;
}
