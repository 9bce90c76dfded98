//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Internationalised names. Takes a name with U-labels, produces A-labels
 * (UTS 46, RFC 5891) by libidn2.
 */
#include "record_record.h"

#ifdef SESDOMAIN_IDN

#include <idn2.h>

enum sesdomain_status sesd_idn_to_ascii(struct text in, struct name *out,
                                        const char **why)
{
    uint8_t u[SESD_NAME_MAX + 1], *a = NULL;
    size_t n;
    int result;

    *why = "it cannot be converted to A-labels (UTS 46)";
    if (in.n > SESD_NAME_MAX || memchr(in.s, '\0', in.n))
        return SESDOMAIN_E_NAME;
    memcpy(u, in.s, in.n);
    u[in.n] = '\0';
    result = idn2_lookup_u8(u, &a, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    if (result == IDN2_MALLOC)
        return SESDOMAIN_E_MEMORY;
    if (result != IDN2_OK)
        return SESDOMAIN_E_NAME;
    n = strlen((char *)a);
    if (n < SESD_NAME_MAX) {
        memcpy(out->s, a, n + 1);
        out->n = n;
    }
    idn2_free(a);
    return n < SESD_NAME_MAX ? SESDOMAIN_OK : SESDOMAIN_E_NAME;
}

#else

enum sesdomain_status sesd_idn_to_ascii(struct text in, struct name *out,
                                        const char **why)
{
    (void)in;
    (void)out;
    *why = "only ASCII: this library was built without libidn2; give the "
           "A-labels (xn--...)";
    return SESDOMAIN_E_UNSUPPORTED;
}

#endif
