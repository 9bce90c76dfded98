/* SPDX-License-Identifier: MIT */
#include "plan.h"

#define NAME_LIMIT 253 /* characters without the final dot, RFC 1035 2.3.4 */

/* What the templates name, for one use of a rule. */
struct fields {
    struct text of[FIELD_COUNT];
};

static struct text plus(struct builder *b, const char *before,
                        struct text middle, const char *after)
{
    const size_t n = strlen(before), m = strlen(after);
    char *s = sesd_alloc(&b->scratch, n + middle.n + m + 1);

    if (!s)
        return (struct text){ "", 0 };
    memcpy(s, before, n);
    memcpy(s + n, middle.s, middle.n);
    memcpy(s + n + middle.n, after, m + 1);
    return (struct text){ s, n + middle.n + m };
}

/* ---- from a rule to a want ---- */

static struct text expand(struct builder *b, const char *pattern,
                          const struct fields *fields)
{
    struct arena *a = &b->plan->arena;
    size_t n = 0;
    char *s;

    if (!sesd_arena_reserve(a, b->longest))
        return (struct text){ "", 0 };
    s = a->next;
    for (; *pattern; pattern++) {
        const unsigned char c = (unsigned char)*pattern;

        if (c < FIELD_COUNT) {
            memcpy(s + n, fields->of[c].s, fields->of[c].n);
            n += fields->of[c].n;
        } else {
            s[n++] = (char)c;
        }
    }
    s[n] = '\0';
    a->next += n + 1;
    return (struct text){ s, n };
}

/* A name that the templates made may be longer than DNS allows. */
static bool too_long(struct builder *b, struct text name, uint32_t instance)
{
    struct found *found;

    if (name.n <= NAME_LIMIT)
        return false;
    found = sesd_find(b, FINDING_NAME_TOO_LONG, b->domain, name,
                      (struct text){ 0 });
    if (instance != NOBODY)
        sesd_concern(b, found, instance);
    return true;
}

/* The key of a name; most names have the same one or two above them. */
static size_t make_key(struct builder *b, struct text name, char *key)
{
    struct text above = sesd_name_parent(name);
    struct known_key *known = b->known_keys;
    size_t i = 0;

    if (!above.n)
        return sesd_name_key(name, key);
    while (i < COUNT(b->known_keys) && !sesd_text_equal(known[i].name, above))
        i++;
    if (i == COUNT(b->known_keys)) {
        i = b->next_key++ % COUNT(b->known_keys);
        known[i].name = above;
        known[i].length = sesd_name_key(above, known[i].key);
    }
    memcpy(key, known[i].key, known[i].length);
    name.n -= above.n + 1;
    return known[i].length + sesd_label_key(name, key + known[i].length);
}

/* The owner of that name; NULL if it is too long, or memory is out. */
static struct owner *owner_of(struct builder *b, const char *pattern,
                              const struct fields *fields, uint32_t instance)
{
    char *mark = b->plan->arena.next, *key;
    struct text name = expand(b, pattern, fields);
    struct owner *owner;
    size_t n;

    if (too_long(b, name, instance) ||
        !sesd_arena_reserve(&b->scratch, SESD_KEY_MAX))
        return NULL;
    key = b->scratch.next;
    n = make_key(b, name, key);
    owner = (struct owner *)sesd_index_find(&b->owners, key, n);
    if (owner) {
        sesd_arena_rewind(&b->plan->arena, mark);
        return owner;
    }
    b->scratch.next += n;
    owner = sesd_alloc(&b->scratch, sizeof(*owner));
    if (!owner)
        return NULL;
    *owner = (struct owner){ .entry = { key, n, NULL }, .name = name };
    return sesd_index_add(&b->owners, &b->scratch, &owner->entry);
}

/* Print text as rdata, with the type in two octets before it: a key. */
static struct text print(struct builder *b, uint32_t type, struct text text)
{
    struct arena *a = &b->plan->arena;
    const size_t most = 4 * text.n + text.n / 64 + 10;
    struct out o;
    char *key;

    if (!sesd_arena_reserve(a, most))
        return (struct text){ "\0\0", 2 };
    key = a->next;
    key[0] = (char)(type >> 8);
    key[1] = (char)type;
    o = sesd_out(key + 2, most - 2);
    sesd_rdata_print(&o, type, text);
    a->next += 2 + o.length + 1;
    return (struct text){ key, 2 + o.length };
}

static struct want *want_of(struct builder *b, struct owner *owner,
                            const struct rule *rule,
                            const struct fields *fields, uint32_t instance)
{
    char *mark = b->plan->arena.next;
    struct text text = expand(b, rule->value, fields), key;
    struct want *want;

    if (rule->type == SESDOMAIN_TYPE_CNAME && too_long(b, text, instance))
        return NULL;
    key = print(b, rule->type, text);
    want = (struct want *)sesd_index_find(&owner->wants, key.s, key.n);
    if (want) {
        sesd_arena_rewind(&b->plan->arena, mark);
        return want;
    }
    want = sesd_alloc(&b->scratch, sizeof(*want));
    if (!want || b->plan->arena.failed)
        return NULL;
    *want = (struct want){ .entry = { key.s, key.n, NULL },
                           .rule = rule,
                           .text = text,
                           .rdata = { key.s + 2, key.n - 2 } };
    return sesd_index_add(&owner->wants, &b->scratch, &want->entry);
}

static void claim(struct builder *b, struct want *want, uint32_t instance)
{
    if (instance == NOBODY) {
        want->active++;
        return;
    }
    switch (b->sd->instances[instance]->state) {
    case SESDOMAIN_STATE_ACTIVE:
        want->active++;
        break;
    case SESDOMAIN_STATE_DRAINING:
        want->draining++;
        break;
    case SESDOMAIN_STATE_RETIRED:
        break;
    }
    sesd_claim(b, &want->claims, instance);
}

/* Use every rule that hangs on the need. */
static void apply(struct builder *b, enum need need,
                  const struct fields *fields, uint32_t instance)
{
    const struct rule *last = NULL;
    struct owner *owner = NULL;

    for (size_t i = 0; i < sesd_rule_count; i++) {
        const struct rule *rule = &sesd_rules[i];
        struct want *want;

        if (rule->need != need)
            continue;
        if (!last || strcmp(rule->name, last->name) != 0)
            owner = owner_of(b, rule->name, fields, instance);
        last = rule;
        if (!owner)
            continue;
        want = want_of(b, owner, rule, fields, instance);
        if (want)
            claim(b, want, instance);
    }
}

static void concern(struct builder *b, enum finding finding, struct text name,
                    struct text value, struct text other, uint32_t instance)
{
    sesd_concern(b, sesd_find(b, finding, name, value, other), instance);
}

/* ---- what an instance needs ---- */

struct subject {
    const struct sesdomain_instance *inst;
    uint32_t number;
    bool active;
    struct text region;
};

/* All that were seen have 44 characters: 32 octets in Base64. */
static bool usual_token(struct text t)
{
    const size_t n = t.n;

    while (t.n && t.s[t.n - 1] == '=')
        t.n--;
    return n == 44 && t.n >= 42 && sesd_classes(t) & CLASS_BASE64;
}

/* All that were seen have 32 characters of Base32, lower case. */
static bool usual_dkim_token(struct text t)
{
    return t.n == 32 && sesd_classes(t) & CLASS_BASE32;
}

static bool need_token(struct builder *b, const struct subject *subject,
                       struct fields *fields)
{
    const struct text none = { 0 };
    struct text t = sesd_string_text(&subject->inst->text[SLOT_TOKEN]);

    if (!t.s)
        return false;
    if (subject->active && !usual_token(t))
        concern(b, FINDING_TOKEN_SHAPE, b->domain, t, none, subject->number);
    fields->of[FIELD_TOKEN] = t;
    apply(b, NEED_TOKEN, fields, subject->number);
    return true;
}

/* The zone of the keys: what SES says, else what AWS's table says. */
static struct text dkim_zone(struct builder *b, const struct subject *subject)
{
    static const char usual[] = "dkim.amazonses.com";
    const struct region *known = subject->inst->region->known;
    struct text said = sesd_string_text(&subject->inst->text[SLOT_DKIM_ZONE]);
    struct text listed = { 0 };

    if (known)
        listed = known->own_dkim_zone
                     ? plus(b, "dkim.", subject->region, ".amazonses.com")
                     : sesd_text(usual);
    if (said.s && listed.s && subject->active &&
        !sesd_text_equal(said, listed))
        concern(b, FINDING_DKIM_ZONE_DIFFERS, b->domain, said, listed,
                subject->number);
    if (!said.s && !listed.s && subject->active)
        concern(b, FINDING_DKIM_ZONE_UNKNOWN, b->domain, subject->region,
                listed, subject->number);
    return said.s ? said : listed;
}

static bool need_dkim(struct builder *b, const struct subject *subject,
                      struct fields *fields)
{
    const struct text none = { 0 };
    const struct string *tokens = &subject->inst->text[SLOT_DKIM_1];
    size_t count = 0;
    struct text zone;

    while (count < DKIM_TOKENS && tokens[count].set)
        count++;
    if (count == 0)
        return false;
    if (count < DKIM_TOKENS && subject->active)
        concern(b, FINDING_FEW_DKIM_TOKENS, b->domain, none, none,
                subject->number);
    zone = dkim_zone(b, subject);
    if (!zone.s)
        return true;
    fields->of[FIELD_ZONE] = zone;
    for (size_t i = 0; i < count; i++) {
        struct text t = sesd_string_text(&tokens[i]);

        if (subject->active && !usual_dkim_token(t))
            concern(b, FINDING_DKIM_TOKEN_SHAPE, b->domain, t, none,
                    subject->number);
        fields->of[FIELD_TOKEN] = t;
        apply(b, NEED_EASY_DKIM, fields, subject->number);
    }
    return true;
}

static void need_mail_from(struct builder *b, const struct subject *subject,
                           struct fields *fields)
{
    const struct text none = { 0 };
    struct text m = sesd_string_text(&subject->inst->text[SLOT_MAIL_FROM]);

    if (!m.s) {
        if (subject->active)
            concern(b, FINDING_NO_MAIL_FROM, b->domain, none, none,
                    subject->number);
        return;
    }
    if (!sesd_name_within(m, b->domain) || m.n == b->domain.n) {
        if (subject->active)
            concern(b, FINDING_MAIL_FROM_NOT_BELOW, m, b->domain, none,
                    subject->number);
        return;
    }
    fields->of[FIELD_MAIL_FROM] = m;
    fields->of[FIELD_FEEDBACK] =
        plus(b, "feedback-smtp.", subject->region, ".amazonses.com");
    apply(b, NEED_MAIL_FROM, fields, subject->number);
}

static void need_receiving(struct builder *b, const struct subject *subject,
                           struct fields *fields)
{
    const struct text none = { 0 };
    const struct region *known = subject->inst->region->known;
    struct text r = sesd_string_text(&subject->inst->text[SLOT_RECEIVING]);

    if (!r.s)
        return;
    if (!known || !known->receiving || !sesd_name_within(r, b->domain)) {
        enum finding why = known && known->receiving
                               ? FINDING_RECEIVING_OUTSIDE
                               : FINDING_RECEIVING_NOT_OFFERED;

        if (subject->active)
            concern(b, why, r, subject->region, none, subject->number);
        return;
    }
    fields->of[FIELD_RECEIVING] = r;
    fields->of[FIELD_INBOUND] =
        plus(b, "inbound-smtp.", subject->region, ".amazonaws.com");
    apply(b, NEED_RECEIVING, fields, subject->number);
}

static void need_tracking(struct builder *b, const struct subject *subject,
                          struct fields *fields)
{
    const struct text none = { 0 };
    const struct region *known = subject->inst->region->known;
    struct text c = sesd_string_text(&subject->inst->text[SLOT_TRACKING]);

    if (!c.s)
        return;
    if (!known || !known->tracking) {
        if (subject->active)
            concern(b, FINDING_TRACKING_NOT_KNOWN, c, subject->region, none,
                    subject->number);
        return;
    }
    fields->of[FIELD_TRACKING] = c;
    fields->of[FIELD_COUNTER] = plus(b, "r.", subject->region, ".awstrack.me");
    apply(b, NEED_TRACKING, fields, subject->number);
}

static void need_instance(struct builder *b, const struct subject *subject,
                          struct fields *fields)
{
    const struct text none = { 0 };
    bool token = need_token(b, subject, fields);
    bool dkim = need_dkim(b, subject, fields);

    need_mail_from(b, subject, fields);
    need_receiving(b, subject, fields);
    need_tracking(b, subject, fields);

    if (subject->active && !token && !dkim)
        concern(b, FINDING_NOTHING_VERIFIES, b->domain, none, none,
                subject->number);
    if (subject->active && !subject->inst->region->known)
        concern(b, FINDING_UNKNOWN_REGION, b->domain, subject->region, none,
                subject->number);
}

void sesd_plan_needs(struct builder *b)
{
    const struct text none = { 0 };
    const struct text policy = sesd_string_text(&b->sd->dmarc);
    struct fields fields = { 0 };

    b->longest = 3 * SESD_NAME_MAX + policy.n;
    fields.of[FIELD_DOMAIN] = b->domain;
    for (size_t i = 0; i < b->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = b->sd->instances[i];
        const struct subject subject = { inst,
                                         (uint32_t)i,
                                         inst->state == SESDOMAIN_STATE_ACTIVE,
                                         { inst->region->entry.key,
                                           inst->region->entry.length } };

        need_instance(b, &subject, &fields);
    }

    if (!policy.s) {
        sesd_find(b, FINDING_NO_DMARC, b->domain, none, none);
        return;
    }
    fields.of[FIELD_POLICY] = policy;
    apply(b, NEED_DMARC, &fields, NOBODY);
}
