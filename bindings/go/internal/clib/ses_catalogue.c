//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The catalogue of findings for programs: returns the fields of its rows. */
#include "ses_ses.h"

static const struct finding_row *catalogue_row(size_t i)
{
    return i < FINDING_COUNT ? sesd_finding_row((enum finding)i) : NULL;
}

size_t sesdomain_catalogue_count(void)
{
    return FINDING_COUNT;
}

const char *sesdomain_catalogue_code(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->code : NULL;
}

enum sesdomain_severity sesdomain_catalogue_severity(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->severity : SESDOMAIN_SEVERITY_NONE;
}

enum sesdomain_finding_fix sesdomain_catalogue_fix(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->fix : SESDOMAIN_FINDING_FIX_NONE;
}

const char *sesdomain_catalogue_message(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->message : NULL;
}

const char *sesdomain_catalogue_hint(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->hint : NULL;
}

const char *sesdomain_catalogue_source(size_t i)
{
    const struct finding_row *row = catalogue_row(i);

    return row ? row->source : NULL;
}
