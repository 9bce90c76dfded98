/* SPDX-License-Identifier: MIT */
/*
 * The arguments of sesdomain-check, and the recordings that they name.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "io.h"

#define BUDGET 3600 /* default of --wait, in seconds */

static const char usage[] =
    "usage: sesdomain-check [OPTION]... SETUP.json...\n"
    "\n"
    "Whom to ask, each ADDRESS or ADDRESS@PORT and repeatable:\n"
    "  -r, --resolver=ADDRESS   a resolver; by default those of the system\n"
    "  -s, --server=ADDRESS     a name server of the domain, instead of those\n"
    "                           that its delegation names\n"
    "      --root=ADDRESS       a root server, instead of those that the\n"
    "                           resolver names\n"
    "      --validator=ADDRESS  a resolver that validates DNSSEC\n"
    "  -4, -6                   IPv4 or IPv6 alone\n"
    "      --private            ask private addresses, too\n"
    "\n"
    "How long, in seconds:\n"
    "      --deadline=SECONDS   of a look; 30 by default\n"
    "      --timeout=SECONDS    of the first attempt; 1 by default\n"
    "      --rate=NUMBER        queries a second and server\n"
    "  -w, --wait[=SECONDS]     look until it is ready; 3600 by default;\n"
    "                           SETUP.json is read again before each look\n"
    "      --interval=SECONDS   between the first two looks; 30 by default\n"
    "\n"
    "What to print:\n"
    "      --json               all that was found\n"
    "      --nagios             one line, and the exit status of a Nagios\n"
    "                           plug-in\n"
    "      --record=FILE        write all answers as they came\n"
    "      --replay=FILE        use such a file instead of the network\n"
    "  -o, --option=NAME=VALUE  an option of the library\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "Exit status: 0 ready, 1 wrong or missing, 3 waiting, 4 could not be\n"
    "determined, 2 usage or input. The worst counts; 1 is worse than 4.\n";

enum {
    OPTION_ROOT = 256,
    OPTION_VALIDATOR,
    OPTION_PRIVATE,
    OPTION_DEADLINE,
    OPTION_TIMEOUT,
    OPTION_RATE,
    OPTION_INTERVAL,
    OPTION_JSON,
    OPTION_NAGIOS,
    OPTION_RECORD,
    OPTION_REPLAY,
};

static const struct option options[] = {
    { "resolver", required_argument, NULL, 'r' },
    { "server", required_argument, NULL, 's' },
    { "root", required_argument, NULL, OPTION_ROOT },
    { "validator", required_argument, NULL, OPTION_VALIDATOR },
    { "private", no_argument, NULL, OPTION_PRIVATE },
    { "deadline", required_argument, NULL, OPTION_DEADLINE },
    { "timeout", required_argument, NULL, OPTION_TIMEOUT },
    { "rate", required_argument, NULL, OPTION_RATE },
    { "wait", optional_argument, NULL, 'w' },
    { "interval", required_argument, NULL, OPTION_INTERVAL },
    { "json", no_argument, NULL, OPTION_JSON },
    { "nagios", no_argument, NULL, OPTION_NAGIOS },
    { "record", required_argument, NULL, OPTION_RECORD },
    { "replay", required_argument, NULL, OPTION_REPLAY },
    { "option", required_argument, NULL, 'o' },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { 0 },
};

typedef enum sesdomain_status add_fn(struct sesdomain_dns *, const char *,
                                     uint32_t);

/* ---- arguments ---------------------------------------------------------- */

/* Add ADDRESS or ADDRESS@PORT. */
static int parse_address(struct arguments *a, add_fn *add, char *text)
{
    char *at = strrchr(text, '@');
    size_t port = 53;

    if (at) {
        *at = '\0';
        if (io_number(at + 1, 1, 65535, &port))
            return 2;
    }
    if (add(a->dns, text, (uint32_t)port) != SESDOMAIN_OK)
        return io_fail(text, sesdomain_dns_error(a->dns));
    return 0;
}

static int parse_timeout(struct arguments *a, const char *text)
{
    char *end;
    const unsigned long whole = strtoul(text, &end, 10);
    unsigned long thousandths = 0;

    /* seconds, with up to three digits after the point */
    if (*end == '.' && strspn(end + 1, "0123456789") == strlen(end + 1) &&
        strlen(end) <= 4) {
        char digits[4] = "000";

        memcpy(digits, end + 1, strlen(end + 1));
        thousandths = strtoul(digits, NULL, 10);
    } else if (*end || end == text) {
        return io_fail(text, "seconds were expected");
    }
    if (whole > 60 ||
        sesdomain_dns_set_timeout(
            a->dns, (uint32_t)(whole * 1000 + thousandths)) != SESDOMAIN_OK)
        return io_fail(text, "0.01 to 60 seconds were expected");
    return 0;
}

static int parse_library_option(struct arguments *a, char *text)
{
    if (!strchr(text, '=') || a->option_count == CHECK_LIST_MAX)
        return io_fail(text, "NAME=VALUE was expected");
    a->library_options[a->option_count++] = text;
    return 0;
}

/* Take an option with an argument. */
static int parse_value(struct arguments *a, int c, char *text)
{
    switch (c) {
    case 'r':
        a->has_resolver = true;
        return parse_address(a, sesdomain_dns_add_resolver, text);
    case 's':
        return parse_address(a, sesdomain_dns_add_server, text);
    case OPTION_ROOT:
        return parse_address(a, sesdomain_dns_add_root, text);
    case OPTION_VALIDATOR:
        return parse_address(a, sesdomain_dns_add_validator, text);
    case OPTION_DEADLINE:
        return io_number(text, 1, 86400, &a->deadline);
    case OPTION_TIMEOUT:
        return parse_timeout(a, text);
    case OPTION_RATE:
        return io_number(text, 1, 1000, &a->rate);
    case OPTION_INTERVAL:
        return io_number(text, 1, 86400, &a->interval);
    case OPTION_RECORD:
        a->record = text;
        return 0;
    case OPTION_REPLAY:
        a->replay = text;
        return 0;
    case 'o':
        return parse_library_option(a, text);
    default:
        return 2;
    }
}

/* Take an option. Return the exit status if the program ends, else -1. */
static int parse_option(struct arguments *a, int c)
{
    switch (c) {
    case '4':
        sesdomain_dns_set_ipv6(a->dns, false);
        return -1;
    case '6':
        sesdomain_dns_set_ipv4(a->dns, false);
        return -1;
    case OPTION_PRIVATE:
        sesdomain_dns_set_private(a->dns, true);
        return -1;
    case 'w':
        a->waits = true;
        return optarg && io_number(optarg, 1, 604800, &a->budget) ? 2 : -1;
    case OPTION_JSON:
        a->json = true;
        return -1;
    case OPTION_NAGIOS:
        a->nagios = true;
        return -1;
    case 'h':
        fputs(usage, stdout);
        return io_finish("standard output");
    case 'V':
        printf("sesdomain-check %s\n", sesdomain_version());
        return io_finish("standard output");
    case '?':
        fputs(usage, stderr);
        return 2;
    default:
        return parse_value(a, c, optarg) ? 2 : -1;
    }
}

int arguments_parse(struct arguments *a, int argc, char **argv)
{
    static const int many[] = {
        'r', 's', OPTION_ROOT, OPTION_VALIDATOR, 'o', 0
    };
    bool given[IO_OPTIONS_MAX] = { false };
    int c, result = -1;

    a->deadline = a->interval = 30;
    a->budget = BUDGET;
    while (result < 0 &&
           (c = getopt_long(argc, argv, "r:s:46w::o:hV", options, NULL)) != -1)
        result = io_once(options, many, c, given) ? parse_option(a, c) : 2;
    if (result >= 0)
        return result;
    if (optind == argc || (a->json && a->nagios) || (a->waits && a->replay)) {
        fputs(usage, stderr);
        return 2;
    }
    return -1;
}

/* ---- files -------------------------------------------------------------- */

int arguments_fail(const char *path)
{
    char text[128];

    snprintf(text, sizeof(text), "%s", strerror(errno));
    return io_fail(path, text);
}

int arguments_replay(const struct arguments *a)
{
    size_t length;
    char *text = io_read(a->replay, &length);
    int result = 0;

    if (!text)
        return arguments_fail(a->replay);
    if (sesdomain_dns_load_recording(a->dns, text, length) != SESDOMAIN_OK)
        result = io_fail(a->replay, sesdomain_dns_error(a->dns));
    free(text);
    return result;
}

int arguments_record(const struct arguments *a)
{
    FILE *f;
    size_t length, written;
    char *text;

    sesdomain_dns_write_recording(a->dns, NULL, 0, &length);
    text = malloc(length + 1);
    if (!text)
        return io_fail(a->record, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    sesdomain_dns_write_recording(a->dns, text, length + 1, NULL);
    f = fopen(a->record, "wb");
    written = f ? fwrite(text, 1, length, f) : 0;
    free(text);
    if (!f || fclose(f) || written != length)
        return arguments_fail(a->record);
    return 0;
}

/* Whether a recording would overwrite a file that is read. */
static bool arguments_overwrites(const struct arguments *a, const char *path)
{
    struct stat one, other;

    return a->record && path && stat(a->record, &one) == 0 &&
           (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &other)
                                   : stat(path, &other)) == 0 &&
           S_ISREG(one.st_mode) && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

int arguments_load(const struct arguments *a, struct setup *setups,
                   char **paths, size_t count)
{
    if (arguments_overwrites(a, a->replay))
        return io_fail(a->record, "--record would overwrite the recording");
    for (size_t i = 0; i < count; i++) {
        if (arguments_overwrites(a, paths[i]))
            return io_fail(a->record, "--record would overwrite the setup");
        setups[i].path = paths[i];
        setups[i].options = a->library_options;
        setups[i].text = io_read(paths[i], &setups[i].length);
        if (!setups[i].text)
            return arguments_fail(paths[i]);
    }
    return 0;
}

static bool arguments_is_setup(const struct setup *setup)
{
    struct sesdomain *sd;
    bool is_setup = setup->text && sesdomain_new(&sd) == SESDOMAIN_OK;

    if (is_setup) {
        is_setup = sesdomain_load_setup(sd, setup->text, setup->length) ==
                   SESDOMAIN_OK;
        sesdomain_free(sd);
    }
    return is_setup;
}

void arguments_reload(struct setup *setups, size_t count)
{
    struct stat file;

    for (size_t i = 0; i < count; i++) {
        struct setup now = setups[i];

        if (stat(now.path, &file) || !S_ISREG(file.st_mode))
            continue;
        now.text = io_read(now.path, &now.length);
        if (!arguments_is_setup(&now)) {
            free(now.text);
            continue;
        }
        free(setups[i].text);
        setups[i] = now;
    }
}
