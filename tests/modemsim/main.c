/* SPDX-License-Identifier: GPL-2.0-or-later */
/* airlock-modemsim: a simulated QMI modem for tests, integrators and campaigns. */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <osmocom/core/select.h>

#include "atsim.h"
#include "command.h"
#include "console.h"
#include "modem.h"
#include "periodic.h"

enum { MAX_AT_PORTS = 4 };

struct options {
	enum port_kind kind;
	size_t at_count;
	enum port_kind at_kinds[MAX_AT_PORTS];
	const char *at_paths[MAX_AT_PORTS], *at_flavour;
	bool at_qmi;
	const char *path, *control, *script;
	int fd, verbosity;
	unsigned vendor, pool;
	uint32_t bench_size;
};

static bool is_over;

static const struct option long_options[] = {
	{ "unix", required_argument, NULL, 'u' },
	{ "pty", required_argument, NULL, 'p' },
	{ "fd", required_argument, NULL, 'f' },
	{ "control", required_argument, NULL, 'c' },
	{ "script", required_argument, NULL, 's' },
	{ "bench", required_argument, NULL, 'b' },
	{ "pool", required_argument, NULL, 'n' },
	{ "vendor", required_argument, NULL, 'V' },
	{ "at-unix", required_argument, NULL, 'U' },
	{ "at-pty", required_argument, NULL, 'P' },
	{ "at-flavour", required_argument, NULL, 'F' },
	{ "at-qmi", no_argument, NULL, 'Q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'w' },
	{ NULL, 0, NULL, 0 },
};

static const char usage[] =
	"usage: airlock-modemsim [--unix PATH | --pty LINK | --fd N] [--at-unix PATH | "
	"--at-pty LINK].. [options]\n"
	"  --unix PATH      listen at a unix stream socket\n"
	"  --pty LINK       make a raw pty and a symbolic link to it\n"
	"  --fd N           use an open descriptor\n"
	"  --at-unix PATH   an AT port: listen at a unix stream socket; up to 4 of both\n"
	"  --at-pty LINK    an AT port: a raw pty and a symbolic link to it\n"
	"  --at-qmi         one that is reached by QMI: service ATR\n"
	"  --at-flavour F   generic, quectel, huawei, sierra or ublox (generic)\n"
	"  --control PATH   take commands at a unix stream socket\n"
	"  --script FILE    run these commands first\n"
	"  --bench SIZE     answer with frames of SIZE bytes, from the fast path\n"
	"  --pool N         client ids per service (32)\n"
	"  --vendor ID      USB vendor id, for vendors' messages (0)\n"
	"  -v, --verbose    print requests; twice: frames too\n"
	"  -q, --quiet      print nothing but errors\n"
	"  --version, --help\n";

static void signalled(struct osmo_signalfd *fd, const struct signalfd_siginfo *info)
{
	(void)fd;
	(void)info;
	is_over = true;
}

static bool watch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	signal(SIGPIPE, SIG_IGN);
	return sigprocmask(SIG_BLOCK, &set, NULL) == 0 &&
	       osmo_signalfd_setup(NULL, set, signalled, NULL);
}

static void port_ended(void *ctx)
{
	(void)ctx;
	is_over = true;
}

static bool set_port(struct options *o, enum port_kind kind, const char *argument)
{
	if (o->kind != PORT_NONE)
		return false;
	o->kind = kind;
	o->path = argument;
	o->fd = kind == PORT_FD ? atoi(argument) : -1;
	return true;
}

static bool add_at_port(struct options *o, enum port_kind kind)
{
	if (o->at_count == MAX_AT_PORTS)
		return false;
	o->at_kinds[o->at_count] = kind;
	o->at_paths[o->at_count++] = optarg;
	return true;
}

static bool set_option(struct options *o, int option)
{
	switch (option) {
	case 'u':
		return set_port(o, PORT_UNIX, optarg);
	case 'p':
		return set_port(o, PORT_PTY, optarg);
	case 'f':
		return set_port(o, PORT_FD, optarg);
	case 'U':
		return add_at_port(o, PORT_UNIX);
	case 'P':
		return add_at_port(o, PORT_PTY);
	case 'F':
		o->at_flavour = optarg;
		return true;
	case 'Q':
		o->at_qmi = true;
		return true;
	case 'c':
		o->control = optarg;
		return true;
	case 's':
		o->script = optarg;
		return true;
	case 'b':
		o->bench_size = (uint32_t)strtoul(optarg, NULL, 0);
		return o->bench_size >= 23 && o->bench_size <= 65535;
	case 'n':
		o->pool = (unsigned)strtoul(optarg, NULL, 0);
		return true;
	case 'V':
		o->vendor = (unsigned)strtoul(optarg, NULL, 0);
		return true;
	case 'v':
		o->verbosity++;
		return true;
	case 'q':
		o->verbosity = -1;
		return true;
	default:
		return false;
	}
}

static bool read_options(struct options *o, int argc, char **argv)
{
	int option;

	while ((option = getopt_long(argc, argv, "vqh", long_options, NULL)) != -1) {
		if (option == 'h' || option == 'w') {
			fputs(option == 'h' ? usage : "airlock-modemsim " VERSION "\n", stdout);
			exit(0);
		}
		if (!set_option(o, option))
			return false;
	}
	return optind == argc && (o->kind != PORT_NONE || o->at_count);
}

static bool set_up_at(struct modem *m, const struct options *o)
{
	const bool wanted = o->at_count || o->at_qmi;
	struct atsim *a = wanted ? atsim_new(m, o->at_flavour) : NULL;
	int error = 0;

	if (wanted && !a)
		fprintf(stderr, "%s: no such flavour\n", o->at_flavour);
	for (size_t i = 0; a && !error && i < o->at_count; i++) {
		error = atsim_open(a, o->at_kinds[i], o->at_paths[i], -1);
		if (error)
			fprintf(stderr, "%s: %s\n", o->at_paths[i], strerror(-error));
	}
	if (a && !error && o->at_qmi)
		error = atsim_open_tunnel(a);
	return !error && (a || !wanted);
}

static bool set_up(struct modem *m, const struct options *o)
{
	int error;

	if (!modem_init(m, (uint16_t)o->vendor, o->pool))
		return false;
	m->verbosity = o->verbosity;
	m->bench_size = o->bench_size;
	m->port.ctx = m;
	m->port.on_frame = modem_receive;
	m->port.on_end = port_ended;
	if (!set_up_at(m, o))
		return false;
	if (o->script && !command_script(m, o->script))
		return false;
	error = o->control ? console_open(m, o->control) : 0;
	if (error) {
		fprintf(stderr, "%s: %s\n", o->control, strerror(-error));
		return false;
	}
	if (o->kind == PORT_NONE)
		return true;
	error = port_open(&m->port, o->kind, o->path, o->fd);
	if (error)
		fprintf(stderr, "%s: %s\n", o->path, strerror(-error));
	return !error;
}

int main(int argc, char **argv)
{
	struct options options = { .fd = -1,
				   .at_flavour = "generic",
				   .pool = CLIENTS_DEFAULT_POOL };
	struct modem *m = calloc(1, sizeof(*m));
	bool is_up;

	if (!m)
		return 1;
	if (!read_options(&options, argc, argv)) {
		fputs(usage, stderr);
		free(m);
		return 2;
	}
	is_up = set_up(m, &options) && watch_signals();
	while (is_up && !is_over)
		osmo_select_main(0);
	periodic_stop_all();
	console_close();
	port_close(&m->port);
	atsim_free(m->at);
	modem_free(m);
	free(m);
	return is_up ? 0 : 1;
}
