/* SPDX-License-Identifier: MIT */
/* The rows of test-aws.c: what AWS and other tools print, read or refused. */
#ifndef AWS_ROWS_H
#define AWS_ROWS_H

#include <sesdomain.h>

/* clang-format off */
#define T1 "oc4vbmhlp2jdgulaqmj64h4a5ea6rvhi"
#define T2 "cw3h654y4ufvu7ux4a2mf2bec3le3sw4"
#define T3 "67cc7cuhbidfnrxmaocfq33jtdyutqfi"
#define TOKENS "['" T1 "','" T2 "','" T3 "']"
#define TOKEN "EXAMPLE3VYb9EDI2nTOQRi/Tf6MI/6bD6THIGiP1MVY="
#define CNAMES T1 ".dkim.amazonses.com.\n" T2 ".dkim.amazonses.com.\n" \
               T3 ".dkim.amazonses.com."
#define ASPECT(name, state, dns, ses) "'" name "': {'state': '" state \
    "', 'dns': '" dns "', 'ses': '" ses "'}"
#define NAME "'DkimDNSTokenName"
#define VALUE "'DkimDNSTokenValue"
/* clang-format on */

static const struct {
    const char *title;
    const char *documents; /* with ' for "; @@ separates documents */
    const char *told;      /* lines of the json output; '!': absent */
} good[] = {
    /* ---- v1 ---- */
    { "verify-domain-identity", "{'VerificationToken':'" TOKEN "'}",
      "'purpose': 'verification', 'text': '" TOKEN "'" },
    { "verify-domain-dkim", "{'DkimTokens':" TOKENS "}", CNAMES },
    { "verify-domain-dkim again",
      "{'DkimTokens':['a','b','c']}@@"
      "{'DkimTokens':" TOKENS "}",
      CNAMES "\n!a.dkim" },
    { "verification attributes",
      "{'VerificationAttributes':{'example.com':{'VerificationStatus':"
      "'Success','VerificationToken':'" TOKEN "'}}}",
      "'text': '" TOKEN
      "'\n" ASPECT("verification", "verified", "unknown", "success") },
    { "the map has other identities as well",
      "{'VerificationAttributes':{'other.com':{'VerificationStatus':'Failed'"
      ",'VerificationToken':'x'},'EXAMPLE.com.':{'VerificationStatus':"
      "'Pending','VerificationToken':'" TOKEN "'},'user@example.com':"
      "{'VerificationStatus':'Success'}}}",
      "'text': '" TOKEN "'\n'ses': 'pending'\n!'ses': 'failed'" },
    { "an empty map: SES does not know the domain",
      "{'VerificationAttributes':{}}", "'ses': 'not-started'" },
    { "DKIM attributes, an address beside the domain",
      "{'DkimAttributes':{'example.com':{'DkimTokens':" TOKENS
      ",'DkimEnabled':true,'DkimVerificationStatus':'Success'},"
      "'user@example.com':{'DkimEnabled':false,'DkimVerificationStatus':"
      "'NotStarted'}}}",
      CNAMES "\n" ASPECT("dkim", "verified", "unknown", "success") },
    { "MAIL FROM attributes",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromDomainAttributes':{'example.com':{'MailFromDomain':"
      "'Bounces.Example.com','MailFromDomainStatus':'TemporaryFailure',"
      "'BehaviorOnMXFailure':'UseDefaultValue'}}}",
      "bounces.example.com\n10 feedback-smtp.us-east-1.amazonses.com.\n" ASPECT(
          "mail_from", "at-risk", "unknown", "temporary-failure") },
    { "MAIL FROM attributes with the behaviour only (CloudTrail)",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromDomainAttributes':{'example.com':{'BehaviorOnMXFailure':"
      "'UseDefaultValue'}}}",
      "!feedback-smtp\n" ASPECT("mail_from", "not-used", "unknown",
                                "not-started") },

    /* ---- v2 ---- */
    { "get-email-identity: behaviour only, an error left over, no zone",
      "{'IdentityType':'DOMAIN','FeedbackForwardingStatus':true,"
      "'VerifiedForSendingStatus':true,'DkimAttributes':{'SigningEnabled':"
      "true,'Status':'SUCCESS','Tokens':" TOKENS ",'SigningAttributesOrigin'"
      ":'AWS_SES','NextSigningKeyLength':'RSA_2048_BIT',"
      "'CurrentSigningKeyLength':'RSA_2048_BIT','LastKeyGenerationTimestamp':"
      "'2024-03-28T23:15:43.083000+07:00'},'MailFromAttributes':"
      "{'BehaviorOnMxFailure':'USE_DEFAULT_VALUE'},'Policies':{},'Tags':[],"
      "'ConfigurationSetName':'x','VerificationStatus':'SUCCESS',"
      "'VerificationInfo':{'LastCheckedTimestamp':1622505600,'ErrorType':"
      "'HOST_NOT_FOUND','SOARecord':{'PrimaryNameServer':"
      "'amalia.ns.cloudflare.com','AdminEmail':'dns.cloudflare.com',"
      "'SerialNumber':1}}}",
      CNAMES "\n!feedback-smtp\n!ses-error\n" ASPECT(
          "verification", "verified", "unknown", "success") },
    { "create-email-identity, a zone of its own, a time as a number",
      "{'IdentityType':'DOMAIN','VerifiedForSendingStatus':false,"
      "'DkimAttributes':{'SigningEnabled':true,'Status':'PENDING','Tokens':" TOKENS
      ",'SigningHostedZone':'dkim.us-west-2.amazonses.com',"
      "'SigningAttributesOrigin':'AWS_SES','LastKeyGenerationTimestamp':"
      "1622505600}}",
      T1 ".dkim.us-west-2.amazonses.com.\ndkim-zone-differs" },
    { "a cell-style zone",
      "{'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS
      ",'SigningHostedZone':'c1.dkim.amazonses.com'}}",
      T1 ".c1.dkim.amazonses.com." },
    { "put-email-identity-dkim-signing-attributes",
      "{'DkimStatus':'PENDING','DkimTokens':" TOKENS
      ",'SigningHostedZone':'dkim.amazonses.com'}",
      CNAMES "\n'ses': 'pending'" },
    { "an older output without VerificationStatus: true says verified",
      "{'VerifiedForSendingStatus':true,'DkimAttributes':{'SigningEnabled':"
      "true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "verified", "unknown", "success") },
    { "and false says nothing",
      "{'VerifiedForSendingStatus':false,'DkimAttributes':{'SigningEnabled':"
      "true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "unknown", "unknown", "unknown") },
    { "a status that is new",
      "{'VerificationStatus':'PONDERING',"
      "'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "unknown", "unknown", "unknown") },
    { "signing is off",
      "{'DkimAttributes':{'SigningEnabled':false,'Tokens':" TOKENS "}}",
      "dkim-signing-disabled" },
    { "a key of one's own: its selector among the tokens",
      "{'DkimAttributes':{'SigningEnabled':true,'Status':'SUCCESS','Tokens':"
      "['sel'],'SigningAttributesOrigin':'EXTERNAL'}}",
      "byodkim-key-not-given\n!CNAME" },
    { "null is as good as nothing",
      "{'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS
      ",'SigningHostedZone':null},'MailFromAttributes':null,"
      "'VerificationStatus':null}",
      CNAMES },
    { "get-account, in the sandbox",
      "{'DkimTokens':" TOKENS "}@@{'ProductionAccessEnabled':false,"
      "'SendQuota':{'Max24HourSend':200.0,'MaxSendRate':1.0}}",
      "sandbox" },
    { "get-account, out of it",
      "{'DkimTokens':" TOKENS "}@@{'ProductionAccessEnabled':true}",
      "!sandbox" },
    { "a name that was wished for stays, and is not started",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromAttributes':{'MailFromDomain':'m.example.com',"
      "'MailFromDomainStatus':'SUCCESS'}}@@{'MailFromAttributes':"
      "{'BehaviorOnMxFailure':'REJECT_MESSAGE'}}",
      "m.example.com\nmail-from-not-set\n'ses': 'not-started'\n"
      "!reject-before-verified" }, /* it has no effect without a name */
    { "MAIL FROM pending while mail is rejected",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromAttributes':{'MailFromDomain':'m.example.com',"
      "'MailFromDomainStatus':'PENDING','BehaviorOnMxFailure':"
      "'REJECT_MESSAGE'}}",
      "reject-before-verified" },

    { "get-account: sending is off",
      "{'DkimTokens':" TOKENS "}@@{'ProductionAccessEnabled':true,"
      "'SendingEnabled':false,'EnforcementStatus':'HEALTHY'}",
      "sending-disabled" },
    { "get-account: AWS has shut it down",
      "{'DkimTokens':" TOKENS "}@@{'EnforcementStatus':'SHUTDOWN',"
      "'ProductionAccessEnabled':true,'SendingEnabled':true}",
      "sending-disabled" },
    { "get-account: under review, it still sends",
      "{'DkimTokens':" TOKENS "}@@{'EnforcementStatus':'PROBATION',"
      "'ProductionAccessEnabled':true,'SendingEnabled':true}",
      "!sending-disabled" },
    { "get-multi-region-endpoint: the other region is not known",
      "{'DkimTokens':" TOKENS "}@@{'EndpointName':'x','EndpointId':'a.b',"
      "'Routes':[{'Region':'us-east-1'},{'Region':'eu-west-1'}],"
      "'Status':'READY'}",
      "endpoint-region-missing\nthrough eu-west-1 as well" },
    { "get-multi-region-endpoint: its own region alone",
      "{'DkimTokens':" TOKENS "}@@{'Routes':[{'Region':'us-east-1'}],"
      "'Status':'READY'}",
      "!endpoint-region-missing" },
    { "the identity of an address that does not sign",
      "{'DkimTokens':" TOKENS "}@@{'IdentityType':'EMAIL_ADDRESS',"
      "'VerifiedForSendingStatus':true,'DkimAttributes':{'SigningEnabled':"
      "false,'Status':'NOT_STARTED'},'MailFromAttributes':"
      "{'MailFromDomain':'other.example.com'},'VerificationStatus':'SUCCESS'}",
      "address-not-signed\nAn address at example.com\n!other.example.com\n"
      "!'success'" },
    { "the identity of an address that signs",
      "{'DkimTokens':" TOKENS "}@@{'IdentityType':'EMAIL_ADDRESS',"
      "'DkimAttributes':{'SigningEnabled':true,'Status':'SUCCESS','Tokens':"
      "['a','b','c']}}",
      CNAMES "\n!address-not-signed\n!a.dkim" },
    { "v1: only an address of the domain was asked for",
      "{'DkimTokens':" TOKENS "}@@{'DkimAttributes':{'user@example.com':"
      "{'DkimEnabled':false,'DkimVerificationStatus':'NotStarted'}}}",
      "address-not-signed\nuser@example.com\n!'not-started'" },
    { "list-email-identities",
      "{'DkimTokens':" TOKENS "}@@{'EmailIdentities':[{'IdentityType':"
      "'DOMAIN','IdentityName':'news.example.com','SendingEnabled':false,"
      "'VerificationStatus':'FAILED'},{'IdentityType':'DOMAIN',"
      "'IdentityName':'Example.com','SendingEnabled':true,"
      "'VerificationStatus':'SUCCESS'},{'IdentityType':'EMAIL_ADDRESS',"
      "'IdentityName':'u@example.com','SendingEnabled':true}],"
      "'NextToken':'x'}",
      "'ses': 'success'\n!'failed'" },
    { "list-email-identities before it told the status",
      "{'DkimTokens':" TOKENS "}@@{'EmailIdentities':[{'IdentityType':"
      "'DOMAIN','IdentityName':'example.com','SendingEnabled':true}]}",
      ASPECT("verification", "verified", "unknown", "success") },

    /* ---- parts, as --query cuts them out ---- */
    { "DkimAttributes",
      "{'SigningEnabled':true,'Status':'SUCCESS','Tokens':" TOKENS
      ",'SigningHostedZone':'dkim.us-west-2.amazonses.com',"
      "'SigningAttributesOrigin':'AWS_SES'}",
      T1 ".dkim.us-west-2.amazonses.com.\n" ASPECT("dkim", "verified",
                                                   "unknown", "success") },
    { "tokens and their zone",
      "{'Tokens':" TOKENS ",'SigningHostedZone':'z.example'}",
      T3 ".z.example." },
    { "DkimAttributes.Tokens", TOKENS, CNAMES },
    { "MailFromAttributes",
      "{'DkimTokens':" TOKENS "}@@{'MailFromDomain':'m.example.com',"
      "'MailFromDomainStatus':'SUCCESS','BehaviorOnMxFailure':"
      "'USE_DEFAULT_VALUE'}",
      ASPECT("mail_from", "verified", "unknown", "success") },
    { "MailFromAttributes without a domain",
      "{'DkimTokens':" TOKENS "}@@{'BehaviorOnMxFailure':'USE_DEFAULT_VALUE'}",
      ASPECT("mail_from", "not-used", "unknown", "not-started") },
    { "VerificationInfo",
      "{'DkimTokens':" TOKENS ",'DkimStatus':'FAILED'}@@{"
      "'LastCheckedTimestamp':1622505600,'ErrorType':'HOST_NOT_FOUND'}",
      "ses-error" },
    { "an entry of a v1 map: DKIM",
      "{'DkimEnabled':true,'DkimVerificationStatus':'Success','DkimTokens':" TOKENS
      "}",
      CNAMES "\n" ASPECT("dkim", "verified", "unknown", "success") },
    { "an entry of a v1 map: signing is off",
      "{'DkimEnabled':false,'DkimVerificationStatus':'Success','DkimTokens':" TOKENS
      "}",
      "dkim-signing-disabled" },
    { "an entry of a v1 map: the token",
      "{'VerificationStatus':'Success','VerificationToken':'" TOKEN "'}",
      "'text': '" TOKEN
      "'\n" ASPECT("verification", "verified", "unknown", "success") },
    { "a v1 map alone: DKIM",
      "{'user@example.com':{'DkimEnabled':false,'DkimVerificationStatus':"
      "'NotStarted'},'example.com':{'DkimEnabled':true,"
      "'DkimVerificationStatus':'Pending','DkimTokens':" TOKENS "}}",
      CNAMES "\n'ses': 'pending'\naddress-not-signed" },
    { "a v1 map alone: tokens",
      "{'example.com':{'VerificationStatus':'Pending','VerificationToken':'" TOKEN
      "'},'other.com':{'VerificationStatus':'Success'}}",
      "'text': '" TOKEN "'\n'ses': 'pending'" },
    { "a v1 map alone: MAIL FROM",
      "{'DkimTokens':" TOKENS "}@@{'example.com':{'MailFromDomain':"
      "'m.example.com','MailFromDomainStatus':'Success',"
      "'BehaviorOnMXFailure':'UseDefaultValue'}}",
      ASPECT("mail_from", "verified", "unknown", "success") },

    { "a v1 map alone: another domain has a token, too",
      "{'example.com':{'VerificationStatus':'Success','VerificationToken':'" TOKEN
      "'},'other.com':{'VerificationStatus':'Failed','VerificationToken':"
      "'ZZZZ'}}",
      "'text': '" TOKEN "'\n'ses': 'success'\n!ZZZZ" },
    { "a v1 map alone: another domain has a MAIL FROM domain, too",
      "{'DkimTokens':" TOKENS "}@@{'example.com':{'MailFromDomain':"
      "'m.example.com','MailFromDomainStatus':'Success'},'news.example.com':"
      "{'MailFromDomain':'m.news.example.com'}}",
      "'m.example.com', 'type': 'MX'\n!m.news" },
    { "a MAIL FROM domain without its status",
      "{'DkimTokens':" TOKENS "}@@{'MailFromDomain':'m.example.com'}",
      ASPECT("mail_from", "unknown", "unknown", "unknown") },
    { "parts by names of one's own",
      "{'dkim':{'SigningEnabled':true,'Status':'SUCCESS','Tokens':" TOKENS
      "},'bounce':{'MailFromDomain':'m.example.com','MailFromDomainStatus':"
      "'SUCCESS'},'info':null}",
      CNAMES "\n" ASPECT("mail_from", "verified", "unknown", "success") },
    { "parts in an array",
      "[" TOKENS ",{'MailFromDomain':'m.example.com','MailFromDomainStatus':"
      "'SUCCESS'}]",
      CNAMES "\n" ASPECT("mail_from", "verified", "unknown", "success") },

    /* ---- the same from other tools ---- */
    { "PowerShell's enumerations",
      "{'IdentityType':{'Value':'DOMAIN'},'DkimAttributes':{'SigningEnabled':"
      "true,'Status':{'Value':'SUCCESS'},'SigningAttributesOrigin':{'Value':"
      "'AWS_SES'},'Tokens':" TOKENS "},'MailFromAttributes':"
      "{'BehaviorOnMxFailure':{'Value':'USE_DEFAULT_VALUE'},"
      "'MailFromDomainStatus':null},'VerificationStatus':{'Value':'SUCCESS'},"
      "'HttpStatusCode':200}",
      CNAMES "\n" ASPECT("dkim", "verified", "unknown", "success") },
    { "PowerShell's enumerations: an address",
      "{'DkimTokens':" TOKENS "}@@{'IdentityType':{'Value':'EMAIL_ADDRESS'},"
      "'DkimAttributes':{'SigningEnabled':false}}",
      "address-not-signed" },
    { "empty strings",
      "{'IdentityType':'DOMAIN','VerificationToken':'','DkimAttributes':"
      "{'SigningEnabled':true,'Status':'','Tokens':" TOKENS
      ",'SigningHostedZone':'','SigningAttributesOrigin':''},"
      "'MailFromAttributes':{'BehaviorOnMxFailure':'','MailFromDomain':'',"
      "'MailFromDomainStatus':''},'VerificationInfo':{'ErrorType':''}}",
      CNAMES "\n" ASPECT("mail_from", "not-used", "unknown", "not-started") },

    /* ---- CSV files of the console ---- */
    { "the DKIM records",
      "Type,Name,Value\r\nCNAME," T1 "._domainkey.example.com," T1
      ".dkim.us-west-2.amazonses.com\r\nCNAME," T2
      "._domainkey.example.com," T2 ".dkim.us-west-2.amazonses.com\r\n"
      "CNAME," T3 "._domainkey.example.com," T3
      ".dkim.us-west-2.amazonses.com\r\n",
      T1 ".dkim.us-west-2.amazonses.com.\n" T3
         ".dkim.us-west-2.amazonses.com." },
    { "all of them, with a mark, semicolons, another order, quoted",
      "\xef\xbb\xbf'Record name';'Record type';Priority;'Value'\n\n"
      "'" T1 "._domainkey.example.com';'CNAME';;'" T1 ".dkim.amazonses.com'\n"
      "mail.example.com;MX;;10 feedback-smtp.us-east-1.amazonses.com\n"
      "mail.example.com;TXT;;'''v=spf1 include:amazonses.com ~all'''\n"
      "_dmarc.example.com;TXT;;'''v=DMARC1; p=none'''\n"
      "_amazonses.example.com;TXT;;" TOKEN,
      T1 ".dkim.amazonses.com.\n'text': '" TOKEN
         "'\n'mail.example.com', 'type': 'MX'" },
    { "tabs",
      "type\tname\tvalue\nCNAME\t" T1 "._domainkey.example.com\t" T1
      ".dkim.amazonses.com",
      T1 ".dkim.amazonses.com." },

    { "an MX with its preference in a column",
      "Type,Name,Value,Priority\nMX,m.example.com,feedback-smtp.us-east-1."
      "amazonses.com,10\nTXT,m.example.com,v=spf1 include:amazonses.com ~all,",
      "'m.example.com', 'type': 'MX'" },

    /* ---- CloudFormation, CDK, Terraform ---- */
    { "attributes of the resource",
      "{" NAME "1':'" T1 "._domainkey.example.com'," VALUE "1':'" T1
      ".dkim.amazonses.com'," NAME "2':'" T2 "._domainkey.example.com'," VALUE
      "2':'" T2 ".dkim.amazonses.com'," NAME "3':'" T3
      "._domainkey.example.com'," VALUE "3':'" T3 ".dkim.amazonses.com'}",
      CNAMES },
    { "describe-stacks, with words around the names",
      "{'Stacks':[{'StackName':'x','Outputs':[{'OutputKey':"
      "'MailDkimDNSTokenName1Output','OutputValue':'" T1
      "._domainkey.example.com'},{'OutputKey':'MailDkimDNSTokenValue1Output',"
      "'OutputValue':'" T1 ".dkim.amazonses.com'},{'OutputKey':'Other',"
      "'OutputValue':'x y'}]}]}",
      T1 ".dkim.amazonses.com." },
    { "CDK spells Dns, and adds a hash",
      "{'Stacks':[{'StackName':'Mail','Outputs':[{'OutputKey':"
      "'SesDkimDnsTokenName1E1F2','OutputValue':'" T1
      "._domainkey.example.com'},{'OutputKey':'SesDkimDnsTokenValue1A0',"
      "'OutputValue':'" T1 ".dkim.us-west-2.amazonses.com'}]}]}",
      T1 ".dkim.us-west-2.amazonses.com." },
    { "cdk deploy --outputs-file, two stacks",
      "{'Web':{'Url':'https://example.com'},'Mail':{'dkimDnsTokenName1':'" T1
      "._domainkey.example.com','dkimDnsTokenName2':'" T2
      "._domainkey.example.com','dkimDnsTokenName3':'" T3
      "._domainkey.example.com'}}",
      CNAMES },
    { "terraform output -json",
      "{'ses_dkim_tokens':{'sensitive':false,'type':['list','string'],"
      "'value':" TOKENS "},'domain-verification-token':{'sensitive':false,"
      "'type':'string','value':'" TOKEN "'},'mail_from_domain':{'value':"
      "'m.example.com'},'bucket':{'value':'dkim'}}",
      CNAMES "\n'text': '" TOKEN "'\n'm.example.com', 'type': 'MX'" },
    { "an output that is empty",
      "{'dkim_tokens':{'value':" TOKENS "},'verification_token':{'value':''}}",
      CNAMES },
    { "cdk deploy --outputs-file, a stack for each domain",
      "{'A':{'OtherDkimDNSTokenName1':'z._domainkey.other.com',"
      "'OtherDkimDNSTokenValue1':'z.dkim.eu-central-2.amazonses.com'},"
      "'B':{" NAME "1':'" T1 "._domainkey.example.com'," VALUE "1':'" T1
      ".dkim.us-west-2.amazonses.com'},'C':{'CDkimDNSTokenValue1':"
      "'y.dkim.eu-central-2.amazonses.com'}}",
      T1 ".dkim.us-west-2.amazonses.com.\n!eu-central-2" },
    { "pulumi stack output --json",
      "{'dkimTokens':" TOKENS ",'verificationToken':'" TOKEN
      "','mailFromDomain':'m.example.com','zones':['dkim']}",
      CNAMES "\n'text': '" TOKEN "'\n'm.example.com', 'type': 'MX'" },
    { "a module as one output of Terraform",
      "{'ses':{'type':['object',{}],'value':{'dkim_tokens':" TOKENS
      ",'verification_token':'" TOKEN "'}}}",
      CNAMES "\n'text': '" TOKEN "'" },
    { "tokens by another name, known by their shape",
      "{'tokens':" TOKENS ",'mail_from_domain':{'value':'m.example.com'}}",
      CNAMES "\n'm.example.com', 'type': 'MX'" },
    { "the state of Terraform",
      "{'version':4,'outputs':{'dkim_tokens':{'value':" TOKENS
      ",'type':['list','string']}},'resources':[]}",
      CNAMES },
    { "targets of DKIM records without the names",
      "{'Outputs':[{'OutputKey':" VALUE "1','OutputValue':'" T1
      ".dkim.amazonses.com'}]}",
      T1 ".dkim.amazonses.com." },
    { "outputs alone",
      "[{'OutputKey':" NAME "1','OutputValue':'" T1
      "._domainkey.example.com'}]",
      T1 ".dkim.amazonses.com." },
};

static const struct {
    const char *title, *document;
    enum sesdomain_status status;
    const char *message; /* beginning of the message */
} bad[] = {
    { "nothing", "", SESDOMAIN_E_SYNTAX, "" },
    { "an empty object", "{}", SESDOMAIN_E_DOCUMENT,
      "document: no output of an SES" },
    { "a string", "'x'", SESDOMAIN_E_DOCUMENT, "document: " },
    { "somebody else's output", "{'Buckets':[]}", SESDOMAIN_E_DOCUMENT,
      "document: no output" },
    { "only other identities",
      "{'DkimAttributes':{'other.com':"
      "{'DkimEnabled':true,'DkimVerificationStatus':'Success'}}}",
      SESDOMAIN_E_DOCUMENT, "DkimAttributes: 'other.com'" },
    { "a v1 map alone: only other identities",
      "{'other.com':{'DkimEnabled':true},'u@other.com':{'DkimEnabled':true}}",
      SESDOMAIN_E_DOCUMENT, "document: 'other.com': this is another" },
    { "a status of what?",
      "{'SigningHostedZone':'z.example','Status':'SUCCESS'}",
      SESDOMAIN_E_DOCUMENT, "document: 'Status'" },
    { "a status alone", "{'Status':'SUCCESS'}", SESDOMAIN_E_DOCUMENT,
      "document: no output" },
    { "two tokens alone", "['" T1 "','" T2 "']", SESDOMAIN_E_DOCUMENT,
      "document: no output" },
    { "names alone", "['example.com','a.example.com','b.example.com']",
      SESDOMAIN_E_DOCUMENT, "document: no output" },
    { "four tokens alone", "['" T1 "','" T2 "','" T3 "','" T1 "']",
      SESDOMAIN_E_DOCUMENT, "document: no output" },
    { "the tokens of Terraform's splat",
      "{'dkim_tokens':{'value':[" TOKENS "]}}", SESDOMAIN_E_DOCUMENT,
      "dkim_tokens[0]: a string" },
    { "Terraform's tokens joined", "{'dkim_tokens':{'value':'a,b,c'}}",
      SESDOMAIN_E_DOCUMENT, "dkim_tokens: an array" },
    { "tokens of two domains",
      "{'a_dkim_tokens':{'value':" TOKENS "},'b_dkim_tokens':{'value':" TOKENS
      "}}",
      SESDOMAIN_E_DOCUMENT, "b_dkim_tokens: there are two such outputs" },
    { "verification tokens of two domains",
      "{'a_verification_token':'x','b_verification_token':'y'}",
      SESDOMAIN_E_DOCUMENT, "b_verification_token: there are two" },
    { "records where tokens are expected, beside another output",
      "{'mail_from_domain':{'value':'m.example.com'},'dkim_records':{'value':"
      "[{'name':'" T1 "._domainkey.example.com'}]}}",
      SESDOMAIN_E_DOCUMENT, "dkim_records: the DKIM tokens in it are not" },
    { "keys in the spelling of CloudTrail and Java",
      "{'dkimAttributes':{'signingEnabled':true,'tokens':" TOKENS
      "},'mailFromAttributes':{'mailFromDomain':'m.example.com'}}",
      SESDOMAIN_E_DOCUMENT, "tokens: the DKIM tokens in it are not" },
    { "the same part twice",
      "[{'MailFromDomain':'m.example.com'},{'MailFromDomain':"
      "'n.example.com'}]",
      SESDOMAIN_E_DOCUMENT, "document: no output" },
    { "--output yaml", "DkimAttributes:\n  SigningEnabled: true\n",
      SESDOMAIN_E_SYNTAX, "the output of an SES command in JSON" },
    { "--output text", "DKIMATTRIBUTES\tTrue\n", SESDOMAIN_E_SYNTAX,
      "the output of an SES command in JSON" },
    { "--output table", "-----\n|  GetEmailIdentity  |\n", SESDOMAIN_E_SYNTAX,
      "the output of an SES command in JSON" },
    { "a private key among outputs",
      "[{'OutputKey':" NAME "1','OutputValue':'" T1
      "._domainkey.example.com'},{'OutputKey':'x','OutputValue':"
      "'-----BEGIN PGP PRIVATE KEY BLOCK-----\\n\\n"
      "lQOYBGV4YW1wbGUBCADEXAMPLE='}]",
      SESDOMAIN_E_SECRET, "document: " },
    { "an identity that is no name",
      "{'EmailIdentities':[{'IdentityName':'a.com'},{'IdentityName':'a b'}]}",
      SESDOMAIN_E_NAME, "EmailIdentities[1].IdentityName: 'a b'" },
    { "a route without a region", "{'Routes':[{'Region':'a b'}]}",
      SESDOMAIN_E_DOCUMENT, "Routes[0]: " },
    { "an inner value that is a number",
      "{'DkimAttributes':{'SigningEnabled':true,'Status':{'Value':5}}}",
      SESDOMAIN_E_DOCUMENT, "DkimAttributes.Status: a string" },

    /* ---- CSV files of the console ---- */
    { "a record of another type", "Type,Name,Value\nCAA,example.com,x\n",
      SESDOMAIN_E_DOCUMENT, "[2]: 'CAA': CNAME, MX or TXT" },
    { "a record of another domain",
      "Type,Name,Value\nCNAME," T1 "._domainkey.other.com," T1 ".z\n",
      SESDOMAIN_E_DOCUMENT, "[2]: '" T1 "._domainkey.other.com'" },
    { "an MX that is not of a MAIL FROM domain",
      "Type,Name,Value\nMX,example.com,10 mx.example.net\n",
      SESDOMAIN_E_DOCUMENT, "[2]: 'mx.example.net'" },
    { "a key of BYODKIM, which is not in the file",
      "Type,Name,Value\nTXT,s._domainkey.example.com,p=customerProvided\n",
      SESDOMAIN_E_DOCUMENT, "[2]: 's._domainkey.example.com'" },
    { "a row that is too short", "Type,Name,Value\nCNAME\n",
      SESDOMAIN_E_DOCUMENT, "[2]: " },
    { "a quotation mark that is not closed", "Type,Name,Value\nCNAME,'a,b\n",
      SESDOMAIN_E_DOCUMENT, "[2]: the quotation mark" },
    { "text after a quotation mark", "Type,Name,Value\n'CNAME'x,a,b\n",
      SESDOMAIN_E_DOCUMENT, "[2]: a separator" },
    { "more cells than any file has", "Type,Name,Value\n,,,,,,,,,,,,,,,,\n",
      SESDOMAIN_E_DOCUMENT, "[2]: the row" },

    { "a number for a token", "{'VerificationToken':5}", SESDOMAIN_E_DOCUMENT,
      "VerificationToken: a string" },
    { "a string for tokens", "{'DkimTokens':'x'}", SESDOMAIN_E_DOCUMENT,
      "DkimTokens: an array" },
    { "four tokens", "{'DkimTokens':['a','b','c','d']}", SESDOMAIN_E_LIMIT,
      "DkimTokens[3]: 'd'" },
    { "a token that breaks out", "{'DkimTokens':['a\\\\','b','c']}",
      SESDOMAIN_E_VALUE, "DkimTokens[0]: 'a\\'" },
    { "a token that ends the record", "{'DkimTokens':['a;b']}",
      SESDOMAIN_E_VALUE, "DkimTokens[0]: 'a;b'" },
    { "a zone with a newline",
      "{'DkimAttributes':{'SigningEnabled':true,"
      "'SigningHostedZone':'a\\nb'}}",
      SESDOMAIN_E_NAME, "DkimAttributes.SigningHostedZone: 'a\\x0ab'" },
    { "a verification token with a quotation mark",
      "{'VerificationToken':'a\\'b'}", SESDOMAIN_E_VALUE,
      "VerificationToken: 'a\"b'" },
    { "a key twice", "{'VerificationToken':'a','VerificationToken':'b'}",
      SESDOMAIN_E_SYNTAX, "" },
    { "records of another domain",
      "{" NAME "1':'" T1 "._domainkey.other.com'}", SESDOMAIN_E_DOCUMENT,
      "DkimDNSTokenName1: '" T1 "._domainkey.other.com'" },
};

#endif
