// SPDX-License-Identifier: GPL-2.0-or-later
/* airlockd, the warden: options, start-up in order, signals, the orderly end. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <osmocom/core/application.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "warden.h"

/* How long rooms that were killed may take to die. */
enum { END_MS = 5000 };

static struct warden warden;
static struct ruleset rules;
static struct osmo_fd signals;
static bool has_failed;

static const struct log_info_cat categories[LOG_CATEGORIES] = {
	[LOG_WARDEN] = { .name = "DWARDEN",
			 .description = "start, end, scribe",
			 .loglevel = LOGL_NOTICE,
			 .enabled = 1 },
	[LOG_LINK] = { .name = "DLINK",
		       .description = "links and their rooms",
		       .loglevel = LOGL_NOTICE,
		       .enabled = 1 },
	[LOG_CLIENT] = { .name = "DCLIENT",
			 .description = "clients",
			 .loglevel = LOGL_NOTICE,
			 .enabled = 1 },
};

static const struct log_info log_info = { .cat = categories, .num_cat = LOG_CATEGORIES };

static struct {
	const char *config;
	char rooms[PATH_MAX];
	const char *digest_key;
	bool foreground, test;
} options = { .config = AIRLOCK_CONF };

/* Said by name only: there are no letters for them. */
enum { WITHOUT_CAGES = 256, DIGEST_KEY, SYSTEM };

static const struct {
	struct option option;
	const char *argument, *text;
} option_table[] = {
	{ { "config", required_argument, NULL, 'c' }, "FILE", "configuration, else " AIRLOCK_CONF },
	{ { "foreground", no_argument, NULL, 'f' }, "", "do not become a daemon" },
	{ { "test", no_argument, NULL, 't' }, "", "check the configuration, and end" },
	{ { "rooms", required_argument, NULL, 'r' }, "DIR", "where the programs of the rooms are" },
	{ { "without-cages", no_argument, NULL, WITHOUT_CAGES },
	  "",
	  "start even where the kernel has no system call filters" },
	{ { "digest-key", required_argument, NULL, DIGEST_KEY },
	  "FILE",
	  "the key of digests in crash records, else one that nobody knows" },
	{ { "system", required_argument, NULL, SYSTEM },
	  "DIR",
	  "where sys and dev are, for modems that are found by match" },
	{ { "version", no_argument, NULL, 'V' }, "", "print the version, and the kernel's walls" },
	{ { "help", no_argument, NULL, 'h' }, "", "print this" },
};

enum { OPTIONS = sizeof(option_table) / sizeof(option_table[0]) };

static void print_help(void)
{
	printf("airlockd: filters what clients and a cellular modem say to each other.\n\n");
	for (unsigned i = 0; i < OPTIONS; i++) {
		const struct option *o = &option_table[i].option;
		char letter[] = { '-', (char)o->val, ',', '\0' };

		printf("  %-3s --%-13s %-5s %s\n", o->val >= WITHOUT_CAGES ? "" : letter, o->name,
		       option_table[i].argument, option_table[i].text);
	}
}

static void read_options(int argc, char **argv)
{
	struct option all[OPTIONS + 1] = { 0 };
	int c;

	for (unsigned i = 0; i < OPTIONS; i++)
		all[i] = option_table[i].option;
	while ((c = getopt_long(argc, argv, "c:ftr:Vh", all, NULL)) >= 0) {
		switch (c) {
		case 'c':
			options.config = optarg;
			break;
		case 'f':
			options.foreground = true;
			break;
		case 't':
			options.test = true;
			break;
		case 'r':
			snprintf(options.rooms, sizeof(options.rooms), "%s", optarg);
			break;
		case WITHOUT_CAGES:
			warden.without_cages = true;
			break;
		case SYSTEM:
			warden.root = optarg;
			break;
		case DIGEST_KEY:
			options.digest_key = optarg;
			break;
		case 'V':
			printf("airlockd %s\n", AIRLOCK_VERSION);
			warden_cages_print();
			exit(0);
		case 'h':
			print_help();
			exit(0);
		default:
			exit(2);
		}
	}
	if (optind < argc) {
		fprintf(stderr, "airlockd: unexpected argument %s\n", argv[optind]);
		exit(2);
	}
}

/* The rooms of a build tree stand beside airlockd; installed ones in libexec. */
static void find_rooms(void)
{
	char beside[PATH_MAX], *slash;
	ssize_t n;

	if (options.rooms[0])
		return;
	n = readlink("/proc/self/exe", options.rooms, sizeof(options.rooms) - 1);
	if (n > 0) {
		options.rooms[n] = '\0';
		slash = strrchr(options.rooms, '/');
		if (slash)
			*slash = '\0';
		if (snprintf(beside, sizeof(beside), "%s/airlock-reader", options.rooms) <
			    (int)sizeof(beside) &&
		    access(beside, X_OK) == 0)
			return;
	}
	snprintf(options.rooms, sizeof(options.rooms), "%s", AIRLOCK_LIBEXEC);
}

static void begin_end(struct warden *w)
{
	if (w->ending)
		return;
	LOGP(LOG_WARDEN, LOGL_NOTICE, "ending\n");
	w->ending = true;
	warden_activation_ending();
	warden_listen_close(w);
}

/* Nothing guards the network any more, and another one cannot be started from here. */
static void on_net_died(void)
{
	has_failed = true;
	begin_end(&warden);
}

/* No room can be started any more: what runs is taken down, and the service manager starts anew. */
static void on_launcher_died(void)
{
	LOGP(LOG_WARDEN, LOGL_FATAL, "the launcher died: all rooms end\n");
	has_failed = true;
	begin_end(&warden);
}

static void count(struct unit *u)
{
	const struct control c = { .kind = CONTROL_COUNT };

	warden_unit_tell(u, &c, -1);
}

static int on_signal(struct osmo_fd *ofd, unsigned int what)
{
	struct signalfd_siginfo info;

	(void)what;
	while (read(ofd->fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGUSR1)
			warden_each_unit(&warden, count);
		else if (info.ssi_signo == SIGHUP)
			warden_reload(&warden);
		else if (warden.ending)
			warden.at_once = true; /* asked for twice */
		else
			begin_end(&warden);
	}
	return 0;
}

static int catch_signals(void)
{
	static const int caught[] = { SIGTERM, SIGINT, SIGUSR1, SIGHUP };
	sigset_t set;
	int fd;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	for (unsigned i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		sigaddset(&set, caught[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return -errno;
	osmo_fd_setup(&signals, fd, OSMO_FD_READ, on_signal, NULL, 0);
	return osmo_fd_register(&signals) < 0 ? -EIO : 0;
}

static void raise_files(void)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_cur < r.rlim_max) {
		r.rlim_cur = r.rlim_max < 65536 ? r.rlim_max : 65536;
		(void)setrlimit(RLIMIT_NOFILE, &r);
	}
}

static bool is_over(const struct warden *w)
{
	bool dead = warden_unit_is_dead(&w->lobby);

	for (unsigned i = 0; i < w->rules->n_links; i++)
		dead = dead && warden_unit_is_dead(&w->links[i]);
	for (unsigned i = 0; i < w->rules->n_ports; i++)
		dead = dead && warden_unit_is_dead(&w->ports[i]);
	return dead;
}

static void drain_unit(struct unit *u)
{
	const struct control c = { .kind = CONTROL_DRAIN, .link = u->link };

	warden_unit_tell(u, &c, -1);
}

static bool is_answering(const struct unit *u)
{
	return u->state == UNIT_UP && !u->is_drained;
}

static bool is_anyone_answering(const struct warden *w)
{
	bool is = is_answering(&w->lobby);

	for (unsigned i = 0; i < w->rules->n_links; i++)
		is = is || is_answering(&w->links[i]);
	for (unsigned i = 0; i < w->rules->n_ports; i++)
		is = is || is_answering(&w->ports[i]);
	return is;
}

/* What clients have asked for is answered first, as long as somebody writes it down. */
static void drain(struct warden *w)
{
	uint64_t until = warden_now_ms() + 1000u * w->rules->limits[LIMIT_DRAIN];
	struct osmo_timer_list wake = { 0 };

	osmo_timer_setup(&wake, (void (*)(void *))osmo_timer_del, &wake);
	warden_each_unit(w, drain_unit);
	while (!w->at_once && !has_failed && spawn_is_alive(&w->scribe.process) &&
	       is_anyone_answering(w)) {
		if (warden_now_ms() >= until) {
			LOGP(LOG_WARDEN, LOGL_NOTICE, "ending without all answers\n");
			break;
		}
		warden_arm(&wake, 100);
		osmo_select_main(0);
	}
	osmo_timer_del(&wake);
	warden_each_unit(w, warden_unit_end);
}

/* Rooms first, so that what they said last is still written; then the scribe. */
static void end(struct warden *w)
{
	uint64_t until = warden_now_ms() + END_MS;
	struct osmo_timer_list wake = { 0 };

	osmo_timer_setup(&wake, (void (*)(void *))osmo_timer_del, &wake);
	while (!is_over(w) && warden_now_ms() < until) {
		warden_arm(&wake, 100);
		osmo_select_main(0);
	}
	warden_net_finish();
	while (!warden_net_is_over() && warden_now_ms() < until) {
		warden_arm(&wake, 100);
		osmo_select_main(0);
	}
	warden_scribe_stop(w);
	while (spawn_is_alive(&w->scribe.process) && warden_now_ms() < until) {
		warden_arm(&wake, 100);
		osmo_select_main(0);
	}
	osmo_timer_del(&wake);
}

/* False: it cannot be used. */
static bool read_digest_key(uint8_t key[16])
{
	char text[64] = "";
	int fd = open(options.digest_key, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (n >= 0 && digest_key_parse(text, key)) {
		close(fd);
		return true;
	}
	fprintf(stderr, "airlockd: %s: %s\n", options.digest_key,
		n < 0 ? strerror(errno) : "not 32 hexadecimal digits");
	if (fd >= 0)
		close(fd);
	return false;
}

static int start_crash(void)
{
	uint8_t key[16];

	if (options.digest_key && !read_digest_key(key))
		return -EINVAL;
	return warden_crash_init(options.digest_key ? key : NULL);
}

static int start(struct warden *w)
{
	int rc;

	rc = warden_rules_seal(w);
	if (rc == 0)
		rc = start_crash();
	if (rc == 0)
		rc = warden_cages_begin(w, on_launcher_died);
	if (rc < 0)
		return rc;
	warden_unit_init(w, &w->lobby, UINT16_MAX, UINT16_MAX);
	for (uint16_t i = 0; i < w->rules->n_links; i++)
		warden_unit_init(w, &w->links[i], i, UINT16_MAX);
	for (uint16_t i = 0; i < w->rules->n_ports; i++)
		warden_unit_init(w, &w->ports[i], w->rules->ports[i].link, i);
	warden_listen_init(w);
	w->scribe.control = w->scribe.channel = -1;
	rc = warden_scribe_start(w);
	if (rc < 0)
		return rc;
	warden_audit_rules(w, REASON_RULES_LOADED, "", w->sum);
	warden_cages_report(w);
	rc = warden_listen_open(w);
	if (rc < 0)
		return rc;
	rc = warden_net_begin(w, options.rooms, on_net_died);
	if (rc == 0)
		rc = warden_cages_enter(w);
	if (rc < 0) {
		LOGP(LOG_WARDEN, LOGL_FATAL, "sandbox: %s\n", strerror(-rc));
		return rc;
	}
	warden_each_unit(w, warden_unit_start);
	return 0;
}

static void start_logging(void)
{
	osmo_init_logging2(NULL, &log_info);
	log_set_print_filename2(osmo_stderr_target, LOG_FILENAME_NONE);
	log_set_print_category(osmo_stderr_target, 0);
	log_set_print_category_hex(osmo_stderr_target, 0);
	log_set_use_color(osmo_stderr_target, 0);
}

int main(int argc, char **argv)
{
	struct warden *w = &warden;
	int rc;

	read_options(argc, argv);
	find_rooms();
	start_logging();
	w->rules = &rules;
	if (!w->root)
		w->root = "";
	w->drop = geteuid() == 0;
	w->uid = w->gid = 65534; /* nobody, until the configuration is known */
	raise_files();
	warden_activation_take();
	w->folder = options.rooms;
	if (!warden_cages_make(w) || catch_signals() < 0 || warden_cages_begin(w, NULL) < 0)
		return 1;
	if (warden_rules_load(w, options.config) < 0)
		return 1;
	/* It was for the compiler, and would be the child of who ends when we become a daemon. */
	spawn_finish();
	if (options.test) {
		printf("configuration %s is good\n", options.config);
		return 0;
	}
	if (!options.foreground && osmo_daemonize() < 0)
		return 1;
	umask(027);
	rc = start(w);
	if (rc == 0)
		warden_activation_ready();
	while (rc == 0 && !w->ending)
		osmo_select_main(0);
	begin_end(w);
	drain(w);
	end(w);
	return rc == 0 && !has_failed ? 0 : 1;
}
