//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The list of instances. Takes an account, a region and a label; stores each
 * account, region and label once; the address of an instance never changes.
 */
#include "settings_settings.h"

#define LABEL_MAX 64

/* ---- accounts and labels ---- */

static enum sesdomain_status check_short(struct sesdomain *sd,
                                         const char *place, struct text t)
{
    size_t length;

    if (sesd_secret(t))
        return sesd_fail(sd, SESDOMAIN_E_SECRET, place, t, "");
    if (!sesd_printable(t, &length) || length == 0)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, place, t,
                         "1 to 64 printable characters were expected");
    if (length > LABEL_MAX)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, place, t,
                         "1 to 64 printable characters were expected");
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_check_account(struct sesdomain *sd,
                                         struct text account)
{
    return check_short(sd, "account", account);
}

static struct label *find_label(const struct sesdomain *sd, struct text t)
{
    return (struct label *)sesd_index_find(&sd->labels, t.s, t.n);
}

static bool is_in_use(const struct sesdomain *sd, struct text label)
{
    const struct label *found = find_label(sd, label);

    return found && found->owner;
}

enum sesdomain_status sesd_check_label(struct sesdomain *sd, struct text label)
{
    enum sesdomain_status status = check_short(sd, "label", label);

    if (status == SESDOMAIN_OK && is_in_use(sd, label))
        return sesd_fail(sd, SESDOMAIN_E_DUPLICATE, "label", label,
                         "another instance has this label");
    return status;
}

/* Return the entry of a label, which is created if there is none; NULL if
 * there is no memory. */
static struct label *make_label(struct sesdomain *sd, struct text t)
{
    struct label *label = find_label(sd, t);

    if (label)
        return label;
    t = sesd_keep(&sd->arena, t);
    label = sesd_alloc(&sd->arena, sizeof(*label));
    if (!label || sd->arena.failed)
        return NULL;
    *label = (struct label){ { t.s, t.n, NULL }, NULL, 1 };
    return sesd_index_add(&sd->labels, &sd->arena, &label->entry);
}

/* Return the entry of ACCOUNT/REGION, or with " #2" and so on the first that
 * is not in use; NULL if there is no memory. */
static struct label *default_label(struct sesdomain *sd, struct text account,
                                   struct text region)
{
    char buf[4 * LABEL_MAX + SESD_LABEL_MAX + 32];
    struct out o = sesd_out(buf, sizeof(buf));
    struct label *base, *label;
    size_t length;

    sesd_out_text(&o, account);
    sesd_out_char(&o, '/');
    sesd_out_text(&o, region);
    length = o.length;
    base = label = make_label(sd, (struct text){ buf, length });
    if (!base)
        return NULL;
    while (label && label->owner) {
        o.length = length;
        sesd_out_str(&o, " #");
        sesd_out_uint(&o, ++base->suffix);
        label = make_label(sd, (struct text){ buf, o.length });
    }
    base->suffix -= !label; /* it is still the first that is not in use */
    return label;
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
    more = sesd_alloc_array(&sd->arena, room,
                            sizeof(struct sesdomain_instance *));
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
                                        struct text region, struct text label,
                                        struct sesdomain_instance **out)
{
    struct sesdomain_instance *inst = NULL;
    struct label *mine = NULL;
    struct account *owner;
    struct region_use *use;

    use = use_region(sd, region);
    if (!use && !sd->arena.failed)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "region", region,
                         "a region such as 'us-east-1' was expected");
    owner = use_account(sd, account);
    if (owner && use && make_room(sd))
        inst = sesd_alloc_zero(&sd->arena, sizeof(*inst));
    if (inst)
        mine = label.s ? make_label(sd, label)
                       : default_label(sd, account, region);
    if (!mine)
        return sesd_fail_memory(sd);
    inst->sd = sd;
    inst->account = owner;
    inst->region = use;
    inst->label = mine;
    inst->state = SESDOMAIN_INSTANCE_STATE_ACTIVE;
    mine->owner = inst;
    sd->instances[sd->instance_count++] = inst;
    *out = inst;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_instance(struct sesdomain *sd,
                                             const char *account,
                                             const char *region,
                                             const char *label,
                                             struct sesdomain_instance **out)
{
    struct sesdomain_instance *inst = NULL;
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!account || !region)
        status =
            sesd_fail(sd, SESDOMAIN_E_MISSING, account ? "region" : "account",
                      none, "it is required");
    else
        status = sesd_check_account(sd, sesd_text(account));
    if (status == SESDOMAIN_OK && label)
        status = sesd_check_label(sd, sesd_text(label));
    if (status == SESDOMAIN_OK)
        status = sesd_add_instance(sd, sesd_text(account), sesd_text(region),
                                   sesd_text(label), &inst);
    if (out)
        *out = inst;
    return status;
}

/* ---- the list ---- */

size_t sesdomain_instance_count(const struct sesdomain *sd)
{
    return sd ? sd->instance_count : 0;
}

struct sesdomain_instance *sesdomain_instance_at(const struct sesdomain *sd,
                                                 size_t i)
{
    return sd && i < sd->instance_count ? sd->instances[i] : NULL;
}

struct sesdomain_instance *sesdomain_find_instance(const struct sesdomain *sd,
                                                   const char *label)
{
    const struct label *found =
        sd && label ? find_label(sd, sesd_text(label)) : NULL;

    return found ? found->owner : NULL;
}

/* The label is free again, and the next default label of the account and
 * region is the first free one. */
void sesdomain_remove_instance(struct sesdomain_instance *inst)
{
    struct sesdomain *sd;
    size_t i = 0;

    if (!inst)
        return;
    sd = inst->sd;
    sesd_begin(sd);
    while (sd->instances[i] != inst)
        i++;
    sd->instance_count--;
    memmove(&sd->instances[i], &sd->instances[i + 1],
            (sd->instance_count - i) * sizeof(struct sesdomain_instance *));
    inst->label->owner = NULL;
    for (struct entry *e = sesd_index_first(&sd->labels); e;
         e = sesd_index_next(e))
        ((struct label *)e)->suffix = 1;
}

const char *sesdomain_instance_label(const struct sesdomain_instance *inst)
{
    return inst ? inst->label->entry.key : NULL;
}

const char *sesdomain_instance_account(const struct sesdomain_instance *inst)
{
    return inst ? inst->account->entry.key : NULL;
}

const char *sesdomain_instance_region(const struct sesdomain_instance *inst)
{
    return inst ? inst->region->entry.key : NULL;
}
