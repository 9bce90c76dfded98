//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
#include "read_read.h"

/*
 * Points in time as AWS's tools print them: ISO 8601 (RFC 3339, with a blank
 * for the T as Python prints it), or seconds since 1970.
 */

/* Read a number of n digits, followed by a character of after. */
static bool time_read(struct text *in, size_t n, const char *after, int *out)
{
    *out = 0;
    if (in->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (in->s[i] < '0' || in->s[i] > '9')
            return false;
        *out = 10 * *out + (in->s[i] - '0');
    }
    if (*after && (in->n == n || !strchr(after, in->s[n])))
        return false;
    *in = sesd_text_after(*in, n + (*after ? 1 : 0));
    return true;
}

/* Days since 1970-01-01 of the Gregorian calendar. */
static int64_t time_days(int year, int month, int day)
{
    static const int before[] = { 0,   31,  59,  90,  120, 151,
                                  181, 212, 243, 273, 304, 334 };
    const int64_t past = year - (month < 3); /* whose 29 February is over */

    return 365 * (int64_t)(year - 1970) + past / 4 - past / 100 + past / 400 -
           477 + before[month - 1] + day - 1;
}

/* Read Z, or +HH:MM, or nothing; the result is in seconds. */
static bool time_read_offset(struct text in, int64_t *offset)
{
    const bool west = in.n && *in.s == '-';
    int hour, minute;

    *offset = 0;
    if (!in.n || (in.n == 1 && *in.s == 'Z'))
        return true;
    if (*in.s != '+' && *in.s != '-')
        return false;
    in = sesd_text_after(in, 1);
    if (!time_read(&in, 2, ":", &hour) || !time_read(&in, 2, "", &minute) ||
        in.n || hour > 23 || minute > 59)
        return false;
    *offset = (west ? -1 : 1) * (hour * INT64_C(3600) + minute * 60);
    return true;
}

static bool time_parse(struct text in, int64_t *seconds)
{
    int year, month, day, hour, minute, second;
    int64_t offset;

    if (!time_read(&in, 4, "-", &year) || !time_read(&in, 2, "-", &month) ||
        !time_read(&in, 2, "T ", &day) || !time_read(&in, 2, ":", &hour) ||
        !time_read(&in, 2, ":", &minute) || !time_read(&in, 2, "", &second) ||
        year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
        hour > 23 || minute > 59 || second > 60)
        return false;
    if (in.n && *in.s == '.')
        do
            in = sesd_text_after(in, 1);
        while (in.n && *in.s >= '0' && *in.s <= '9');
    if (!time_read_offset(in, &offset))
        return false;
    *seconds = time_days(year, month, day) * 86400 + hour * INT64_C(3600) +
               minute * 60 + second - offset;
    return true;
}

uint64_t sesd_read_time(const struct json *value)
{
    int64_t seconds = 0;

    if (value->kind == JSON_KIND_STRING)
        return time_parse(value->string, &seconds) && seconds > 0
                   ? (uint64_t)seconds
                   : 0;
    return value->kind == JSON_KIND_INTEGER && value->integer > 0
               ? (uint64_t)value->integer
               : 0;
}
