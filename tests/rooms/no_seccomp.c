// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs a program as on a kernel without system call filters: seccomp() is not there. */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (argc < 2 || !ctx ||
	    seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) < 0 ||
	    seccomp_load(ctx) < 0)
		return 125;
	execv(argv[1], &argv[1]);
	perror(argv[1]);
	return 125;
}
