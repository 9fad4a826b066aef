/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT bytes of clients: in any pieces they give records that check and mean what they did before. */
#include "at_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	at_check_input((struct cur){ data, size }, SIDE_CLIENT, at_check_command);
	return 0;
}
