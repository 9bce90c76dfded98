# SPDX-License-Identifier: MIT
"""moto's server with the parts of SES that it lacks, in the virtual
environment of venv.sh: ses.py ADDRESS PORT DNS-PORT.

moto keeps identities by account and region. In version 2 of the API it issues
no DKIM tokens, lacks PutEmailIdentityMailFromAttributes and
PutEmailIdentityDkimAttributes, and reports statuses of its own. Here the
statuses are, in both versions, those of SES: PENDING until DNS, at ADDRESS and DNS-PORT, has the
records, SUCCESS after that (developer guide, "Creating and verifying
identities" and "Using a custom MAIL FROM domain"). The test shows that the
commands of the format "steps" are accepted in their order, and that the output
is read; it does not show how SES itself decides.
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


class Identity(moto.ses.models.EmailIdentity):
    """A domain that uses Easy DKIM."""

    __module__ = moto.ses.models.__name__  # moto compares the account

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.tokens = [base64.b32encode(secrets.token_bytes(20)).decode()
                       .lower() for _ in range(3)]
        self.mail_from = {}
        self.signing = True

    def dkim(self):
        found = all(look_up(f"{token}._domainkey.{self.email_identity}",
                            "CNAME") == [f"{token}.{HOSTED_ZONE}."]
                    for token in self.tokens)
        return {"SigningEnabled": self.signing, "Status": status(found),
                "Tokens": self.tokens, "SigningHostedZone": HOSTED_ZONE,
                "SigningAttributesOrigin": "AWS_SES",
                "NextSigningKeyLength": "RSA_2048_BIT",
                "CurrentSigningKeyLength": "RSA_2048_BIT"}

    def describe(self, region):
        """Return the response of GetEmailIdentity."""
        dkim = self.dkim()
        verified = dkim["Status"] == "SUCCESS"
        answer = {"IdentityType": "DOMAIN", "FeedbackForwardingStatus": True,
                  "VerifiedForSendingStatus": verified, "DkimAttributes": dkim,
                  "Policies": {}, "Tags": [],
                  "VerificationStatus": dkim["Status"]}
        if self.mail_from:
            host = f"10 feedback-smtp.{region}.amazonses.com."
            found = look_up(self.mail_from["MailFromDomain"], "MX") == [host]
            answer["MailFromAttributes"] = {
                **self.mail_from, "MailFromDomainStatus": status(found)}
        return answer


def identity_of(response):
    """Return the identity that the path of a request names."""
    path = urllib.parse.urlparse(response.uri).path
    name = path.split("/identities/")[1].split("/")[0]
    return response.sesv2_backend.get_email_identity(
        urllib.parse.unquote(name))


def create_email_identity(response):
    MOTO_CREATES(response)
    answer = response.sesv2_backend.get_email_identity(
        response._get_param("EmailIdentity")).describe(response.region)
    return json.dumps({key: answer[key] for key in (
        "IdentityType", "DkimAttributes", "VerifiedForSendingStatus")})


def get_email_identity(response):
    return json.dumps(identity_of(response).describe(response.region))


def put_email_identity_mail_from_attributes(response):
    identity_of(response).mail_from = {
        key: response._get_param(key)
        for key in ("MailFromDomain", "BehaviorOnMxFailure")}
    return "{}"


def put_email_identity_dkim_attributes(response):
    identity_of(response).signing = response._get_param("SigningEnabled")
    return "{}"


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
            "DkimVerificationStatus": dkim["Status"].title(),
            "DkimTokens": dkim["Tokens"]}


@attributes
def get_identity_verification_attributes(answer):
    return {"VerificationStatus": answer["VerificationStatus"].title()}


@attributes
def get_identity_mail_from_domain_attributes(answer):
    held = answer.get("MailFromAttributes")
    return {"MailFromDomain": held["MailFromDomain"],
            "MailFromDomainStatus": held["MailFromDomainStatus"].title(),
            "BehaviorOnMXFailure": "UseDefaultValue"} if held else {}


MOTO = moto.sesv2.responses.SESV2Response
MOTO_CREATES = MOTO.create_email_identity


def main():
    moto.ses.models.EmailIdentity = Identity
    for function in (create_email_identity, get_email_identity,
                     put_email_identity_mail_from_attributes,
                     put_email_identity_dkim_attributes):
        setattr(MOTO, function.__name__, function)
    for name in "dkim", "verification", "mail_from_domain":
        name = f"get_identity_{name}_attributes"
        setattr(moto.ses.models.SESBackend, name, globals()[name])
    for path in ("mail-from", "dkim"):
        moto.sesv2.urls.url_paths[
            f"{{0}}/v2/email/identities/(?P<EmailIdentity>[^/]+)/{path}$"
        ] = MOTO.dispatch
    moto.server.main(["-H", ADDRESS, "-p", PORT])


if __name__ == "__main__":
    main()
