/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

/* Types of one name, whether each was answered, and whether that was told for
 * an earlier plan. */
#define TYPES_MAX 12

struct name {
    ldns_rbnode_t node; /* key: the name on the wire, lower case */
    const char *text;   /* of the plan */
    ldns_rdf *wire;
    uint32_t types[TYPES_MAX];
    bool answered[TYPES_MAX], told[TYPES_MAX];
    size_t count;
};

/* All that is below a name is asked for. */
struct below {
    struct below *next;
    ldns_rdf *wire;
};

struct sesdns_asked {
    ldns_rbtree_t *names;
    struct below *below;
    bool failed;
};

static int compare(const void *a, const void *b)
{
    const ldns_rdf *x = a, *y = b;
    size_t n = ldns_rdf_size(x), m = ldns_rdf_size(y);

    if (n != m)
        return n < m ? -1 : 1;
    return memcmp(ldns_rdf_data(x), ldns_rdf_data(y), n);
}

static ldns_rdf *to_wire(const char *name)
{
    ldns_rdf *wire = ldns_dname_new_frm_str(name);

    if (wire)
        ldns_dname2canonical(wire);
    return wire;
}

static struct name *find(const struct sesdns_asked *asked,
                         const ldns_rdf *wire)
{
    return (struct name *)ldns_rbtree_search(asked->names, wire);
}

static struct name *make(struct sesdns_asked *asked, const char *text)
{
    ldns_rdf *wire = to_wire(text);
    struct name *name = wire ? find(asked, wire) : NULL;

    if (!name && wire)
        name = calloc(1, sizeof(*name));
    if (!name || name->wire) {
        ldns_rdf_deep_free(wire);
        asked->failed = asked->failed || !name;
        return name;
    }
    name->wire = wire;
    name->text = text;
    name->node.key = wire;
    ldns_rbtree_insert(asked->names, &name->node);
    return name;
}

static void add_name(struct sesdns_asked *asked, const char *text,
                     uint32_t type)
{
    struct name *name = make(asked, text);

    for (size_t i = 0; name && i < name->count; i++)
        if (name->types[i] == type)
            return;
    if (name && name->count < TYPES_MAX)
        name->types[name->count++] = type;
}

static void add_below(struct sesdns_asked *asked, const char *text)
{
    struct below *below = calloc(1, sizeof(*below));

    if (!below) {
        asked->failed = true;
        return;
    }
    *below = (struct below){ asked->below, to_wire(text) };
    asked->below = below;
    asked->failed = asked->failed || !below->wire;
}

struct sesdns_asked *sesdns_asked_new(const struct sesdomain_plan *plan)
{
    struct sesdns_asked *asked = calloc(1, sizeof(*asked));

    if (!asked)
        return NULL;
    asked->names = ldns_rbtree_create(compare);
    asked->failed = !asked->names;
    for (size_t i = 0; !asked->failed; i++) {
        enum sesdomain_question_scope scope;
        const char *name;
        uint32_t type;

        if (!sesdomain_plan_question(plan, i, &name, &type, &scope))
            break;
        if (scope == SESDOMAIN_QUESTION_SCOPE_BELOW)
            add_below(asked, name);
        else
            add_name(asked, name, type);
    }
    if (!asked->failed)
        return asked;
    sesdns_asked_free(asked);
    return NULL;
}

static void free_name(ldns_rbnode_t *node, void *unused)
{
    struct name *name = (struct name *)node;

    (void)unused;
    ldns_rdf_deep_free(name->wire);
    free(name);
}

void sesdns_asked_free(struct sesdns_asked *asked)
{
    if (!asked)
        return;
    if (asked->names)
        ldns_traverse_postorder(asked->names, free_name, NULL);
    free(asked->names);
    while (asked->below) {
        struct below *next = asked->below->next;

        ldns_rdf_deep_free(asked->below->wire);
        free(asked->below);
        asked->below = next;
    }
    free(asked);
}

/* Whether a name on the wire ends with another, at a label. */
static bool is_below(const ldns_rdf *name, const ldns_rdf *above)
{
    const uint8_t *data = ldns_rdf_data(name);
    size_t n = ldns_rdf_size(name), m = ldns_rdf_size(above), at = 0;

    while (n - at > m)
        at += data[at] + 1u;
    return at > 0 && n - at == m &&
           memcmp(data + at, ldns_rdf_data(above), m) == 0;
}

static bool is_within(const ldns_rdf *name, const ldns_rdf *apex)
{
    return compare(name, apex) == 0 || is_below(name, apex);
}

size_t sesdns_asked_within(const struct sesdns_asked *asked,
                           const ldns_rdf *apex)
{
    ldns_rbnode_t *node = ldns_rbtree_first(asked->names);
    size_t count = 0;

    for (; node != LDNS_RBTREE_NULL; node = ldns_rbtree_next(node)) {
        const struct name *name = (const struct name *)node;

        if (is_within(name->wire, apex))
            count += name->count;
    }
    for (const struct below *b = asked->below; b; b = b->next)
        count += is_within(b->wire, apex);
    return count;
}

bool sesdns_asked_for(struct sesdns_asked *asked, const ldns_rr *rr)
{
    const ldns_rdf *owner = ldns_rr_owner(rr);
    const uint32_t type = (uint32_t)ldns_rr_get_type(rr);
    struct name *name = find(asked, owner);

    for (size_t i = 0; name && i < name->count; i++)
        if (name->types[i] == type) {
            name->answered[i] = true;
            return true;
        }
    for (const struct below *b = asked->below; b; b = b->next)
        if (is_below(owner, b->wire))
            return true;
    return false;
}

/* Whether the file has NS records of a name. */
static bool is_cut(const struct name *name)
{
    for (size_t i = 0; i < name->count; i++)
        if (name->types[i] == SESDOMAIN_TYPE_NS)
            return name->answered[i];
    return false;
}

/* Whether a name is at or below a delegation: what is there, the file of this
 * zone does not hold (RFC 1034 section 4.2.1). */
static bool is_delegated(const struct sesdns_asked *asked,
                         const ldns_rdf *wire, const ldns_rdf *apex)
{
    uint8_t *data = ldns_rdf_data(wire);
    size_t left = ldns_rdf_size(wire);

    while (left > ldns_rdf_size(apex)) {
        const ldns_rdf rest = { left, LDNS_RDF_TYPE_DNAME, data };
        const struct name *name = find(asked, &rest);

        if (name && is_cut(name))
            return true;
        left -= *data + 1u;
        data += *data + 1u;
    }
    return false;
}

static void inherit(struct name *name, uint32_t type, bool answered)
{
    for (size_t i = 0; i < name->count; i++)
        if (name->types[i] == type) {
            name->told[i] = true;
            name->answered[i] = answered;
        }
}

void sesdns_asked_before(struct sesdns_asked *asked,
                         const struct sesdns_asked *before)
{
    ldns_rbnode_t *node = ldns_rbtree_first(asked->names);

    for (; node != LDNS_RBTREE_NULL; node = ldns_rbtree_next(node)) {
        struct name *name = (struct name *)node;
        const struct name *old = find(before, name->wire);

        for (size_t i = 0; old && i < old->count; i++)
            inherit(name, old->types[i], old->answered[i]);
    }
}

bool sesdns_asked_only(const struct sesdns_asked *asked, const ldns_rdf *apex,
                       uint32_t type)
{
    ldns_rbnode_t *node = ldns_rbtree_first(asked->names);

    for (; node != LDNS_RBTREE_NULL; node = ldns_rbtree_next(node)) {
        const struct name *name = (const struct name *)node;

        for (size_t i = 0; i < name->count; i++)
            if (!name->told[i] && name->types[i] != type &&
                is_within(name->wire, apex))
                return false;
    }
    return true;
}

enum sesdomain_status sesdns_feed_absent(const struct sesdns_asked *asked,
                                         const ldns_rdf *apex,
                                         struct sesdomain *sd)
{
    enum sesdomain_status status = SESDOMAIN_OK;
    ldns_rbnode_t *node;

    for (node = ldns_rbtree_first(asked->names);
         node != LDNS_RBTREE_NULL && !status; node = ldns_rbtree_next(node)) {
        const struct name *name = (const struct name *)node;

        if (!is_within(name->wire, apex) ||
            is_delegated(asked, name->wire, apex))
            continue;
        for (size_t i = 0; i < name->count && !status; i++)
            if (!name->answered[i])
                status = sesdomain_add_absent(sd, name->text, name->types[i]);
    }
    return status;
}
