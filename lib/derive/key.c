/* SPDX-License-Identifier: MIT */
#include "derive.h"

static const struct text none = { NULL, 0 };

/* Whether the tags of a key record let SES's signatures pass. */
static void check_tags(struct derivation *b, struct owner *owner,
                       const struct key_record *key)
{
    if (!key->dkim1 || !key->rsa || !key->sha256 || !key->mail)
        sesd_clash(b, owner, FINDING_DKIM_KEY_UNUSABLE, none, none);
    else if (key->testing)
        sesd_find(b, FINDING_DKIM_KEY_TESTING, owner->name, none, none);
}

bool sesd_exist_key(struct derivation *b, struct owner *owner)
{
    const struct want *w = sesd_live_want(sesd_first_want(owner));
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);
    bool seen = false;

    if (!w || w->rule->manner != MANNER_KEY)
        return true;
    for (; r && !owner->conflict; r = sesd_next_record(r)) {
        const struct want *ours = sesd_want_for(b, owner, r);
        struct key_record key;

        if (sesd_key_is_secret(r->text))
            sesd_clash(b, owner, FINDING_PRIVATE_KEY_PUBLISHED, none, none);
        else if (!sesd_key_record(r->text, &key) || (ours == w && seen))
            sesd_clash(b, owner, FINDING_DKIM_KEY_AND_OTHER_TXT, r->rdata,
                       none);
        else if (ours == w)
            check_tags(b, owner, &key);
        else if (ours) /* of one who leaves: it goes, or it waits */
            continue;
        else if (key.p.n)
            sesd_clash(b, owner, FINDING_BYODKIM_KEY_CONFLICT, none, none);
        else
            sesd_clash(b, owner, FINDING_BYODKIM_KEY_REVOKED, none, none);
        seen = seen || ours == w;
    }
    return !owner->conflict;
}
