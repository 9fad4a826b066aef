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
	if (fstatat(fd, "", &st, AT_EMPTY_PATH) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return -EINVAL;
	}
	while (*len < cap && (n = read(fd, to + *len, cap - *len)) > 0)
		*len += (size_t)n;
	int rc = n < 0 ? -errno : n > 0 ? -EFBIG : 0;
	close(fd);
	return rc;
}

enum { TEXTS_MAX = RULESET_MAX_FILES * (FILE_MAX + COMPILER_MAX_NAME + 8) + COMPILER_END_SIZE };

/*
 * What the compiler is given, gathered here, and two files in memory, made before the warden gives
 * up the right to make them: for that, and for what the compiler makes of it. They are opened anew
 * each time, and written over; what stands behind the end is of no account.
 */
static struct {
	uint8_t packed[TEXTS_MAX];
	size_t len;
	int texts, output;
	struct sha256 sum;
	struct process compiler;
} load = { .texts = -1, .output = -1 };

static int reopen(int fd, int flags)
{
	char path[32];
	int rc;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	rc = open(path, flags | O_CLOEXEC);
	return rc < 0 ? -errno : rc;
}

int warden_rules_read(const char *path, bool is_first)
{
	static char text[FILE_MAX + 1];
	size_t len = 0;
	int rc = read_file(path, text, sizeof(text), &len);

	if (is_first) {
		sha256_begin(&load.sum);
		load.len = 0;
	}
	sha256_add(&load.sum, text, len);
	if (rc == 0 && !compiler_pack(load.packed, sizeof(load.packed) - COMPILER_END_SIZE,
				      &load.len, path, text, len))
		rc = -EFBIG;
	if (rc < 0)
		fprintf(stderr, "%s: %s\n", path, strerror(-rc));
	return rc;
}

/* A descriptor to read it by, or -errno. */
static int write_texts(void)
{
	const size_t len = load.len + COMPILER_END_SIZE;
	int fd = reopen(load.texts, O_WRONLY);
	size_t done = 0;
	ssize_t n = 1;

	if (fd < 0)
		return fd;
	compiler_pack_end(&load.packed[load.len]);
	for (; done < len && n > 0; done += n > 0 ? (size_t)n : 0)
		n = write(fd, &load.packed[done], len - done);
	close(fd);
	return done == len ? reopen(load.texts, O_RDONLY) : -EIO;
}

void warden_rules_sum(uint8_t out[SHA256_SIZE])
{
	struct sha256 sum = load.sum;

	sha256_end(&sum, out);
}

int warden_rules_compile(const char *mode,
			 void (*done)(struct process *p, const siginfo_t *how), void *owner)
{
	const char *const argv[] = { "airlock-compiler", mode, NULL };
	int input = write_texts();
	int output = reopen(load.output, O_WRONLY);
	int rc = input < 0 ? input : output < 0 ? output : 0;
	struct spawn s;

	if (rc == 0) {
		warden_spawn_init(PROGRAM_COMPILER, argv, &s);
		spawn_add_fd(&s, input, STDIN_FILENO);
		spawn_add_fd(&s, output, STDOUT_FILENO);
		rc = spawn_start(&load.compiler, &s, done, owner);
	}
	if (input >= 0)
		close(input);
	if (output >= 0)
		close(output);
	return rc;
}

int warden_rules_take(const siginfo_t *how, struct ruleset *to)
{
	int fd;
	ssize_t n;

	if (how->si_code != CLD_EXITED || how->si_status > COMPILER_ERRORS)
		fprintf(stderr, "airlock-compiler: ended with %d\n", how->si_status);
	if (how->si_code != CLD_EXITED || how->si_status != COMPILER_OK)
		return -EINVAL;
	fd = reopen(load.output, O_RDONLY);
	if (fd < 0)
		return fd;
	n = read(fd, to, sizeof(*to));
	close(fd);
	return n == (ssize_t)sizeof(*to) && ruleset_check(to) ? 0 : -EBADMSG;
}

static void on_compiled(struct process *p, const siginfo_t *how)
{
	siginfo_t *result = p->owner;

	*result = *how;
}

/* Runs the compiler and waits for it, as nobody is served yet. */
static int compile(struct warden *w, const char *mode)
{
	siginfo_t how = { 0 };
	int rc = warden_rules_compile(mode, on_compiled, &how);

	while (rc == 0 && spawn_is_alive(&load.compiler))
		osmo_select_main(0);
	return rc == 0 ? warden_rules_take(&how, w->rules) : rc;
}

int warden_rules_load(struct warden *w, const char *config)
{
	int rc;

	load.texts = memfd_create("airlock-texts", MFD_CLOEXEC);
	load.output = memfd_create("airlock-ruleset", MFD_CLOEXEC);
	if (load.texts < 0 || load.output < 0)
		return -errno;
	w->config = config;
	rc = warden_rules_read(config, true);
	if (rc == 0)
		rc = compile(w, "links");
	for (unsigned i = 1; rc == 0 && i < w->rules->n_files; i++)
		rc = warden_rules_read(w->rules->files[i], false);
	if (rc == 0)
		rc = compile(w, "all");
	warden_rules_sum(w->sum);
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

/*
 * What a line of passwd(5) or group(5) says of a name: its third field. Read by ourselves, since
 * the C library asks services that a running warden cannot reach.
 */
static uint32_t find_in_file(const char *path, const char *name)
{
	static char text[FILE_MAX + 1];
	size_t len = 0, name_len = strlen(name);
	uint32_t id;

	if (read_file(path, text, FILE_MAX, &len) < 0)
		return UINT32_MAX;
	text[len] = '\0';
	for (char *line = text, *next; line && *line; line = next) {
		char *field;

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (strncmp(line, name, name_len) || line[name_len] != ':')
			continue;
		field = strchr(&line[name_len + 1], ':');
		if (!field)
			continue;
		field[1 + strcspn(&field[1], ":")] = '\0';
		return is_number(&field[1], &id) ? id : UINT32_MAX;
	}
	return UINT32_MAX;
}

/* `known` NULL: at the start, when everybody may be asked. */
static uint32_t find_user(const char *name, const struct ruleset *known)
{
	uint32_t id;

	if (is_number(name, &id))
		return id;
	if (!known) {
		const struct passwd *pw = getpwnam(name);

		return pw ? pw->pw_uid : UINT32_MAX;
	}
	for (unsigned i = 0; i < known->n_roles; i++)
		if (!strcmp(known->roles[i].user, name) && known->roles[i].uid != UINT32_MAX)
			return known->roles[i].uid;
	return find_in_file("/etc/passwd", name);
}

static uint32_t find_group(const char *name, const struct ruleset *known)
{
	uint32_t id;

	if (is_number(name, &id))
		return id;
	if (!known) {
		const struct group *gr = getgrnam(name);

		return gr ? gr->gr_gid : UINT32_MAX;
	}
	for (unsigned i = 0; i < known->n_roles; i++)
		if (!strcmp(known->roles[i].group, name) && known->roles[i].gid != UINT32_MAX)
			return known->roles[i].gid;
	return find_in_file("/etc/group", name);
}

/* A name that this system does not know fits nobody. */
void warden_rules_resolve(struct ruleset *rs, const struct ruleset *known)
{
	for (unsigned i = 0; i < rs->n_roles; i++) {
		struct ruleset_role *r = &rs->roles[i];

		r->uid = r->user[0] ? find_user(r->user, known) : UINT32_MAX;
		r->gid = r->group[0] ? find_group(r->group, known) : UINT32_MAX;
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
	/* Our own mapping, made before the seal, is the only one that can write. */
	const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE;
	const int rc = resolve_rooms(w);
	void *at;

	if (rc < 0)
		return rc;
	warden_rules_resolve(w->rules, NULL);
	w->rules_fd = memfd_create("airlock-rules", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (w->rules_fd < 0 || ftruncate(w->rules_fd, sizeof(*w->memory)) < 0)
		return -errno;
	at = mmap(NULL, sizeof(*w->memory), PROT_READ | PROT_WRITE, MAP_SHARED, w->rules_fd, 0);
	if (at == MAP_FAILED || fcntl(w->rules_fd, F_ADD_SEALS, seals) < 0)
		return -errno;
	w->memory = at;
	w->memory->generation = 1;
	w->memory->places[1] = *w->rules;
	w->rules = &w->memory->places[1];
	return 0;
}
