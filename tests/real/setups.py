# SPDX-License-Identifier: MIT
"""Random setup documents; the same seed always gives the same document.

Their plans have no errors, but have warnings and notes. The regions and their
features are those of the library's own table.
"""
import base64
import itertools
import random
import re

import program

ROW = re.compile(r'\{ "([a-z0-9-]+)", DKIM_ZONE_(?:OWN|SHARED), '
                 r'(?:true|false), (true|false), (true|false) \},')

# Characters with a special meaning in a zone file, a shell, JSON, Markdown or
# a terminal, and characters of several octets, some of right-to-left scripts.
ODD = "\"'\\;$`#()@{}<>|&*%!~^,.:/?[]=+-_ \u00a0éß\u0301שלום日本𝄞😀“”0aZ"
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
TTLS = (None, 0, 1, 300, 3600, 86400, 2147483647)

DMARC = (
    "v=DMARC1; p=none",
    "v=DMARC1;p=reject;",
    "v=DMARC1; p=quarantine; sp=none; np=reject; adkim=s; aspf=s; fo=1:d:s",
    "v=DMARC1; p=none; t=y; psd=n; rua=mailto:d%22marc@example.net!10m",
    "v=DMARC1; p=none; rua=" + ",".join(
        f"mailto:dmarc-reports-{i:02d}@reports.example.net"
        for i in range(20)),  # four strings of TXT
)


def _regions():
    text = (program.SOURCE / "lib" / "ses" / "region.c").read_text("utf-8")
    rows = {name: {"receiving": receiving == "true",
                   "tracking": tracking == "true"}
            for name, receiving, tracking in ROW.findall(text)}
    assert len(rows) >= 29, "the table of regions is not as it was"
    return rows


REGIONS = _regions()


def _odd(rng, most=64):
    return "".join(rng.choices(ODD, k=rng.randint(1, most)))


def _domain(rng, seed):
    """Return a domain that only this seed has, and its zone."""
    apex = rng.choice(("example", "co.example", "xn--bcher-kva.example",
                       "under-a.rather-long-name." + "x" * 63 + ".example"))
    zone = f"s{seed}.{apex}"
    return rng.choice((zone, zone, f"mail.{zone}", f"a.b--c.{zone}")), zone


def _pairs(rng, count, accounts, regions):
    """Return count different pairs of account and region."""
    least = -(-count // len(regions))
    if accounts is None:
        accounts = rng.randint(least, max(least, count))
    names = [f"{rng.randrange(10 ** 12):012d}" for _ in range(accounts)]
    if rng.random() < 0.2:
        names[0] = _odd(rng)
    return rng.sample(list(itertools.product(names, regions)), count)


def _token(rng):
    token = base64.b64encode(rng.randbytes(32)).decode()
    return rng.choices((token, "amazonses:" + token, "t" * 211 + token),
                       (18, 1, 1))[0]


def _der(tag, *parts):
    """Encode a DER element (X.690, 8.1)."""
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def _public_key(rng):
    """Return a random RSA SubjectPublicKeyInfo in Base64; the modulus is no
    product of known primes."""
    bits = rng.choice((1024, 2048))
    modulus = 1 << bits - 1 | 1 | rng.getrandbits(bits)
    numbers = _der(0x30, _der(2, b"\0" + modulus.to_bytes(bits // 8, "big")),
                   _der(2, (65537).to_bytes(3, "big")))
    algorithm = _der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    key = _der(0x30, algorithm, _der(3, b"\0" + numbers))
    return base64.b64encode(key).decode()


def _dkim(rng, number, region):
    if rng.random() < 0.15:
        return {"dkim_keys": [{"selector": f"own{number}",
                               "public_key": _public_key(rng)}]}
    tokens = ["".join(rng.choices(BASE32, k=32))
              for _ in range(rng.choices((3, 1, 2), (18, 1, 1))[0])]
    if rng.random() < 0.05:
        tokens[0] = "Odd-" + tokens[0] + "9" * 27  # a label of 63 octets
    dkim = {"dkim_tokens": tokens}
    if rng.random() < 0.2:
        dkim["dkim_hosted_zone"] = f"dkim-cell.{region}.amazonses.com"
    if rng.random() < 0.5:
        dkim["dkim_status"] = rng.choice(("pending", "success"))
        dkim["dkim_signing"] = True
    return dkim


def _mail_from(rng, style, number, region, domain):
    name = {"own": f"bounce.i{number}", "region": f"mail-{region}",
            "one": "mail"}[style]
    mail_from = {"mail_from": f"{name}.{domain}"}
    if style != "one":  # another region would lose its MX
        mail_from["on_mx_failure"] = rng.choice(("use-default-value",
                                                 "reject-message"))
    return mail_from


def _verification(rng, number, region, tokens, aligned):
    """Return the properties that verify an instance: a token, DKIM tokens,
    or most often both. Without SPF alignment, only DKIM lets its mail pass
    DMARC."""
    keys = {"all": ("verification_token", "dkim"), "none": ("dkim",),
            "some": rng.choices((("verification_token", "dkim"), ("dkim",),
                                 ("verification_token",)),
                                (6, 3, 1 if aligned else 0))[0]}
    made = {"verification_token": {"verification_token": _token(rng)},
            "dkim": _dkim(rng, number, region)}
    return {key: value for part in keys[tokens]
            for key, value in made[part].items()}


def _instances(rng, pairs, domain, tokens, mail_from, policy):
    aligned = mail_from != "none" and "aspf=s" not in policy
    inbound = rng.choice(pairs)[1]  # region of receiving
    for number, (account, region) in enumerate(pairs):
        instance = {"account": account, "region": region,
                    **_verification(rng, number, region, tokens, aligned)}
        if mail_from != "none":
            instance.update(_mail_from(rng, mail_from, number, region,
                                       domain))
        if REGIONS[region]["receiving"] and rng.random() < 0.3:
            instance["receiving"] = (domain if region == inbound else
                                     f"in-{region}.{domain}")
        if REGIONS[region]["tracking"] and rng.random() < 0.3:
            instance["tracking"] = f"click-{region}.{domain}"
        if rng.random() < 0.3:
            instance["sandbox"] = rng.random() < 0.5
        yield instance


def _leave(rng, instances, domain):
    """Let some instances drain or retire. The first stays active, and each
    needs a custom MAIL FROM domain of its own, because an instance of another
    region may use the name."""
    for number, instance in enumerate(instances[1:], 1):
        instance["state"] = rng.choice(("active", "draining", "retired"))
        if instance["state"] != "active" and "mail_from" in instance:
            instance["mail_from"] = f"old{number}.{domain}"


def _label(rng, instances, odd):
    taken = set()
    for number, instance in enumerate(instances):
        label = _odd(rng) if odd else f"SES{number + 1}"
        if label not in taken and rng.random() < 0.9:
            instance["label"] = label
            taken.add(label)


def generate(seed, count=None, *, accounts=None, regions=None, tokens="some",
             mail_from=None, dmarc=True, leaving=False, odd=True, ttl=None):
    """Return a setup document.

    count      instances; None: 1 to 50, as the seed has it
    accounts   how many accounts; None: as the seed has it
    regions    the regions to choose from; None: all
    tokens     verification tokens: "all", "some" or "none" have one
    mail_from  "own" names, one for each "region", "one" for all, "none";
               None: as the seed has it
    dmarc      a policy, or True for any; False: none
    leaving    whether some instances drain or are retired
    odd        whether labels have odd characters
    ttl        None: as the seed has it
    """
    rng = random.Random(f"sesdomain {seed}")
    domain, zone = _domain(rng, seed)
    count = count or rng.randint(1, 50)
    pairs = _pairs(rng, count, accounts, list(regions or REGIONS))
    if mail_from is None:
        mail_from = rng.choice(("own", "region", "one", "none"))
    policy = rng.choice(DMARC) if dmarc is True else dmarc or ""
    instances = list(_instances(rng, pairs, domain, tokens, mail_from,
                                policy))
    setup = {"version": 1, "domain": domain, "zone": zone,
             "instances": instances, "options": {}}
    if leaving:
        _leave(rng, instances, domain)
        setup["options"]["plan.removal"] = rng.choice(("always", "verified"))
    _label(rng, instances, odd)
    if mail_from == "one":
        setup["shared_mail_from_region"] = pairs[0][1]
    if policy:
        setup["dmarc"] = policy
    ttl = rng.choice(TTLS) if ttl is None else ttl
    if ttl is not None:
        setup["ttl"] = ttl
    if rng.random() < 0.3:
        setup["reference"] = _odd(rng, 128)
    if rng.random() < 0.3:
        setup["options"]["route53.comment"] = _odd(rng, 256)
    return setup
