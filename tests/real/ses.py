# SPDX-License-Identifier: MIT
"""moto's server with the parts of SES that it lacks, in the virtual
environment of venv.sh: ses.py ADDRESS PORT DNS-PORT.

moto keeps identities by account and region. In version 2 of the API it issues
no DKIM tokens, lacks PutEmailIdentityMailFromAttributes,
PutEmailIdentityDkimAttributes and PutEmailIdentityDkimSigningAttributes, and
reports statuses of its own. Here the statuses are, in both versions, those of
SES: PENDING until DNS, at ADDRESS and DNS-PORT, has the records, SUCCESS after
that (developer guide, "Creating and verifying identities" and "Using a custom
MAIL FROM domain"); a replica has the tokens of its parent, which cannot be
deleted before it ("Deterministic Easy DKIM"); a domain that was verified
through version 1 has a token and no DKIM. The test shows that the commands of
the format "steps" are accepted in their order, and that the output is read; it
does not show how SES itself decides.
"""
import base64
import json
import secrets
import sys
import urllib.parse

import dns.message
import dns.query
import dns.rdatatype
import moto.server
import moto.ses.models
import moto.ses.responses
import moto.sesv2.models
import moto.sesv2.responses
import moto.sesv2.urls

HOSTED_ZONE = "dkim.amazonses.com"
ADDRESS, PORT, DNS_PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])


def look_up(name, kind):
    """Return the answer of DNS in presentation form."""
    answer = dns.query.tcp(dns.message.make_query(name, kind), ADDRESS,
                           timeout=10, port=DNS_PORT)
    return [record.to_text() for rrset in answer.answer for record in rrset
            if record.rdtype == dns.rdatatype.from_text(kind)]


def status(found):
    return "SUCCESS" if found else "PENDING"


def new_tokens():
    return [base64.b32encode(secrets.token_bytes(20)).decode().lower()
            for _ in range(3)]


class Identity(moto.ses.models.EmailIdentity):
    """A domain. It uses Easy DKIM by default."""

    __module__ = moto.ses.models.__name__  # moto compares the account

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.token = None  # of version 1
        self.origin, self.selector, self.tokens = "AWS_SES", None, new_tokens()
        self.mail_from = {}
        self.signing = True
        self.verified = False

    def key_is_in_dns(self, token):
        name = f"{token}._domainkey.{self.email_identity}"
        if self.selector:
            return any(text.startswith('"p=') for text in look_up(name, "TXT"))
        return look_up(name, "CNAME") == [f"{token}.{HOSTED_ZONE}."]

    def dkim(self):
        names = [self.selector] if self.selector else self.tokens
        found = status(names and all(map(self.key_is_in_dns, names)))
        zone = {} if self.selector else {"SigningHostedZone": HOSTED_ZONE}
        return {"SigningEnabled": self.signing, "Tokens": names,
                "Status": found if names else "NOT_STARTED",
                "SigningAttributesOrigin": self.origin, **zone,
                "NextSigningKeyLength": "RSA_2048_BIT",
                "CurrentSigningKeyLength": "RSA_2048_BIT"}

    def verification(self, dkim):
        """A domain that was verified is so while its DKIM changes."""
        name = f"_amazonses.{self.email_identity}"
        self.verified = self.verified or dkim == "SUCCESS" or (
            self.token and f'"{self.token}"' in look_up(name, "TXT"))
        return status(self.verified)

    def describe(self, region):
        """Return the response of GetEmailIdentity."""
        dkim = self.dkim()
        verification = self.verification(dkim["Status"])
        answer = {"IdentityType": "DOMAIN", "FeedbackForwardingStatus": True,
                  "VerifiedForSendingStatus": verification == "SUCCESS",
                  "DkimAttributes": dkim, "Policies": {}, "Tags": [],
                  "VerificationStatus": verification,
                  "MailFromAttributes": {
                      "BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}}
        if self.mail_from:
            host = f"10 feedback-smtp.{region}.amazonses.com."
            found = look_up(self.mail_from["MailFromDomain"], "MX") == [host]
            answer["MailFromAttributes"] = {
                **self.mail_from, "MailFromDomainStatus": status(found)}
        return answer


def refuse(what):
    raise moto.sesv2.models.NotFoundException(what)


def identities(response, region):
    """Return the identities of the account in a region."""
    backend = moto.sesv2.models.sesv2_backends[response.current_account]
    return backend[region].core_backend.email_identities


def identity_of(response):
    """Return the identity that the path of a request names."""
    path = urllib.parse.urlparse(response.uri).path
    name = path.split("/identities/")[1].split("/")[0]
    return response.sesv2_backend.get_email_identity(
        urllib.parse.unquote(name))


def create_email_identity(response):
    MOTO_CREATES(response)
    one = response.sesv2_backend.get_email_identity(
        response._get_param("EmailIdentity"))
    wanted = response._get_param("DkimSigningAttributes") or {}
    if "DomainSigningSelector" in wanted:
        one.origin, one.selector = "EXTERNAL", wanted["DomainSigningSelector"]
    elif "DomainSigningAttributesOrigin" in wanted:
        one.origin = wanted["DomainSigningAttributesOrigin"]
        region = one.origin[len("AWS_SES_"):].lower().replace("_", "-")
        parent = identities(response, region).get(one.email_identity)
        if not parent or parent.origin != "AWS_SES":
            refuse("no parent with Easy DKIM")
        one.tokens = parent.tokens
    answer = one.describe(response.region)
    return json.dumps({key: answer[key] for key in (
        "IdentityType", "DkimAttributes", "VerifiedForSendingStatus")})


def get_email_identity(response):
    return json.dumps(identity_of(response).describe(response.region))


def delete_email_identity(response):
    one = identity_of(response)
    regions = moto.sesv2.models.sesv2_backends[response.current_account]
    if one.origin == "AWS_SES" and any(
            other is not one and other.tokens is one.tokens
            for region in list(regions)
            for other in identities(response, region).values()):
        refuse("the identity has replicas")
    return MOTO_DELETES(response)


def put_email_identity_mail_from_attributes(response):
    identity_of(response).mail_from = {
        key: response._get_param(key)
        for key in ("MailFromDomain", "BehaviorOnMxFailure")}
    return "{}"


def put_email_identity_dkim_attributes(response):
    identity_of(response).signing = response._get_param("SigningEnabled")
    return "{}"


def put_email_identity_dkim_signing_attributes(response):
    one = identity_of(response)
    one.origin = response._get_param("SigningAttributesOrigin")
    one.selector = (response._get_param("SigningAttributes") or {}).get(
        "DomainSigningSelector")
    one.tokens = [] if one.selector else new_tokens()
    dkim = one.dkim()
    return json.dumps({"DkimStatus": dkim["Status"],
                       "DkimTokens": one.tokens,
                       "SigningHostedZone": HOSTED_ZONE})


def verify_domain_identity(response):
    """Version 1 of the API: a token, and no DKIM."""
    domain = response._get_param("Domain")
    one = Identity(domain, None, None, None)
    one.token, one.tokens = base64.b64encode(
        secrets.token_bytes(32)).decode(), []
    one = identities(response, response.region).setdefault(domain, one)
    return moto.ses.responses.ActionResult({"VerificationToken": one.token})


def attributes(make):
    """Return a method of version 1, which makes the attributes of identities
    of the response of version 2."""
    def get(backend, identities=()):
        found = {name: backend.email_identities[name].describe(
                     backend.region_name)
                 for name in identities if name in backend.email_identities}
        return {name: make(answer) for name, answer in found.items()}
    return get


@attributes
def get_identity_dkim_attributes(answer):
    dkim = answer["DkimAttributes"]
    return {"DkimEnabled": dkim["SigningEnabled"],
            "DkimVerificationStatus": dkim["Status"].title().replace("_", ""),
            "DkimTokens": dkim["Tokens"]}


@attributes
def get_identity_verification_attributes(answer):
    return {"VerificationStatus": answer["VerificationStatus"].title()}


@attributes
def get_identity_mail_from_domain_attributes(answer):
    held = answer["MailFromAttributes"]
    return {"MailFromDomain": held["MailFromDomain"],
            "MailFromDomainStatus": held["MailFromDomainStatus"].title(),
            "BehaviorOnMXFailure": "UseDefaultValue"} \
        if "MailFromDomain" in held else {
            "BehaviorOnMXFailure": "UseDefaultValue"}


MOTO = moto.sesv2.responses.SESV2Response
MOTO_CREATES = MOTO.create_email_identity
MOTO_DELETES = MOTO.delete_email_identity


def main():
    moto.ses.models.EmailIdentity = Identity
    for function in (create_email_identity, get_email_identity,
                     delete_email_identity,
                     put_email_identity_mail_from_attributes,
                     put_email_identity_dkim_attributes,
                     put_email_identity_dkim_signing_attributes):
        setattr(MOTO, function.__name__, function)
    for name in "dkim", "verification", "mail_from_domain":
        name = f"get_identity_{name}_attributes"
        setattr(moto.ses.models.SESBackend, name, globals()[name])
    moto.ses.responses.EmailResponse.verify_domain_identity = \
        verify_domain_identity
    for path in ("mail-from", "dkim", "dkim/signing"):
        moto.sesv2.urls.url_paths[
            f"{{0}}/v2/email/identities/(?P<EmailIdentity>[^/]+)/{path}$"
        ] = MOTO.dispatch
    moto.server.main(["-H", ADDRESS, "-p", PORT])


if __name__ == "__main__":
    main()
