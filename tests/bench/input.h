/* SPDX-License-Identifier: MIT */
/* The settings that the benchmarks measure: one domain with many instances. */
#ifndef INPUT_H
#define INPUT_H

#include <sesdomain.h>
#include <stddef.h>

#define DOMAIN "anycompany.com"
#define POLICY "v=DMARC1; p=none; rua=mailto:dmarc@anycompany.com"
#define DKIM_TOKENS 3

/* From this count on, instances have no verification token, since one record
 * set cannot hold so many, and a custom MAIL FROM domain each. */
#define MANY 1000

struct issued {
    char account[16], region[32];
    char token[45]; /* empty: none */
    char dkim[DKIM_TOKENS][33];
    char mail_from[64];
};

struct input {
    size_t count; /* 0: only a document */
    struct issued *issued;
    char *json; /* the setup document, without blanks */
    size_t json_length;
};

/* Make count instances, always the same; exit on failure. */
void input_make(struct input *in, size_t count);

/* Read a setup document from a file. */
void input_read(struct input *in, const char *path);

void input_free(struct input *in);

/* Copy the input to empty settings. */
void input_set(struct sesdomain *sd, const struct input *in);

#endif
