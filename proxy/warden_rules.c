// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How the warden gets its rules: it reads the files, a room compiles them, the result is checked.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "compiler.h"
#include "warden.h"

enum { FILE_MAX = 1 << 20 };

static int read_file(const char *path, char *to, size_t cap, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	ssize_t n = 1;

	if (fd < 0)
		return -errno;
	*len = 0;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return -EINVAL;
	}
	while (*len < cap && (n = read(fd, to + *len, cap - *len)) > 0)
		*len += (size_t)n;
	int rc = n < 0 ? -errno : n > 0 ? -EFBIG : 0;
	close(fd);
	return rc;
}

/* Reads a file and appends it to the compiler's input. */
static int pack_file(int input, const char *path)
{
	char *text = malloc(FILE_MAX + 1);
	uint8_t *packed = malloc(FILE_MAX + 4096);
	size_t len = 0, n = 0;
	int rc = text && packed ? read_file(path, text, FILE_MAX + 1, &len) : -ENOMEM;

	if (rc < 0)
		fprintf(stderr, "%s: %s\n", path, strerror(-rc));
	else if (!compiler_pack(packed, FILE_MAX + 4096, &n, path, text, len))
		rc = -EFBIG;
	else if (write(input, packed, n) != (ssize_t)n)
		rc = -EIO;
	free(text);
	free(packed);
	return rc;
}

static void on_compiler_died(struct process *p, const siginfo_t *how)
{
	siginfo_t *result = p->owner;

	*result = *how;
}

/* Runs the compiler over `input`; its complaints go to our standard error. */
static int compile(struct warden *w, const char *mode, int input)
{
	const char *const argv[] = { "airlock-compiler", mode, NULL };
	int output = memfd_create("airlock-ruleset", MFD_CLOEXEC);
	siginfo_t result = { 0 };
	struct process p = { 0 };
	struct spawn s;
	int rc;

	if (output < 0 || lseek(input, 0, SEEK_SET) < 0)
		return -errno;
	warden_spawn_init(w, PROGRAM_COMPILER, argv, &s);
	spawn_add_fd(&s, input, STDIN_FILENO);
	spawn_add_fd(&s, output, STDOUT_FILENO);
	rc = spawn_start(&p, &s, on_compiler_died, &result);
	while (rc == 0 && spawn_is_alive(&p))
		osmo_select_main(0);
	if (rc == 0 && (result.si_code != CLD_EXITED || result.si_status > COMPILER_ERRORS))
		fprintf(stderr, "airlock-compiler: ended with %d\n", result.si_status);
	if (rc == 0 && (result.si_code != CLD_EXITED || result.si_status != COMPILER_OK))
		rc = -EINVAL;
	if (rc == 0 && (pread(output, w->rules, sizeof(*w->rules), 0) != sizeof(*w->rules) ||
			!ruleset_check(w->rules)))
		rc = -EBADMSG;
	close(output);
	return rc;
}

int warden_rules_load(struct warden *w, const char *config)
{
	int input = memfd_create("airlock-texts", MFD_CLOEXEC);
	int rc = input < 0 ? -errno : pack_file(input, config);

	if (rc == 0)
		rc = compile(w, "links", input);
	if (rc == 0 && lseek(input, 0, SEEK_END) < 0)
		rc = -errno;
	for (unsigned i = 1; rc == 0 && i < w->rules->n_files; i++)
		rc = pack_file(input, w->rules->files[i]);
	if (rc == 0)
		rc = compile(w, "all", input);
	if (input >= 0)
		close(input);
	return rc;
}

static bool is_number(const char *name, uint32_t *out)
{
	char *end;
	unsigned long v = strtoul(name, &end, 10);

	if (name[0] < '0' || name[0] > '9' || *end || v >= UINT32_MAX)
		return false;
	*out = (uint32_t)v;
	return true;
}

static uint32_t find_user(const char *name)
{
	uint32_t id;

	if (is_number(name, &id))
		return id;
	const struct passwd *pw = getpwnam(name);
	return pw ? pw->pw_uid : UINT32_MAX;
}

static uint32_t find_group(const char *name)
{
	uint32_t id;

	if (is_number(name, &id))
		return id;
	const struct group *gr = getgrnam(name);
	return gr ? gr->gr_gid : UINT32_MAX;
}

/* A name that this system does not know fits nobody. */
static void resolve_roles(struct ruleset *rs)
{
	for (unsigned i = 0; i < rs->n_roles; i++) {
		struct ruleset_role *r = &rs->roles[i];

		r->uid = r->user[0] ? find_user(r->user) : UINT32_MAX;
		r->gid = r->group[0] ? find_group(r->group) : UINT32_MAX;
		if ((r->user[0] && r->uid == UINT32_MAX) || (r->group[0] && r->gid == UINT32_MAX))
			LOGP(LOG_WARDEN, LOGL_NOTICE,
			     "%s:%u: role %s: no such user or group here, so it fits nobody\n",
			     rs->files[r->file], r->line, r->name);
	}
}

static int resolve_rooms(struct warden *w)
{
	const struct passwd *pw = getpwnam(w->rules->user);

	if (!w->drop)
		return 0;
	if (!pw || pw->pw_uid == 0) {
		fprintf(stderr, "user %s: %s\n", w->rules->user,
			pw ? "rooms must not be root" : "no such user");
		return -EINVAL;
	}
	w->uid = pw->pw_uid;
	w->gid = pw->pw_gid;
	return 0;
}

int warden_rules_seal(struct warden *w)
{
	const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
	int rc = resolve_rooms(w);

	if (rc < 0)
		return rc;
	resolve_roles(w->rules);
	w->rules_fd = memfd_create("airlock-rules", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (w->rules_fd < 0)
		return -errno;
	if (write(w->rules_fd, w->rules, sizeof(*w->rules)) != sizeof(*w->rules))
		return -EIO;
	return fcntl(w->rules_fd, F_ADD_SEALS, seals) < 0 ? -errno : 0;
}
