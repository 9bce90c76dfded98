# SPDX-License-Identifier: MIT
"""A model of SES and of the mail that it sends, to follow runbooks against.

The rules, and where they are documented, below
https://docs.aws.amazon.com/ses/latest/: dg/ is the developer guide, v1/ and v2/
the references of the APIs.

- An identity is verified by its DKIM records or by its token (dg/creating-
  identities.html, v1/API_VerifyDomainIdentity.html).
- SES signs with what DKIM is set to once it has found the records; from the
  call that changes it until then, mail is unsigned (dg/send-email-
  authentication-dkim-bring-your-own.html, ...-easy.html).
- A replica is signed with the keys of its parent, which cannot be deleted, and
  is created with its origin (dg/send-email-authentication-dkim-deed.html).
- A custom MAIL FROM domain has exactly one MX, that of the region; SES looks
  for it, uses the name while it is found, and otherwise falls back to
  amazonses.com or refuses the mail (dg/mail-from.html).
- After FAILED, SES looks again only once it is told to (dg/mail-from.html,
  v1/API_VerifyDomainIdentity.html).
- Mail to SES is turned away without a verified identity and an active receipt
  rule set in the region (dg/receiving-email-concepts.html).

Mail passes DMARC if a signature or SPF passes and is aligned (RFC 9989 section
4.4); receivers look the records up when it arrives, for some up to days later
(RFC 5321 section 4.5.4.1).
"""

import shlex

DAY = 86400
IN_TRANSIT = 5 * DAY
ZONE = "dkim.amazonses.com"


class Refused(Exception):
    """SES refuses a call."""


class Identity:
    def __init__(self):
        self.token = None  # of v1
        self.origin, self.tokens, self.selector = "AWS_SES", [], None
        self.dkim, self.verification = "NOT_STARTED", "PENDING"
        self.signing = True
        self.mail_from, self.mail_from_status = None, None
        self.behaviour = "USE_DEFAULT_VALUE"

    def describe(self):
        """Return the answer of GetEmailIdentity (v2)."""
        tokens = [self.selector] if self.selector else self.tokens
        dkim = {"SigningEnabled": self.signing, "Status": self.dkim,
                "SigningAttributesOrigin": self.origin, "Tokens": tokens}
        if self.tokens:
            dkim["SigningHostedZone"] = ZONE
        sender = {"BehaviorOnMxFailure": self.behaviour}
        if self.mail_from:
            sender.update(MailFromDomain=self.mail_from,
                          MailFromDomainStatus=self.mail_from_status)
        return {"IdentityType": "DOMAIN", "DkimAttributes": dkim,
                "VerifiedForSendingStatus": self.verification == "SUCCESS",
                "VerificationStatus": self.verification,
                "MailFromAttributes": sender}


class World:
    """A zone, the identities of SES, and the mail in transit."""

    def __init__(self, domain, rng):
        self.domain, self.rng = domain, rng
        self.zone = {}  # by name and type: TTL by rdata
        self.identities = {}  # by account and region
        self.rules = set()  # accounts and regions with active rules
        self.sending = set()  # identities through which mail is sent
        self.stopped = set()  # and no longer
        self.time = 0
        self.mail = []  # time, names of keys, MAIL FROM name
        self.serial = 0
        self.hosts = {}  # what names must go on answering: rdata by name

    # ---- the initial state ----

    def identity(self, key, facts):
        one = self.identities[key] = Identity()
        vars(one).update(facts)
        return one

    def use_mail_from(self, key, name):
        one = self.identities[key]
        one.mail_from, one.mail_from_status = name, "SUCCESS"

    # ---- DNS ----

    def add(self, name, kind, rdata, ttl=300):
        self.zone.setdefault((name, kind), {})[rdata] = ttl

    def remove(self, name, kind, rdata):
        if rdata not in self.zone.get((name, kind), {}):
            raise AssertionError(f"{name} {kind} {rdata} is not there")
        del self.zone[name, kind][rdata]
        if not self.zone[name, kind]:
            del self.zone[name, kind]

    def exists(self, name):
        return any(owner == name or owner.endswith("." + name)
                   for owner, _ in self.zone)

    def rdata(self, name, kind):
        """Return what DNS answers (RFC 4592 section 3.3.1)."""
        if not self.exists(name):
            name = name.partition(".")[2]
            while name and not self.exists(name):
                name = name.partition(".")[2]
            name = "*." + name
        return set(self.zone.get((name, kind), {}))

    def texts(self, name):
        return {"".join(rdata[1:-1].split('" "'))
                for rdata in self.rdata(name, "TXT")}

    def existing(self):
        return [{"name": name, "type": kind, "ttl": ttl, "rdata": rdata}
                for (name, kind), values in self.zone.items()
                for rdata, ttl in values.items()]

    def policy_is_enforced(self):
        return any("p=reject" in text or "p=quarantine" in text
                   for text in self.texts("_dmarc." + self.domain))

    # ---- what SES finds ----

    def keys_of(self, identity):
        """Return the owner names of the keys that SES signs with."""
        names = [identity.selector] if identity.selector else identity.tokens
        return [f"{name}._domainkey.{self.domain}" for name in names]

    def has_key(self, name):
        token = name.partition(".")[0]
        return (self.rdata(name, "CNAME") == {f"{token}.{ZONE}."}
                or any(text.startswith("p=") for text in self.texts(name)))

    def has_mx(self, region, name):
        return self.rdata(name, "MX") == {
            f"10 feedback-smtp.{region}.amazonses.com."}

    def has_spf(self, name):
        return sum(text.startswith("v=spf1 ") and "include:amazonses.com" in
                   text for text in self.texts(name)) == 1

    def look(self):
        """Let SES look at DNS, for each identity."""
        for (_, region), one in self.identities.items():
            keys = self.keys_of(one)
            if one.dkim == "PENDING" and keys and all(
                    map(self.has_key, keys)):
                one.dkim = "SUCCESS"
            if one.dkim == "SUCCESS" or (one.token and one.token in self.texts(
                    "_amazonses." + self.domain)):
                one.verification = "SUCCESS"
            if one.mail_from and one.mail_from_status != "FAILED":
                found = self.has_mx(region, one.mail_from)
                if found:
                    one.mail_from_status = "SUCCESS"
                elif one.mail_from_status == "SUCCESS":
                    one.mail_from_status = "TEMPORARY_FAILURE"

    # ---- mail ----

    def send(self, one):
        """Return the keys and the MAIL FROM name of a message; None: SES
        refuses it."""
        uses = one.mail_from and one.mail_from_status == "SUCCESS"
        if one.verification != "SUCCESS":
            return None
        if one.mail_from and not uses and one.behaviour == "REJECT_MESSAGE":
            return None
        signed = one.signing and one.dkim == "SUCCESS"
        return (self.keys_of(one) if signed else [],
                one.mail_from if uses else None)

    def passes(self, keys, sender):
        """Whether a message that arrives now is not acted on."""
        return (not self.policy_is_enforced()
                or (keys and all(map(self.has_key, keys)))
                or bool(sender and self.has_spf(sender)))

    def is_fine(self, one):
        message = self.send(one)
        return message is not None and bool(self.passes(*message))

    def check(self, what):
        """Send through each identity in use; nothing that passed fails."""
        for key, one in self.identities.items():
            if self.is_fine(one):
                self.sending.add(key)
        self.sending -= self.stopped
        for key in self.sending:
            one = self.identities.get(key)
            if one is None or not self.is_fine(one):
                raise AssertionError(f"after {what}: mail of {key} fails")
            self.mail.append((self.time, *self.send(one)))
        self.mail = [each for each in self.mail
                     if each[0] + IN_TRANSIT > self.time]
        for _, keys, sender in self.mail:
            if not self.passes(keys, sender):
                raise AssertionError(f"after {what}: mail in transit fails")
        for name, rdata in self.hosts.items():
            if not rdata <= self.rdata(name, "A"):
                raise AssertionError(f"after {what}: {name} lost {rdata}")

    # ---- calls ----

    def issue(self):
        self.serial += 1
        return [f"{letter}{self.serial:03}".replace("0", "o").replace(
            "1", "l").replace("8", "k").replace("9", "m") + letter * 28
            for letter in "xyz"]

    def call(self, key, command, selector):
        """Carry out a command; return what it prints about the identity."""
        answer = None
        for words in command.split(" && "):
            _, _, verb, *rest = shlex.split(words)
            flags = dict(word[2:].partition("=")[::2] for word in rest)
            answer = getattr(self, verb.replace("-", "_"))(
                key, flags, selector)
        return answer

    def one(self, key):
        if key not in self.identities:
            raise Refused("NotFoundException")
        return self.identities[key]

    def create_email_identity(self, key, flags, selector):
        if key in self.identities:
            raise Refused("AlreadyExistsException")
        one = self.identities[key] = Identity()
        origin = flags.get("dkim-signing-attributes", "").partition("=")[2]
        if origin:
            region = origin[len("AWS_SES_"):].lower().replace("_", "-")
            parent = self.one((key[0], region))
            if parent.origin != "AWS_SES":
                raise Refused("the parent has no Easy DKIM of its own")
            one.origin, one.tokens = origin, parent.tokens
        elif selector:
            one.origin, one.selector = "EXTERNAL", selector
        else:
            one.tokens = self.issue()
        one.dkim = "PENDING"
        return one.describe()

    def put_email_identity_dkim_signing_attributes(self, key, flags, selector):
        one = self.one(key)
        one.origin = flags["signing-attributes-origin"]
        external = one.origin == "EXTERNAL"
        one.selector = selector if external else None
        one.tokens = [] if external else self.issue()
        one.dkim = "PENDING"
        return {"DkimStatus": one.dkim, "DkimTokens": one.tokens,
                "SigningHostedZone": ZONE} if not external else None

    def put_email_identity_dkim_attributes(self, key, flags, selector):
        self.one(key).signing = "signing-enabled" in flags

    def put_email_identity_mail_from_attributes(self, key, flags, selector):
        one = self.one(key)
        one.behaviour = flags["behavior-on-mx-failure"]
        if (one.mail_from, one.mail_from_status) != (
                flags["mail-from-domain"], "SUCCESS"):
            one.mail_from_status = "PENDING"
        one.mail_from = flags["mail-from-domain"]

    def verify_domain_dkim(self, key, flags, selector):
        one = self.one(key)
        if self.rng.random() < 0.5 or not one.tokens:
            one.tokens = self.issue()
        one.dkim = "PENDING"
        return {"DkimTokens": one.tokens}

    def verify_domain_identity(self, key, flags, selector):
        one = self.one(key)
        one.verification = "PENDING"
        return {"VerificationToken": one.token}

    def get_email_identity(self, key, flags, selector):
        return self.one(key).describe()

    def set_active_receipt_rule_set(self, key, flags, selector):
        self.rules.add(key)

    def delete_email_identity(self, key, flags, selector):
        one = self.one(key)
        replicas = [other for other in self.identities.values()
                    if other is not one and one.tokens
                    and other.tokens is one.tokens]
        if replicas and one.origin == "AWS_SES":
            raise Refused("the identity has replicas")
        if key in self.sending:
            raise AssertionError(f"{key} is deleted, and mail is sent")
        del self.identities[key]
