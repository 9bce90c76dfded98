/* SPDX-License-Identifier: MIT */
/* What the benchmarks measure: one domain with many instances. */
#ifndef INPUT_H
#define INPUT_H

#include <sesdomain.h>
#include <stddef.h>

#define DOMAIN "anycompany.com"
#define POLICY "v=DMARC1; p=none; rua=mailto:dmarc@anycompany.com"
#define DKIM_TOKENS 3

/* From so many on, instances have DKIM and a MAIL FROM name of their own: in
 * one record set there would be more tokens than DNS can hold. */
#define MANY 1000

struct issued {
    char account[16], region[32];
    char token[45]; /* empty: none */
    char dkim[DKIM_TOKENS][33];
    char mail_from[64];
};

struct input {
    size_t count; /* 0: there is a document only */
    struct issued *issued;
    char *json; /* the same as a setup document, without blanks */
    size_t json_length;
};

/* The same for the same count, each time; the program ends if it cannot. */
void input_make(struct input *in, size_t count);

/* A setup document as it stands in a file. */
void input_read(struct input *in, const char *path);

void input_free(struct input *in);

/* Put it into empty settings. */
void input_set(struct sesdomain *sd, const struct input *in);

#endif
