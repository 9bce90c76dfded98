/* SPDX-License-Identifier: MIT */
/* What configure of libidn2 would write, for the files of files.txt. */
#include <string.h>

#define HAVE_LIBUNISTRING 1 /* lookup.c then has its own c_strncasecmp() */
#define _GL_ATTRIBUTE_CONST
#define _GL_ATTRIBUTE_DEALLOC(f, i)
#define _GL_ATTRIBUTE_DEALLOC_FREE
#define _GL_ATTRIBUTE_FALLTHROUGH ((void)0)
#define _GL_ATTRIBUTE_MALLOC

/* GNU's, for a function that nothing calls. */
static inline char *idn2_strchrnul(const char *s, int c)
{
    char *at = strchr(s, c);

    return at ? at : (char *)s + strlen(s);
}
#define strchrnul idn2_strchrnul
