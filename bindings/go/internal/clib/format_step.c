//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The steps of the runbook in words, and their calls of the AWS CLI:
 * https://docs.aws.amazon.com/cli/latest/reference/sesv2/.
 */
#include "format_format.h"

#define DG "https://docs.aws.amazon.com/ses/latest/dg/"
#define API "https://docs.aws.amazon.com/ses/latest/APIReference-V2/"
#define RFC "https://www.rfc-editor.org/rfc/rfc"
#define AGAIN true
#define SAME false

/* ---- words ---- */

/* clang-format off */
static const struct step_row rows[STEP_KINDS] = {
    { STEP_RESOLVE, "resolve", AGAIN,
      "Resolve these errors first; what depends on them waits",
      "The plan cannot decide them.",
      NULL, "Then run this again.",
      RFC "1034.html#section-3.6" },
    { STEP_HOLD, "hold", SAME,
      "Send nothing through these instances until SES reports SUCCESS",
      "Their mail passes DMARC by neither DKIM nor SPF now, and receivers apply the policy to it.",
      NULL, NULL,
      DG "send-email-authentication-dmarc.html" },
    { STEP_FALL_BACK, "fall-back", SAME,
      "Let SES send while the MX of the custom MAIL FROM domain is not verified",
      "With REJECT_MESSAGE, SES refuses all mail of the instance until then.",
      NULL, NULL,
      API "API_MailFromAttributes.html" },
    { STEP_ADD_MAIL_FROM, "add-mail-from", AGAIN,
      "Add a custom MAIL FROM domain to the settings of these instances",
      "While SES changes the key, mail may be unsigned; with SPF alignment it still passes the DMARC policy in force.",
      NULL,
      "Plan again, and wait for SUCCESS of the MAIL FROM domain before the key is changed.",
      DG "send-email-authentication-dkim-bring-your-own.html" },
    { STEP_ADD_INSTANCE, "add-instance", AGAIN,
      "Add the other region of the multi-region endpoint to the settings",
      "The endpoint divides mail between two regions; each needs an identity and a custom MAIL FROM domain of its own.",
      NULL, "Plan again.",
      DG "global-endpoints.html" },
    { STEP_ISSUE_TOKENS, "issue-tokens", AGAIN,
      "Have SES issue DKIM tokens, and add them to the settings",
      "The identity exists, and nothing can be published for DKIM until SES has issued tokens.",
      NULL,
      "Add its output to \"aws\" of the instance, and run this again: the DKIM records follow.",
      API "API_PutEmailIdentityDkimSigningAttributes.html" },
    { STEP_CREATE, "create", AGAIN,
      "Create the identity, and add its tokens to the settings",
      "SES issues the tokens of an identity when it is created. A replica follows its parent.",
      NULL,
      "Add its output to \"aws\" of the instance, and run this again.",
      DG "creating-identities.html" },
    { STEP_LOWER_TTL, "lower-ttl", SAME,
      "Lower the TTL of the records that are replaced",
      "Resolvers answer with the old record until its TTL has passed.",
      NULL, NULL,
      RFC "1035.html#section-3.2.1" },
    { STEP_PUBLISH_LOST, "publish-lost", SAME,
      "Publish what a wildcard answers today, where it no longer will",
      "A wildcard does not answer for a name that exists, or that has names below it.",
      NULL, NULL,
      RFC "4592.html#section-2.2" },
    { STEP_PUBLISH, "publish", SAME,
      "Publish in DNS, in this order or at once",
      "SES and receivers look these records up.",
      NULL, "Keep every other existing value.",
      DG "creating-identities.html" },
    { STEP_CHECK_SERVERS, "check-servers", SAME,
      "Check that every name server of the zone has the new records",
      "A server that lacks a record makes SES fail to find it, and mail fail DMARC.",
      NULL, "The format \"dig\" prints the commands.",
      DG "troubleshoot-dkim.html" },
    { STEP_SET_MAIL_FROM, "set-mail-from", SAME,
      "Set the custom MAIL FROM domain in SES, once its MX exists",
      "Until SES has verified it, mail is sent as amazonses.com, and none is rejected.",
      "Every name server answers with its MX and its SPF record.", NULL,
      DG "mail-from.html" },
    { STEP_WAIT_MAIL_FROM, "wait-mail-from", SAME,
      "Wait until SES reports SUCCESS for the custom MAIL FROM domain",
      "It carries the mail that is unsigned while SES changes the key.",
      NULL, NULL,
      DG "mail-from.html" },
    { STEP_SWITCH_KEY, "switch-key", SAME,
      "Switch SES to the key of the domain's own",
      "From then on SES signs with this key, once it has found it in DNS. Mail may be unsigned until then.",
      "Every name server has the key. If a DMARC policy quarantines or rejects mail, SES reports SUCCESS for the custom MAIL FROM domain.", NULL,
      DG "send-email-authentication-dkim-bring-your-own.html" },
    { STEP_SWITCH_EASY, "switch-easy", AGAIN,
      "Switch SES to Easy DKIM, and publish its tokens at once",
      "SES issues the tokens when it is switched. Mail may be unsigned until it has found them in DNS.",
      "If a DMARC policy quarantines or rejects mail, SES reports SUCCESS for the custom MAIL FROM domain.",
      "Add its output to \"aws\" of the instance, and run this again: the DKIM records follow. Keep the records of the old key.",
      DG "send-email-authentication-dkim-easy.html" },
    { STEP_RESTART, "restart", AGAIN,
      "Start verification again, once the records exist",
      "After FAILED, SES does not look again by itself.",
      "Every name server has the records.",
      "Add its output to \"aws\" of the instance, and run this again: its tokens may have changed.",
      DG "troubleshoot-verification.html" },
    { STEP_ENABLE_SIGNING, "enable-signing", SAME,
      "Enable DKIM signing",
      "SES does not sign the mail of these instances.",
      NULL, NULL,
      API "API_PutEmailIdentityDkimAttributes.html" },
    { STEP_WAIT, "wait", SAME,
      "Wait until SES reports SUCCESS; it looks for up to 72 hours",
      "Only what SES has verified can be relied on.",
      NULL, NULL,
      DG "verify-addresses-and-domains.html" },
    { STEP_MOVE_MAIL_FROM, "move-mail-from", AGAIN,
      "Set the new custom MAIL FROM domain in SES",
      "SES uses another one now. Until it has verified the new one, SPF is not aligned.",
      "SES reports SUCCESS for DKIM of these instances.",
      "Add the output of get-email-identity to \"aws\" of the instance, and run this again.",
      DG "mail-from.html" },
    { STEP_ACTIVATE_RULES, "activate-rules", SAME,
      "Activate a receipt rule set in the region that receives",
      "Without one, SES turns away the mail that the MX attracts.",
      "SES reports SUCCESS for the identity, and the rule set has a rule for the recipients.",
      "RULES is the name of the rule set.",
      DG "receiving-email-concepts.html" },
    { STEP_PUBLISH_RECEIVING, "publish-receiving", SAME,
      "Publish the MX that receives, once SES reports SUCCESS and a receipt rule set is active",
      "From then on all mail to this name is delivered to SES.",
      "SES reports SUCCESS for the identity in the region that receives; a receipt rule set is active there, or the ingress endpoint of Mail Manager is ACTIVE.",
      "Send a test message.",
      DG "receiving-email-mx-record.html" },
    { STEP_REJECT, "reject", SAME,
      "Once SES reports SUCCESS for the custom MAIL FROM domain, reject mail if its MX is missing",
      "The option steps.reject requests it.",
      "SES reports SUCCESS for the custom MAIL FROM domain.", NULL,
      API "API_MailFromAttributes.html" },
    { STEP_SEND, "send", SAME,
      "Send through these instances instead of those that are draining",
      "The draining instances were the only ones that could send.",
      "SES reports SUCCESS for these instances.", NULL,
      DG "verify-addresses-and-domains.html" },
    { STEP_DRAIN, "drain", AGAIN,
      "Wait until the draining instances have no mail in transit",
      "Receivers look up their records while mail that they sent is in transit. SES alone retries mail for up to 14 hours, others for days.",
      "Nothing sends through these instances, and SES reports SUCCESS for those that send instead.",
      "After 7 days and the longest TTL, set them to retired, and run this again.",
      DG "troubleshoot-dkim.html" },
    { STEP_RETIRE_KEY, "retire-key", AGAIN,
      "After 7 days and the longest TTL, set the instances with the old key to retired",
      "Receivers look the old key up while mail that it signed is in transit.",
      "SES reports SUCCESS for the new key.", "Run this again.",
      DG "send-email-authentication-dkim-bring-your-own.html" },
    { STEP_REMOVE_EASY, "remove-easy", SAME,
      "After 7 days and the longest TTL, remove the CNAMEs of Easy DKIM",
      "Receivers look the old keys up while mail that they signed is in transit.",
      "SES reports SUCCESS, and signs with the key of the domain's own.",
      "Remove the tokens from the settings of these instances, too.",
      DG "send-email-authentication-dkim-bring-your-own.html" },
    { STEP_REMOVE, "remove", SAME,
      "Remove from DNS, 7 days and the longest TTL after retired instances last sent, the records that only they needed",
      "Receivers look them up while mail is in transit. SES alone retries mail for up to 14 hours, others for days.",
      "Nothing sends through the retired instances.", NULL,
      DG "troubleshoot-dkim.html" },
    { STEP_PUBLISH_POLICY, "publish-policy", SAME,
      "Publish the DMARC policy",
      "Receivers quarantine or reject mail that is not aligned from then on, also mail in transit. Until reports show that all mail is aligned, p=none is safer.",
      "SES reports SUCCESS for each instance that sends, and all other mail of the domain is aligned.", NULL,
      RFC "9989.html" },
    { STEP_CHECK, "check", SAME,
      "Check every record",
      "Name servers and control panels change what was entered.",
      NULL, "The format \"dig\" prints a command and the expected answer for each.",
      DG "troubleshoot-verification.html" },
    { STEP_PLAN_AGAIN, "plan-again", AGAIN,
      "Run this again once the active instances can replace the retired ones",
      "The records of retired instances are kept until SES has verified what the active ones use and lets them send, their mail is signed or passes DMARC through SPF, and DNS has their records.",
      NULL,
      "It then lists the records of the retired instances to remove.",
      DG "troubleshoot-dkim.html" },
    { STEP_DELETE, "delete", AGAIN,
      "Last, delete the identities of retired instances",
      "Nothing needs them any more.",
      "Their records are removed, no replica uses their keys, and no tenant is associated with them.",
      "Remove these instances from the settings.",
      API "API_DeleteEmailIdentity.html" },
};
/* clang-format on */

const struct step_row *sesd_step_row(enum step_kind kind)
{
    return &rows[kind];
}

/* ---- calls ---- */

static void step_argument(struct out *o, const char *flag, struct text t)
{
    sesd_out_char(o, ' ');
    sesd_out_str(o, flag);
    sesd_out_char(o, '=');
    sesd_out_shell(o, t);
}

/* Write aws API VERB FLAG=DOMAIN --region=R --profile=LABEL */
static void step_aws_of(struct out *o, const struct sesdomain_plan *plan,
                        const struct plan_instance *inst, const char *api,
                        const char *verb, const char *flag)
{
    sesd_out_str(o, "aws ");
    sesd_out_str(o, api);
    sesd_out_char(o, ' ');
    sesd_out_str(o, verb);
    if (flag)
        step_argument(o, flag, plan->domain);
    step_argument(o, "--region", sesd_text(inst->region));
    step_argument(o, "--profile", inst->label);
}

static void step_aws(struct out *o, const struct sesdomain_plan *plan,
                     const struct plan_instance *inst, const char *verb)
{
    step_aws_of(o, plan, inst, "sesv2", verb, "--email-identity");
}

/* Write the origin of a replica: AWS_SES_US_EAST_1. */
static void step_origin(struct out *o, struct text region)
{
    sesd_out_str(o, " --dkim-signing-attributes="
                    "DomainSigningAttributesOrigin=AWS_SES_");
    for (size_t i = 0; i < region.n; i++) {
        const char c = region.s[i];

        sesd_out_char(o, c == '-'               ? '_'
                         : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A')
                                                : c);
    }
}

static bool step_is_replica(const struct plan_instance *inst)
{
    return inst->origin.s &&
           !sesd_text_equal(inst->origin, sesd_text("EXTERNAL"));
}

/* A private key must not be on a command line: other users can read it. */
#define KEY_FILE "file://dkim.json"

static void step_create(struct out *o, const struct sesdomain_plan *plan,
                        const struct plan_instance *inst)
{
    step_aws(o, plan, inst, "create-email-identity");
    if (inst->selector.s)
        sesd_out_str(o, " --dkim-signing-attributes=" KEY_FILE);
    else if (step_is_replica(inst))
        step_origin(o, inst->origin);
}

static void step_switch_key(struct out *o, const struct sesdomain_plan *plan,
                            const struct plan_instance *inst)
{
    step_aws(o, plan, inst, "put-email-identity-dkim-signing-attributes");
    sesd_out_str(o, " --signing-attributes-origin=EXTERNAL"
                    " --signing-attributes=" KEY_FILE);
}

/* Write a call that restarts verification. That of the SES v1 API prints the
 * expected records (API_VerifyDomainIdentity); with BYODKIM, the key is given
 * again; a replica is created again, since no other call replicates keys
 * (send-email-authentication-dkim-deed.html). */
static void step_restart(struct out *o, const struct sesdomain_plan *plan,
                         const struct plan_instance *inst)
{
    if (inst->selector.s) {
        step_switch_key(o, plan, inst);
    } else if (step_is_replica(inst)) {
        step_aws(o, plan, inst, "delete-email-identity");
        sesd_out_str(o, " && ");
        step_create(o, plan, inst);
    } else {
        step_aws_of(o, plan, inst, "ses",
                    inst->uses_dkim ? "verify-domain-dkim"
                                    : "verify-domain-identity",
                    "--domain");
    }
}

static void step_mail_from(struct out *o, const struct sesdomain_plan *plan,
                           const struct plan_instance *inst,
                           const char *behaviour)
{
    step_aws(o, plan, inst, "put-email-identity-mail-from-attributes");
    step_argument(o, "--mail-from-domain", inst->mail_from);
    step_argument(o, "--behavior-on-mx-failure", sesd_text(behaviour));
}

static void step_verb(struct out *o, const struct sesdomain_plan *plan,
                      const struct plan_instance *inst, const char *verb,
                      const char *more)
{
    step_aws(o, plan, inst, verb);
    sesd_out_str(o, more);
}

bool sesd_step_command(struct out *o, const struct sesdomain_plan *plan,
                       enum step_kind kind, const struct plan_instance *inst)
{
    switch (kind) {
    case STEP_FALL_BACK:
    case STEP_SET_MAIL_FROM:
    case STEP_MOVE_MAIL_FROM:
        step_mail_from(o, plan, inst, "USE_DEFAULT_VALUE");
        return true;
    case STEP_REJECT:
        step_mail_from(o, plan, inst, "REJECT_MESSAGE");
        return true;
    case STEP_ISSUE_TOKENS:
    case STEP_SWITCH_EASY:
        step_verb(o, plan, inst, "put-email-identity-dkim-signing-attributes",
                  " --signing-attributes-origin=AWS_SES");
        return true;
    case STEP_CREATE:
        step_create(o, plan, inst);
        return true;
    case STEP_SWITCH_KEY:
        step_switch_key(o, plan, inst);
        return true;
    case STEP_RESTART:
        step_restart(o, plan, inst);
        return true;
    case STEP_ENABLE_SIGNING:
        step_verb(o, plan, inst, "put-email-identity-dkim-attributes",
                  " --signing-enabled");
        return true;
    case STEP_WAIT:
    case STEP_WAIT_MAIL_FROM:
        step_aws(o, plan, inst, "get-email-identity");
        return true;
    case STEP_ACTIVATE_RULES:
        step_aws_of(o, plan, inst, "ses",
                    "set-active-receipt-rule-set --rule-set-name=RULES", NULL);
        return true;
    case STEP_DELETE:
        step_aws(o, plan, inst, "delete-email-identity");
        return true;
    default:
        return false;
    }
}

bool sesd_step_has_key_file(enum step_kind kind,
                            const struct plan_instance *inst)
{
    return inst->selector.s &&
           (kind == STEP_CREATE || kind == STEP_SWITCH_KEY ||
            kind == STEP_RESTART);
}

uint32_t sesd_step_awaits(enum step_kind kind,
                          const struct plan_instance *inst)
{
    return kind == STEP_WAIT ? inst->awaited
           : kind == STEP_WAIT_MAIL_FROM
               ? inst->awaited & (UINT32_C(1) << SESDOMAIN_ASPECT_MAIL_FROM)
               : 0;
}
