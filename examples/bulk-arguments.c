/* SPDX-License-Identifier: MIT */
/* The arguments of sesdomain-bulk. */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"
#include "io.h"

#include <getopt.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define JOBS_MAX 256
#define LIMIT_DEFAULT ((size_t)16 << 20)
#define LIMIT_MAX ((size_t)1 << 30)

static const char usage[] =
    "usage: sesdomain-bulk [OPTION]... [INPUT|-]\n"
    "\n"
    "Plan many domains: lines of JSON in, lines of JSON out, in the same\n"
    "order. A line is a setup document, or an object with the members\n"
    "\"setup\", \"existing\" (a listing of the zone: its JSON, or a text as a\n"
    "string) and \"reader\" (the name of its reader).\n"
    "\n"
    "What is written:\n"
    "  -f, --format=FORMAT      a format, several if repeated; none by default\n"
    "  -o, --option=NAME=VALUE  an option of the library, for all domains\n"
    "  -w, --output=FILE        instead of standard output\n"
    "      --html=DIRECTORY     a page of all domains, and a report for each\n"
    "  -q, --quiet              no summary on standard error\n"
    "      --progress           how far it is, if standard error is a terminal\n"
    "\n"
    "How:\n"
    "  -j, --jobs=NUMBER        threads; by default as many as processors\n"
    "      --strict             stop at the first line that is invalid\n"
    "      --from-line=NUMBER   begin with this line of the input\n"
    "      --resume             begin behind the last line that the file of\n"
    "                           --output has, and append to it\n"
    "      --line-limit=OCTETS  of a line of the input; 16777216 by default\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "Exit status: 0 no domain is wrong and no line is invalid; 1 some are;\n"
    "2 usage, input or output: what is not written is reported.\n";

enum {
    OPTION_HTML = 256,
    OPTION_PROGRESS,
    OPTION_STRICT,
    OPTION_FROM,
    OPTION_RESUME,
    OPTION_LIMIT,
};

static const struct option options[] = {
    { "format", required_argument, NULL, 'f' },
    { "option", required_argument, NULL, 'o' },
    { "output", required_argument, NULL, 'w' },
    { "html", required_argument, NULL, OPTION_HTML },
    { "quiet", no_argument, NULL, 'q' },
    { "progress", no_argument, NULL, OPTION_PROGRESS },
    { "jobs", required_argument, NULL, 'j' },
    { "strict", no_argument, NULL, OPTION_STRICT },
    { "from-line", required_argument, NULL, OPTION_FROM },
    { "resume", no_argument, NULL, OPTION_RESUME },
    { "line-limit", required_argument, NULL, OPTION_LIMIT },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { 0 },
};

static int parse_format(struct arguments *a, const char *name)
{
    if (!io_kind(name))
        return io_fail(name, sesdomain_strerror(SESDOMAIN_E_FORMAT));
    for (size_t i = 0; i < a->format_count; i++)
        if (strcmp(a->formats[i], name) == 0)
            return 0;
    if (a->format_count == BULK_LIST_MAX)
        return io_fail(name, "too many formats");
    a->formats[a->format_count++] = name;
    return 0;
}

/* Check an option as each domain will set it. */
static int parse_library_option(struct arguments *a, char *text)
{
    char *equals = strchr(text, '=');
    struct sesdomain *sd;
    int result = 0;

    if (!equals || a->option_count == BULK_LIST_MAX)
        return io_fail(text, "NAME=VALUE was expected");
    *equals = '\0';
    for (size_t i = 0; i < a->option_count; i++)
        if (strcmp(a->options[i], text) == 0)
            return io_fail(text, "--option: the option was given twice");
    if (sesdomain_new(&sd))
        return io_fail("memory", sesdomain_strerror(SESDOMAIN_E_MEMORY));
    if (sesdomain_set_option(sd, text, equals + 1))
        result = io_fail("--option", sesdomain_error(sd));
    sesdomain_free(sd);
    a->options[a->option_count++] = text;
    return result;
}

/* Take an option. Return the exit status if the program ends, else -1. */
static int parse_option(struct arguments *a, int c)
{
    switch (c) {
    case 'f':
        return parse_format(a, optarg) ? 2 : -1;
    case 'o':
        return parse_library_option(a, optarg) ? 2 : -1;
    case 'w':
        a->output = optarg;
        return -1;
    case OPTION_HTML:
        a->directory = optarg;
        return -1;
    case 'q':
        a->quiet = true;
        return -1;
    case OPTION_PROGRESS:
        a->shows_progress = isatty(STDERR_FILENO);
        return -1;
    case 'j':
        return io_number(optarg, 1, JOBS_MAX, &a->jobs) ? 2 : -1;
    case OPTION_STRICT:
        a->strict = true;
        return -1;
    case OPTION_FROM:
        return io_number(optarg, 1, SIZE_MAX, &a->from) ? 2 : -1;
    case OPTION_RESUME:
        a->resumes = true;
        return -1;
    case OPTION_LIMIT:
        return io_number(optarg, 1, LIMIT_MAX, &a->limit) ? 2 : -1;
    case 'h':
        fputs(usage, stdout);
        return io_finish("standard output");
    case 'V':
        printf("sesdomain-bulk %s\n", sesdomain_version());
        return io_finish("standard output");
    default:
        fputs(usage, stderr);
        return 2;
    }
}

/* Return why options contradict each other, or NULL. */
static const char *parse_contradiction(const struct arguments *a)
{
    if (a->resumes && !a->output)
        return "needs --output";
    if (a->resumes && a->from != 1)
        return "finds the line itself: it cannot be used with --from-line";
    if (a->resumes && a->directory)
        return "cannot be used with --html: the page would lack what is done";
    return NULL;
}

int arguments_parse(struct arguments *a, int argc, char **argv)
{
    const long processors = system_processors();
    static const int many[] = { 'f', 'o', 0 };
    bool given[IO_OPTIONS_MAX] = { false };
    const char *wrong;
    int c, result = -1;

    *a = (struct arguments){
        .input = "-", .jobs = 1, .from = 1, .limit = LIMIT_DEFAULT
    };
    if (processors > 1)
        a->jobs = processors < JOBS_MAX ? (size_t)processors : JOBS_MAX;
    while (result < 0 &&
           (c = getopt_long(argc, argv, "f:o:w:qj:hV", options, NULL)) != -1)
        result = io_once(options, many, c, given) ? parse_option(a, c) : 2;
    if (result >= 0)
        return result;
    if (argc - optind > 1) {
        fputs(usage, stderr);
        return 2;
    }
    if (optind < argc)
        a->input = argv[optind];
    wrong = parse_contradiction(a);
    return wrong ? io_fail("--resume", wrong) : -1;
}
