/* SPDX-License-Identifier: MIT */
#include "settings.h"

#define LABEL_MAX 64
#define TOKEN_MAX 255

static enum sesdomain_status fail(struct sesdomain *sd,
                                  enum sesdomain_status status,
                                  const char *place, struct text value,
                                  const char *what)
{
    return sesd_fail(sd, status, place, value, what);
}

enum sesdomain_status sesd_check_label(struct sesdomain *sd, const char *place,
                                       struct text t)
{
    size_t length;

    if (sesd_key_is_secret(t))
        return fail(sd, SESDOMAIN_E_SECRET, place, t, "this is a private key");
    if (!sesd_printable(t, &length) || length == 0)
        return fail(sd, SESDOMAIN_E_VALUE, place, t,
                    "1 to 64 printable characters were expected");
    if (length > LABEL_MAX)
        return fail(sd, SESDOMAIN_E_LIMIT, place, t,
                    "1 to 64 printable characters were expected");
    return SESDOMAIN_OK;
}

/* ---- the accounts and regions in use, each once ---- */

static struct account *use_account(struct sesdomain *sd, struct text name)
{
    struct account *account = sesd_alloc(&sd->arena, sizeof(*account)), *used;

    if (!account)
        return NULL;
    *account = (struct account){ { sesd_copy(&sd->arena, name), name.n, NULL },
                                 (uint32_t)sd->accounts.count };
    if (sd->arena.failed)
        return NULL;
    used = sesd_index_add(&sd->accounts, &sd->arena, &account->entry);
    if (used != account)
        sesd_arena_rewind(&sd->arena, (char *)account);
    return used;
}

static struct region_use *use_region(struct sesdomain *sd, struct text name)
{
    const struct region *known;
    struct region_use *use;

    use = (struct region_use *)sesd_index_find(&sd->regions, name.s, name.n);
    if (use)
        return use;
    known = sesd_region(name);
    if (!known && !sesd_region_is_well_formed(name))
        return NULL;
    use = sesd_alloc(&sd->arena, sizeof(*use));
    if (!use)
        return NULL;
    *use = (struct region_use){ { sesd_copy(&sd->arena, name), name.n, NULL },
                                (uint32_t)sd->regions.count,
                                known };
    if (sd->arena.failed)
        return NULL;
    return sesd_index_add(&sd->regions, &sd->arena, &use->entry);
}

static bool make_room(struct sesdomain *sd)
{
    size_t room = sd->instance_room ? 2 * sd->instance_room : 4;
    struct sesdomain_instance **more;

    if (sd->instance_count < sd->instance_room)
        return true;
    more = sesd_alloc(&sd->arena, room * sizeof(struct sesdomain_instance *));
    if (!more)
        return false;
    if (sd->instance_count)
        memcpy(more, sd->instances,
               sd->instance_count * sizeof(struct sesdomain_instance *));
    sd->instances = more;
    sd->instance_room = room;
    return true;
}

enum sesdomain_status sesd_add_instance(struct sesdomain *sd,
                                        struct text account,
                                        struct text region,
                                        struct sesdomain_instance **out)
{
    struct sesdomain_instance *inst = NULL;
    struct account *owner;
    struct region_use *use;

    use = use_region(sd, region);
    if (!use && !sd->arena.failed)
        return fail(sd, SESDOMAIN_E_VALUE, "region", region,
                    "a region such as 'us-east-1' was expected");
    owner = use_account(sd, account);
    if (owner && use && make_room(sd))
        inst = sesd_alloc_zero(&sd->arena, sizeof(*inst));
    if (!inst)
        return sesd_fail_memory(sd);
    inst->sd = sd;
    inst->account = owner;
    inst->region = use;
    inst->state = SESDOMAIN_INSTANCE_STATE_ACTIVE;
    sd->instances[sd->instance_count++] = inst;
    *out = inst;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_instance(struct sesdomain *sd,
                                             const char *account,
                                             const char *region,
                                             struct sesdomain_instance **out)
{
    const struct text none = { 0 };
    struct sesdomain_instance *inst = NULL;
    enum sesdomain_status status;

    if (!account || !region)
        status = fail(sd, SESDOMAIN_E_MISSING, account ? "region" : "account",
                      none, "it is required");
    else
        status = sesd_check_label(sd, "account", sesd_text(account));
    if (status == SESDOMAIN_OK)
        status = sesd_add_instance(sd, sesd_text(account), sesd_text(region),
                                   &inst);
    if (out)
        *out = inst;
    return status;
}

/* ---- setters ---- */

static enum sesdomain_status set_text(struct sesdomain_instance *inst,
                                      enum slot slot, struct text t)
{
    struct sesdomain *sd = inst->sd;

    return sesd_string_set(&sd->arena, &inst->text[slot], t)
               ? SESDOMAIN_OK
               : sesd_fail_memory(sd);
}

static enum sesdomain_status set_name(struct sesdomain_instance *inst,
                                      enum slot slot, const char *place,
                                      const char *name, enum name_class class)
{
    return sesd_set_name(inst->sd, &inst->text[slot], place, name, class);
}

static enum sesdomain_status no_such(struct sesdomain_instance *inst,
                                     const char *place)
{
    return fail(inst->sd, SESDOMAIN_E_VALUE, place, (struct text){ 0 },
                "a number that the enumeration does not have");
}

enum sesdomain_status
sesdomain_instance_set_label(struct sesdomain_instance *inst,
                             const char *label)
{
    const struct string *old = &inst->text[SLOT_LABEL];
    struct sesdomain *sd = inst->sd;
    const struct text t = sesd_text(label);
    struct label *mine = NULL;
    enum sesdomain_status status;

    if (label) {
        status = sesd_check_label(sd, "label", t);
        if (status != SESDOMAIN_OK)
            return status;
        mine = (struct label *)sesd_index_find(&sd->labels, t.s, t.n);
        if (mine && mine->owner && mine->owner != inst)
            return fail(sd, SESDOMAIN_E_DUPLICATE, "label", t,
                        "another instance has this label");
    }
    if (label && !mine) {
        const struct text copy = sesd_keep(&sd->arena, t);

        mine = sesd_alloc(&sd->arena, sizeof(*mine));
        if (!mine || sd->arena.failed)
            return sesd_fail_memory(sd);
        *mine = (struct label){ { copy.s, copy.n, NULL }, NULL };
        if (!sesd_index_add(&sd->labels, &sd->arena, &mine->entry))
            return sesd_fail_memory(sd);
    }
    if (label &&
        !sesd_string_reserve(&sd->arena, &inst->text[SLOT_LABEL], t.n))
        return sesd_fail_memory(sd);

    if (old->set)
        ((struct label *)sesd_index_find(&sd->labels, old->s, old->n))->owner =
            NULL;
    if (mine)
        mine->owner = inst;
    return set_text(inst, SLOT_LABEL, t);
}

enum sesdomain_status
sesdomain_instance_set_state(struct sesdomain_instance *inst,
                             enum sesdomain_instance_state state)
{
    if (state < SESDOMAIN_INSTANCE_STATE_ACTIVE ||
        state > SESDOMAIN_INSTANCE_STATE_RETIRED)
        return no_such(inst, "state");
    inst->state = state;
    return SESDOMAIN_OK;
}

/* No API says of what a token consists; all that were seen are Base64. With
 * or without the prefix that AWS allows before it (developer guide of 2021,
 * "dns-txt-records"). */
enum sesdomain_status
sesdomain_instance_set_verification_token(struct sesdomain_instance *inst,
                                          const char *token)
{
    const struct text prefix = sesd_text("amazonses:");
    struct text t = sesd_text(token);

    if (t.s && sesd_text_starts(t, prefix))
        t.s += prefix.n, t.n -= prefix.n;
    if (t.s && (t.n == 0 || !sesd_text_all(t, sesd_is_token) ||
                sesd_token_is_secret(t)))
        return fail(inst->sd, SESDOMAIN_E_VALUE, "verification_token", t,
                    "Base64 characters were expected");
    if (t.n > TOKEN_MAX)
        return fail(inst->sd, SESDOMAIN_E_LIMIT, "verification_token", t,
                    "at most 255 characters were expected");
    return set_text(inst, SLOT_TOKEN, t);
}

enum sesdomain_status
sesdomain_instance_set_verification_status(struct sesdomain_instance *inst,
                                           enum sesdomain_ses_status status)
{
    if ((unsigned)status > SESDOMAIN_SES_FAILED)
        return no_such(inst, "verification_status");
    inst->ses.verification = status;
    return SESDOMAIN_OK;
}

/* DNS takes one label; AWS's examples have 31 to 42 letters and digits. */
enum sesdomain_status
sesdomain_instance_add_dkim_token(struct sesdomain_instance *inst,
                                  const char *token)
{
    struct string *slot = &inst->text[SLOT_DKIM_1];
    char room[SESD_LABEL_MAX];
    struct text t;

    if (!token) {
        for (int i = 0; i < DKIM_TOKENS; i++)
            slot[i].set = false;
        return SESDOMAIN_OK;
    }
    t = sesd_fold_label(sesd_text(token), room, sizeof(room));
    if (!t.s)
        return fail(inst->sd, SESDOMAIN_E_VALUE, "dkim_token",
                    sesd_text(token),
                    "the token alone was expected: 1 to 63 letters, digits "
                    "and inner hyphens");
    for (int i = 0; i < DKIM_TOKENS; i++, slot++) {
        if (!slot->set) {
            inst->ses.usual[i] = t.n == 32 && sesd_text_all(t, sesd_is_base32);
            return set_text(inst, SLOT_DKIM_1 + (enum slot)i, t);
        }
        if (sesd_text_equal(sesd_string_text(slot), t))
            return SESDOMAIN_OK;
    }
    return fail(inst->sd, SESDOMAIN_E_LIMIT, "dkim_token", t,
                "an instance has three DKIM tokens; this is a fourth");
}

enum sesdomain_status
sesdomain_instance_set_dkim_hosted_zone(struct sesdomain_instance *inst,
                                        const char *zone)
{
    return set_name(inst, SLOT_DKIM_ZONE, "dkim_zone", zone, NAME_HOST);
}

static enum sesdomain_status read_key(struct sesdomain_instance *inst,
                                      const char *public_key)
{
    const struct text none = { 0 }, in = sesd_text(public_key);
    struct arena *a = &inst->sd->arena;
    enum sesdomain_status status;
    const char *why;
    struct out key;
    size_t bits;

    if (!public_key)
        return set_text(inst, SLOT_KEY, none);
    if (!sesd_arena_reserve(a, in.n + 1))
        return sesd_fail_memory(inst->sd);
    key = sesd_out(a->next, in.n + 1); /* until it is known to be right */
    status = sesd_key_read(in, &key, &bits, &why);
    if (status != SESDOMAIN_OK)
        return fail(inst->sd, status, "public_key", none, why);
    return set_text(inst, SLOT_KEY, (struct text){ key.buf, key.length });
}

/* API_DkimSigningAttributes: letters, digits and inner hyphens. */
enum sesdomain_status
sesdomain_instance_set_dkim_key(struct sesdomain_instance *inst,
                                const char *selector, const char *public_key)
{
    const struct text none = { 0 };
    char room[SESD_LABEL_MAX];
    enum sesdomain_status status;
    struct text t = none;

    if (public_key && !selector)
        return fail(inst->sd, SESDOMAIN_E_MISSING, "selector", none,
                    "a key needs one");
    if (selector)
        t = sesd_fold_label(sesd_text(selector), room, sizeof(room));
    if (selector && !t.s)
        return fail(inst->sd, SESDOMAIN_E_VALUE, "selector",
                    sesd_text(selector),
                    "1 to 63 letters, digits and inner hyphens were expected");
    if (!sesd_string_reserve(&inst->sd->arena, &inst->text[SLOT_SELECTOR],
                             t.n))
        return sesd_fail_memory(inst->sd);
    status = read_key(inst, public_key);
    if (status != SESDOMAIN_OK)
        return status;
    return set_text(inst, SLOT_SELECTOR, t); /* there is room */
}

/* "AWS_SES_US_EAST_1" to "us-east-1". */
static bool origin_region(struct text t, char *region, size_t *n)
{
    const struct text prefix = sesd_text("AWS_SES_");

    if (!sesd_text_starts(t, prefix) || t.n - prefix.n > 32)
        return false;
    for (*n = 0; *n < t.n - prefix.n; ++*n) {
        char c = t.s[prefix.n + *n];

        region[*n] = c == '_' ? '-' : sesd_lower(c);
        if (c >= 'a' && c <= 'z')
            return false;
    }
    return sesd_region_is_well_formed((struct text){ region, *n });
}

enum sesdomain_status
sesdomain_instance_set_dkim_origin(struct sesdomain_instance *inst,
                                   const char *origin)
{
    const struct text t = sesd_text(origin);
    char region[32];
    size_t n = 0;

    if (!origin || sesd_text_equal(t, sesd_text("AWS_SES")) ||
        sesd_text_equal(t, sesd_text("EXTERNAL")))
        return set_text(inst, SLOT_ORIGIN,
                        origin && *origin == 'E' ? t : (struct text){ 0 });
    if (!origin_region(t, region, &n))
        return fail(inst->sd, SESDOMAIN_E_VALUE, "origin", t,
                    "AWS_SES, EXTERNAL or AWS_SES_ and a region, as in "
                    "AWS_SES_US_EAST_1, was expected");
    return set_text(inst, SLOT_ORIGIN, (struct text){ region, n });
}

enum sesdomain_status
sesdomain_instance_set_dkim_status(struct sesdomain_instance *inst,
                                   enum sesdomain_ses_status status)
{
    if ((unsigned)status > SESDOMAIN_SES_FAILED)
        return no_such(inst, "dkim_status");
    inst->ses.dkim = status;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_dkim_signing(struct sesdomain_instance *inst,
                                    enum sesdomain_tristate signing)
{
    if ((unsigned)signing > SESDOMAIN_TRISTATE_YES)
        return no_such(inst, "dkim_signing");
    inst->ses.signing = signing;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_mail_from(struct sesdomain_instance *inst,
                                 const char *name)
{
    return set_name(inst, SLOT_MAIL_FROM, "mail_from", name, NAME_MAIL);
}

enum sesdomain_status
sesdomain_instance_set_mail_from_status(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status status)
{
    if ((unsigned)status > SESDOMAIN_SES_FAILED)
        return no_such(inst, "mail_from_status");
    inst->ses.mail_from = status;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_on_mx_failure(struct sesdomain_instance *inst,
                                     enum sesdomain_mx_failure failure)
{
    if ((unsigned)failure > SESDOMAIN_MX_FAILURE_REJECT_MESSAGE)
        return no_such(inst, "mx_failure");
    inst->ses.mx_failure = failure;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_receiving(struct sesdomain_instance *inst,
                                 const char *name)
{
    return set_name(inst, SLOT_RECEIVING, "receiving", name, NAME_MAIL);
}

enum sesdomain_status
sesdomain_instance_set_tracking(struct sesdomain_instance *inst,
                                const char *name)
{
    return set_name(inst, SLOT_TRACKING, "tracking", name, NAME_MAIL);
}

enum sesdomain_status
sesdomain_instance_set_sandbox(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sandbox)
{
    if ((unsigned)sandbox > SESDOMAIN_TRISTATE_YES)
        return no_such(inst, "sandbox");
    inst->ses.sandbox = sandbox;
    return SESDOMAIN_OK;
}
