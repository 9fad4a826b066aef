// SPDX-License-Identifier: GPL-2.0-or-later
/* Build tool: names of this machine's system calls, for the audit. */
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBERS = 600 };

int main(void)
{
	printf("#define SYSCALLS_ARCH 0x%xu\nstatic const char *const syscall_names[] = {\n",
	       seccomp_arch_native());
	for (int i = 0; i < NUMBERS; i++) {
		char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, i);

		if (name)
			printf("\t[%d] = \"%s\",\n", i, name);
		free(name);
	}
	puts("};");
	return 0;
}
