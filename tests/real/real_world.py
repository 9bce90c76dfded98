# SPDX-License-Identifier: MIT
"""The world of tests/python/runbooks.py with moto as SES and BIND as DNS: calls
are made by the AWS CLI as they are printed, and statuses are what moto
answers. Only the mail is a model, that of tests/python/sesmodel.py."""
import contextlib
import importlib.util
import json
import re
import sys
import urllib.error
import urllib.request

import aws
import program
import servers
import whole_zone
from nameserver import Key
from process import ADDRESS, tool


def load(name):
    """Import a module of tests/python; some names are those of modules
    here."""
    path = program.SOURCE / "tests/python" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


kept = sys.modules.pop("setups", None)
sesmodel, _, runbooks = load("sesmodel"), load("setups"), load("runbooks")
if kept:
    sys.modules["setups"] = kept

DOMAIN = runbooks.D
WAYS = ("new", "new_own_key", "created", "legacy", "easy_to_own_key",
        "key_rotation", "own_key_to_easy", "add_mail_from", "move", "replica",
        "replicas_retire", "endpoint", "receiving", "retired",
        "cname_at_mail_from", "name_in_use")


class Identity(sesmodel.Identity):
    """An identity as moto describes it."""

    def describe(self):
        return self.answer

    def read(self, answer):
        dkim = answer["DkimAttributes"]
        mail_from = answer.get("MailFromAttributes", {})
        self.answer = answer
        self.origin, self.dkim = dkim["SigningAttributesOrigin"], dkim["Status"]
        external = self.origin == "EXTERNAL"
        self.selector = dkim["Tokens"][0] if external else None
        self.tokens = [] if external else dkim["Tokens"]
        self.signing = dkim["SigningEnabled"]
        self.verification = answer["VerificationStatus"]
        self.mail_from = mail_from.get("MailFromDomain")
        self.mail_from_status = mail_from.get("MailFromDomainStatus")
        self.behaviour = mail_from.get("BehaviorOnMxFailure")


class World(sesmodel.World):

    def __init__(self, domain, rng, dns, ses):
        super().__init__(domain, rng)
        self.dns, self.ses = dns, ses

    @classmethod
    @contextlib.contextmanager
    def begin(cls):
        """Start the servers; return what makes a world with them."""
        with contextlib.ExitStack() as stack:
            dns = stack.enter_context(servers.Named(
                {DOMAIN: whole_zone.text(DOMAIN)}, Key()))
            ses = stack.enter_context(aws.Ses(dns.port, {}))
            yield lambda domain, rng: cls(domain, rng, dns, ses)

    # ---- DNS ----

    def update(self, verb, name, ttl, kind, rdata):
        tool("nsupdate", "-y", self.dns.key.argument, input=(
            f"server {ADDRESS} {self.dns.port}\n"
            f"update {verb} {name}. {ttl} {kind} {rdata}\nsend\n"))

    def add(self, name, kind, rdata, ttl=300):
        super().add(name, kind, rdata, ttl)
        if kind != "SOA":
            self.update("add", name, ttl, kind, rdata)

    def remove(self, name, kind, rdata):
        super().remove(name, kind, rdata)
        self.update("delete", name, "", kind, rdata)

    def existing(self):
        return [{"name": name[:-1], "type": kind, "ttl": ttl, "rdata": rdata}
                for name, ttl, kind, rdata in self.dns.transfer()]

    def assert_zone(self):
        """BIND has what was changed here, and its own SOA, NS and A."""
        held = {(name[:-1], kind, rdata)
                for name, _, kind, rdata in self.dns.transfer()}
        frame = {(name[:-1], kind, rdata) for name, _, kind, rdata
                 in whole_zone.records(DOMAIN)}
        wanted = {(name, kind, rdata) for (name, kind), values
                  in self.zone.items() for rdata in values if kind != "SOA"}
        if {each for each in held - frame if each[1] != "SOA"} != wanted:
            raise AssertionError((held - frame, wanted))

    # ---- SES ----

    def ask(self, key):
        """Return moto's answer to GetEmailIdentity; None: there is none."""
        account, region = key
        request = urllib.request.Request(
            f"{self.ses.url}/v2/email/identities/{DOMAIN}", headers={
                "X-Moto-Account-Id": account, "Authorization":
                "AWS4-HMAC-SHA256 Credential=dummy/20260101/"
                f"{region}/ses/aws4_request"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 404:
                    return None
            raise

    def look(self):
        for key, one in self.identities.items():
            one.read(self.ask(key))

    def check(self, what):
        self.look()
        super().check(what)

    def run(self, key, command):
        """Run a command with the profile that it names."""
        self.ses.profiles[re.search(r" --profile=(\S+)", command)[1]] = key[0]
        self.ses.configure()
        return self.ses.run(command)

    def call(self, key, command, selector):
        if selector:
            self.ses.file("dkim.json", json.dumps({
                "DomainSigningSelector": selector,
                "DomainSigningPrivateKey": "bm90IGEga2V5"}))
        if "set-active-receipt-rule-set" in command:
            self.run(key, command.replace("set-active", "create"))
            self.rules.add(key)
        if "delete-email-identity" in command and key in self.sending:
            raise AssertionError(f"{key} is deleted, and mail is sent")
        answer = self.run(key, command)
        if self.ask(key) is None:
            self.identities.pop(key, None)
        else:
            self.identities.setdefault(key, Identity()).read(self.ask(key))
        return answer

    def identity(self, key, facts):
        """Create the initial identity; SES chooses the tokens."""
        end = f" --region={key[1]} --profile=start"
        create = f"aws sesv2 create-email-identity --email-identity={DOMAIN}"
        selector, origin = facts.get("selector"), facts.get("origin")
        answer = None
        if facts.get("token"):
            answer = self.call(key, "aws ses verify-domain-identity "
                               f"--domain={DOMAIN}" + end, None)
        elif selector:
            self.call(key, create + " --dkim-signing-attributes="
                      "file://dkim.json" + end, selector)
        elif origin:
            self.call(key, create + " --dkim-signing-attributes="
                      f"DomainSigningAttributesOrigin={origin}" + end, None)
        else:
            self.call(key, create + end, None)
        one = self.identities[key]
        one.token = answer and answer["VerificationToken"]
        return one

    def use_mail_from(self, key, name):
        self.call(key, "aws sesv2 put-email-identity-mail-from-attributes "
                  f"--email-identity={DOMAIN} --mail-from-domain={name} "
                  "--behavior-on-mx-failure=USE_DEFAULT_VALUE "
                  f"--region={key[1]} --profile=start", None)
