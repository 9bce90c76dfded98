/* SPDX-License-Identifier: MIT */
/* Calls in random order, with hostile texts and a limited number of
 * allocations.
 *
 * The input decides which function is called, with which text, how the text is
 * changed, and when allocations fail. Settings in which calls have failed have
 * the same plan as without these calls; for one input in SLOW, after each of
 * them. At the end the invariants of the plan are checked, the plan is written
 * into buffers of any size, and it is computed again from the same records in
 * another order. */
#include <stdio.h>
#include <stdlib.h>

#include "../plan-dump.h"
#include "call.h"

#define CALLS_MAX 40
#define SLOW 16
/* ---- limited allocations ---- */

struct memory {
    size_t left; /* allocations; SIZE_MAX: no limit */
};

static void *limited(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct memory *memory = user;

    (void)old_size;
    if (!new_size) {
        free(ptr);
        return NULL;
    }
    if (!memory->left)
        return NULL;
    memory->left -= memory->left != SIZE_MAX;
    return realloc(ptr, new_size);
}

/* ---- the contents of settings ---- */

/* Return all that settings and plan contain, as text; the caller frees it. */
static char *digest(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    enum sesdomain_status status;

    REQUIRE(f != NULL);
    for (size_t i = 0; i < sesdomain_option_count(); i++)
        fprintf(f, "%s\n", sesdomain_option(sd, sesdomain_option_name(i)));
    status = sesdomain_plan_new(sd, &plan);
    fprintf(f, "%d\n", status);
    if (status)
        check_error(sd);
    else
        plan_dump(plan, f);
    sesdomain_plan_free(plan);
    fclose(f);
    return text;
}

/* Check that a failed call has a message, and with the digest before it that
 * it changes nothing. */
static void try_call(struct sesdomain *sd, struct memory *memory, size_t left,
                     struct call *call, char **before)
{
    const size_t instances = sesdomain_instance_count(sd);
    enum sesdomain_status status;
    char *after;

    memory->left = left;
    status = make_call(sd, call);
    memory->left = SIZE_MAX;
    call->done = status == SESDOMAIN_OK;
    call->added =
        call->what != CALL_SETUP && sesdomain_instance_count(sd) > instances;
    if (call->done)
        REQUIRE(!*sesdomain_error(sd));
    else
        check_error(sd);
    if (!*before)
        return;
    after = digest(sd);
    REQUIRE(call->done || strcmp(*before, after) == 0);
    free(*before);
    *before = after;
}

/* ---- invariants of a plan ---- */

static void check_buffer(const struct sesdomain_plan *plan, const char *format,
                         size_t size)
{
    char *buf = malloc(size + 1);
    size_t whole, length;
    const enum sesdomain_status refused =
        sesdomain_plan_refusal(plan, format, NULL, NULL, NULL);
    enum sesdomain_status status;

    REQUIRE(buf != NULL);
    memset(buf, 'x', size + 1);
    sesdomain_plan_write(plan, format, 0, NULL, 0, &whole);
    status = sesdomain_plan_write(plan, format, 0, buf, size, &length);
    REQUIRE(length == whole);
    REQUIRE(buf[size] == 'x');
    if (refused)
        REQUIRE(status == refused && length == 0);
    else
        REQUIRE(status == (length < size ? SESDOMAIN_OK : SESDOMAIN_E_SPACE));
    REQUIRE(!size || strlen(buf) == (status ? 0 : length));
    free(buf);
}

static void check_end(struct sesdomain *sd, struct choices *c)
{
    struct sesdomain_plan *plan;

    check_plan(sd);
    if (sesdomain_plan_new(sd, &plan))
        return;
    check_invariants(plan);
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        check_buffer(plan, sesdomain_format_name(i),
                     choose(c, 256) * choose(c, 256));
    check_applied(sd, plan);
    sesdomain_plan_free(plan);
}

/* ---- the same calls without those that failed ---- */

static void check_failed(const struct call *calls, size_t count,
                         bool domain_first, const char *wanted)
{
    struct sesdomain *sd;
    char *text;

    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!domain_first || !sesdomain_set_domain(sd, D));
    for (size_t i = 0; i < count; i++)
        REQUIRE(!calls[i].done || !make_call(sd, &calls[i]));
    text = digest(sd);
    require_same(text, wanted);
    free(text);
    sesdomain_free(sd);
}

/* ---- the same records in another order ---- */

static void check_order(const struct call *calls, size_t count,
                        const char *wanted)
{
    size_t back = count;
    struct sesdomain *sd;
    bool same = true;
    char *text;

    REQUIRE(!sesdomain_new(&sd));
    for (size_t i = 0; i < count && same; i++) {
        const struct call *call = &calls[i];

        if (!call->done)
            continue;
        if (call->what == CALL_RECORD) {
            do
                call = &calls[--back];
            while (!call->done || call->what != CALL_RECORD);
        }
        same = make_call(sd, call) == SESDOMAIN_OK;
    }
    text = digest(sd);
    if (same)
        require_same(text, wanted);
    free(text);
    sesdomain_free(sd);
}

/* ---- the same instances in another order ---- */

struct instances {
    struct sesdomain_instance *at[CALLS_MAX]; /* in the first order */
    size_t count;
};

/* Make a call for the instances of another order; false if it fails. */
static bool call_again(struct sesdomain *sd, const struct call *c,
                       struct instances *in)
{
    const size_t one = c->number % 4;

    if (c->what >= CALL_INSTANCE && c->what < CALL_RECORD && in->count)
        return !call_instance(in->at[c->what % in->count], c);
    if (c->what != CALL_REMOVE)
        return !call_settings(sd, c);
    if (one >= in->count)
        return true;
    sesdomain_remove_instance(in->at[one]);
    in->count--;
    memmove(in->at + one, in->at + one + 1, /* those to come as well */
            (CALLS_MAX - 1 - one) * sizeof(*in->at));
    return true;
}

static bool add_backwards(struct sesdomain *sd, const struct call *calls,
                          size_t count, struct instances *in)
{
    for (size_t i = 0; i < count; i++) {
        if (calls[i].done && calls[i].what == CALL_SETUP)
            return false;
        in->count += calls[i].done && calls[i].added;
    }
    for (size_t i = count, k = in->count; i-- > 0;)
        if (calls[i].done && calls[i].added &&
            call_new_instance(sd, &calls[i], &in->at[--k]))
            return false;
    in->count = 0; /* none is in use yet */
    return true;
}

/* Check that the order of instances does not show, except in lists of them. */
static void check_instances(struct sesdomain *sd, const struct call *calls,
                            size_t count, bool domain_first)
{
    struct instances in = { .count = 0 };
    struct sesdomain *other;
    bool same;

    REQUIRE(!sesdomain_new(&other));
    REQUIRE(!domain_first || !sesdomain_set_domain(other, D));
    same = add_backwards(other, calls, count, &in);
    for (size_t i = 0; i < count && same; i++) {
        if (!calls[i].done)
            continue;
        if (calls[i].added)
            in.count++;
        else
            same = call_again(other, &calls[i], &in);
    }
    if (same)
        check_same(sd, other);
    sesdomain_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct call calls[CALLS_MAX];
    struct choices c = { data, data + size };
    struct memory memory = { SIZE_MAX };
    struct sesdomain *sd;
    size_t count = 0;
    char *now;

    if (!size)
        return 0;
    REQUIRE(!sesdomain_new_alloc(&sd, limited, &memory));
    if (choose(&c, 2)) /* sometimes the domain is not set first */
        REQUIRE(!sesdomain_set_domain(sd, D));
    now = data[0] % SLOW ? NULL : digest(sd);
    while (c.at < c.end && count < CALLS_MAX) {
        const unsigned left = choose(&c, 256);

        choose_call(&c, &calls[count]);
        try_call(sd, &memory, left < 16 ? left : SIZE_MAX, &calls[count++],
                 &now);
    }
    free(now);
    now = digest(sd);
    check_failed(calls, count, data[0] % 2, now);
    if (data[0] % 2 == 0)
        check_order(calls, count, now);
    check_instances(sd, calls, count, data[0] % 2);
    check_end(sd, &c);
    free(now);
    sesdomain_free(sd);
    return 0;
}
