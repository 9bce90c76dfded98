/* SPDX-License-Identifier: MIT */
/* Setters in any order with any text. Each line is a call: its first octet
 * selects the function. DEL and an octet n are replaced by n characters in
 * labels, so that names come near every limit of DNS, on both sides of every
 * join. */
#include <stdlib.h>

#include "fuzz.h"

/* The result for a line that is not a call. */
#define NO_CALL ((enum sesdomain_status)1)

/* Return the number of an enumerator, or a number that is none. */
static int number(const char *text)
{
    return *text ? *text - '0' : -1;
}

static enum sesdomain_status set(struct sesdomain *sd, char call, char *text)
{
    char *second = strchr(text, ' ');
    uint32_t type;

    switch (call) {
    case 'd':
        return sesdomain_set_domain(sd, text);
    case 'i':
        return sesdomain_set_reference(sd, text);
    case 'z':
        return sesdomain_set_zone(sd, text);
    case 't':
        return sesdomain_set_ttl(sd, (uint32_t)number(text));
    case 'p':
        return sesdomain_set_dmarc(sd, text);
    case 'f':
        return sesdomain_add_from_domain(sd, *text ? text : NULL);
    case 'q':
        return sesdomain_set_provider(sd, text);
    case 's':
        return sesdomain_set_shared_mail_from_region(sd, text);
    case 'c':
        sesdomain_set_complete(sd, *text != '-');
        return SESDOMAIN_OK;
    case 'x':
        sesdomain_set_authoritative(sd, *text != '-');
        return SESDOMAIN_OK;
    case 'E':
        return sesdomain_add_nonexistent(sd, text);
    case 'u':
        return sesdomain_add_identity(sd, text);
    case 'v':
        return sesdomain_add_ignored(sd, text);
    case 'R':
        if (!sesdomain_find_instance(sd, text))
            return NO_CALL;
        sesdomain_remove_instance(sesdomain_find_instance(sd, text));
        return SESDOMAIN_OK;
    default:
        break;
    }
    if (!second || !strchr("oACFMNT", call))
        return NO_CALL;
    *second++ = '\0';
    switch (call) {
    case 'o':
        return sesdomain_set_option(sd, text, second);
    case 'A':
        sesdomain_type_number(second, &type);
        return sesdomain_add_absent(sd, text, type);
    case 'F':
        return sesdomain_add_failed(sd, text, SESDOMAIN_TYPE_TXT, second);
    case 'C':
        return sesdomain_add_record(sd, text, SESDOMAIN_TYPE_CNAME, 5, second,
                                    NULL);
    case 'M':
        return sesdomain_add_record(sd, text, SESDOMAIN_TYPE_MX, -1, second,
                                    "id");
    case 'N':
        return sesdomain_add_record(sd, text, SESDOMAIN_TYPE_NS, 0, second,
                                    NULL);
    case 'T':
        return sesdomain_add_record(sd, text, SESDOMAIN_TYPE_TXT, 300, second,
                                    "id");
    default:
        return NO_CALL;
    }
}

static enum sesdomain_status set_instance(struct sesdomain_instance *inst,
                                          char call, char *text)
{
    const int n = number(text);
    char *second;

    switch (call) {
    case 'b':
        return sesdomain_instance_set_verification_token(inst, text);
    case 'e':
        return sesdomain_instance_add_dkim_token(inst, text);
    case 'g':
        return sesdomain_instance_set_dkim_hosted_zone(inst, text);
    case 'h':
        return sesdomain_instance_set_dkim_origin(inst, text);
    case 'j':
        return sesdomain_instance_set_mail_from(inst, text);
    case 'k':
        return sesdomain_instance_set_receiving(inst, text, NULL);
    case 'l':
        return sesdomain_instance_set_tracking(inst, text, NULL);
    case '0':
        return sesdomain_instance_set_state(inst,
                                            (enum sesdomain_instance_state)n);
    case '1':
        return sesdomain_instance_set_verification_status(
            inst, (enum sesdomain_ses_status)n);
    case '2':
        return sesdomain_instance_set_dkim_status(
            inst, (enum sesdomain_ses_status)n);
    case '3':
        return sesdomain_instance_set_dkim_signing(inst,
                                                   (enum sesdomain_tristate)n);
    case '4':
        return sesdomain_instance_set_mail_from_status(
            inst, (enum sesdomain_ses_status)n);
    case '5':
        return sesdomain_instance_set_on_mx_failure(
            inst, (enum sesdomain_mx_failure)n);
    case '6':
        return sesdomain_instance_set_sandbox(inst,
                                              (enum sesdomain_tristate)n);
    case '7':
        return sesdomain_instance_set_sending(inst,
                                              (enum sesdomain_tristate)n);
    case '8':
        return sesdomain_instance_set_sending_enabled(
            inst, (enum sesdomain_tristate)n);
    case 'y':
        sesdomain_instance_clear_dkim_tokens(inst);
        sesdomain_instance_clear_dkim_keys(inst);
        return SESDOMAIN_OK;
    case 'm':
        second = strchr(text, ' ');
        if (second)
            *second++ = '\0';
        return sesdomain_instance_add_dkim_key(inst, text, second);
    default:
        return NO_CALL;
    }
}

static enum sesdomain_status add(struct sesdomain *sd, char *text)
{
    char *region = strchr(text, ' '), *label = NULL;

    if (region)
        *region++ = '\0';
    if (region)
        label = strchr(region, ' ');
    if (label)
        *label++ = '\0';
    return sesdomain_add_instance(sd, text, region ? region : "us-east-1",
                                  label, NULL);
}

/* Call a function of the settings or of their last instance. */
static enum sesdomain_status call(struct sesdomain *sd, char what, char *text)
{
    struct sesdomain_instance *last;
    enum sesdomain_status status;

    if (what == 'I')
        return add(sd, text);
    status = set(sd, what, text);
    last = sesdomain_instance_at(sd, sesdomain_instance_count(sd) - 1);
    return status == NO_CALL && last ? set_instance(last, what, text) : status;
}

#define DEL '\177'
#define LABEL 61

/* Return the text with DEL expanded. The caller frees it. */
static char *expand(const uint8_t *data, size_t size)
{
    char *text = malloc(size * (UINT8_MAX + 1) / 2 + 2), *to = text;

    REQUIRE(text != NULL);
    for (size_t i = 0; i < size; i++) {
        if (data[i] != DEL || i + 1 == size) {
            *to++ = (char)data[i];
            continue;
        }
        i++;
        for (int n = 1; n <= data[i]; n++)
            *to++ = n % (LABEL + 1) || n == data[i] ? 'x' : '.';
    }
    *to = '\0';
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = expand(data, size), *line = text, *end;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    for (int calls = 0; *line && calls < 100; line = end, calls++) {
        const char what = *line++;
        enum sesdomain_status status;

        end = line + strcspn(line, "\n");
        if (*end)
            *end++ = '\0';
        status = call(sd, what, line);
        if (status == SESDOMAIN_OK)
            REQUIRE(!*sesdomain_error(sd));
        else if (status != NO_CALL)
            check_error(sd);
    }
    check_plan(sd);
    sesdomain_free(sd);
    free(text);
    return 0;
}
