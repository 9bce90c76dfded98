# SPDX-License-Identifier: MIT
"""What people enter wrongly: each way, for each kind of record.

A row is a kind, a title, the records, the code of the one finding that has to
be there, and a word of its texts; a row without a code is a neighbour, which is
right or somebody else's.
"""

from setups import KEY

D = "example.com"
M, R = "m." + D, "in." + D
SPECIAL = '"\\'
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
K = ["iugypehmxkftitwkbcct7y5gacnc53by", "kzpf5esomzvcq7roylouv3cdifavrl3b",
     "pi6czxuqmxgkgwxbkpsytdamfpb4xkum"]  # fmt: skip
FEEDBACK = "feedback-smtp.us-east-1.amazonses.com"
INBOUND = "inbound-smtp.us-east-1.amazonaws.com"
SPF = "v=spf1 include:amazonses.com ~all"
POLICY = "v=DMARC1; p=reject; rua=mailto:r@example.com"
AT = {"token": "_amazonses." + D, "key": "s1._domainkey." + D, "mx": M,
      "in": R, "spf": M, "dmarc": "_dmarc." + D}  # fmt: skip
RIGHT = {"token": TOKEN, "key": "p=" + KEY, "mx": FEEDBACK, "in": INBOUND,
         "spf": SPF, "dmarc": POLICY}  # fmt: skip
TYPED = {"token": "token-mistyped", "dkim": "value-mistyped",
         "key": "value-mistyped", "mx": "value-mistyped",
         "in": "value-mistyped", "spf": "spf-mistyped",
         "dmarc": "dmarc-mistyped"}  # fmt: skip
SETTINGS = {
    "token": {"verification_token": TOKEN},
    "dkim": {"dkim_tokens": K},
    "key": {"dkim_keys": [{"selector": "s1", "public_key": KEY}]},
    "mx": {"dkim_tokens": K, "mail_from": M},
    "in": {"verification_token": TOKEN, "receiving": R},
    "spf": {"dkim_tokens": K, "mail_from": M},
    "dmarc": {"dkim_tokens": K},
}


def escaped(text, special):
    """Return a text with octets of RFC 1035 for what is special."""
    return "".join(
        char
        if " " <= char <= "~" and char not in special
        else "".join(f"\\{octet:03}" for octet in char.encode())
        for char in text
    )


def txt(name, *values):
    """Return a record for each value, which may be several strings."""
    found = []
    for value in values:
        strings = value if isinstance(value, tuple) else (value,)
        pieces = [s[i : i + 63] for s in strings for i in range(0, len(s), 63)]
        rdata = " ".join(f'"{escaped(piece, SPECIAL)}"' for piece in pieces)
        found.append((name, "TXT", rdata))
    return found


def host(text):
    return escaped(text, " " + SPECIAL) + "."


def mx(name, *hosts):
    return [(name, "MX", f"{10 * n} {host(h)}") for n, h in enumerate(hosts)]


def cnames(name, target):
    """Return three records; TOKEN stands for each token."""
    return [
        (name.replace("TOKEN", k), "CNAME", host(target.replace("TOKEN", k)))
        for k in K
    ]


DKIM = "TOKEN._domainkey." + D
TARGET = "TOKEN.dkim.amazonses.com"


def record(kind, text):
    if kind == "dkim":
        return cnames(DKIM, text)
    return (mx if kind in ("mx", "in") else txt)(AT[kind], text)


# what is pasted before or after a value, and the word for it
PASTED = [
    ("quotation marks", '"', '"', "quotation marks"),
    ("apostrophes", "'", "'", "quotation marks"),
    ("typographic quotation marks", "\u201c", "\u201d", "U+201C"),
    ("guillemets", "\u00ab", "\u00bb", "U+00AB"),
    ("single typographic ones", "\u2018", "\u2019", "U+2018"),
    ("a no-break space", "\u00a0", "", "U+00A0"),
    ("a zero-width space", "\u200b", "", "U+200B"),
    ("a byte order mark", "\ufeff", "", "U+FEFF"),
    ("a soft hyphen", "\u00ad", "", "U+00AD"),
    ("a blank before it", " ", "", "blank"),
    ("a tab before it", "\t", "", "blank"),
    ("HTML quotation marks", "&quot;", "&quot;", "HTML"),
    ("numbered ones", "&#34;", "&#x22;", "HTML"),
    ("percent-encoded ones", "%22", "%22", "percent"),
]  # fmt: skip
# of keys: white space is allowed there (RFC 6376 section 3.2)
HARMLESS = {("key", " "), ("key", "\t")}


def pasted():
    for kind, code in TYPED.items():
        right = TARGET if kind == "dkim" else RIGHT[kind]
        for title, before, after, word in PASTED:
            if (kind, before) not in HARMLESS:
                yield (kind, title, record(kind, before + right + after),
                       code, word)  # fmt: skip


def first(text, old, new):
    return text.replace(old, new, 1)


H = len(TOKEN) // 2
LOOKALIKE = [
    ("token", first(TOKEN, "a", "\u0430"), "U+0430"),
    ("token", TOKEN[:-1] + "\uff1d", "U+FF1D"),
    ("dkim", first(TARGET, "amazon", "\u0430mazon"), "U+0430"),
    ("dkim", first(TARGET, ".", "\u3002"), "U+3002"),
    ("key", "\u0440=" + KEY, "U+0440"),
    ("mx", first(FEEDBACK, "k-s", "k\u2010s"), "U+2010"),
    ("in", first(INBOUND, "amazon", "\u0430mazon"), "U+0430"),
    ("spf", first(SPF, "=", "\uff1d"), "U+FF1D"),
    ("spf", first(SPF, " ", "\u00a0"), "U+00A0"),
    ("dmarc", first(POLICY, "A", "\u0410"), "U+0410"),
    ("dmarc", first(POLICY, ";", "\uff1b"), "U+FF1B"),
]  # fmt: skip

ENCODED = [
    ("token", TOKEN.replace("=", "%3D"), "percent"),
    ("token", TOKEN.replace("=", "&#61;"), "HTML"),
    ("dkim", TARGET.replace(".", "%2E"), "percent"),
    ("key", "p%3D" + KEY.replace("+", "%2B").replace("/", "%2f"), "percent"),
    ("key", "p&#x3d;" + KEY, "HTML"),
    ("mx", FEEDBACK.replace("-", "%2D"), "percent"),
    ("in", INBOUND.replace(".", "&#46;"), "HTML"),
    ("spf", SPF.replace("=", "%3D").replace(" ", "%20"), "percent"),
    ("spf", SPF.replace(" ", "&nbsp;"), "HTML"),
    ("dmarc", POLICY.replace("=", "%3D").replace(";", "%3B"), "percent"),
    ("dmarc", POLICY.replace("=", "&equals;"), "HTML"),
]  # fmt: skip

TEXTS = [
    ("token", TOKEN[:-1], "'='"),
    ("token", "TXT " + TOKEN, "'TXT'"),
    ("token", "amazonses=" + TOKEN, "amazonses="),
    ("token", TOKEN + ";", "punctuation"),
    ("token", TOKEN[:9] + " " + TOKEN[9:], "blanks"),
    ("dkim", "CNAME " + TARGET, "'cname'"),
    ("dkim", "https://" + TARGET, "https://"),
    ("dkim", TARGET + "." + D, "final dot"),
    ("dkim", TARGET + "._domainkey." + D, "final dot"),
    ("dkim", "TOKEN.dkim.amazonaws.com", "amazonses.com"),
    ("dkim", "TOKEN.dkim.amazonses", "amazonses.com"),
    ("dkim", "TOKEN", "only the token"),
    ("dkim", "TOKEN." + D, "only the token"),
    ("dkim", "dkim.amazonses.com", "token is missing"),
    ("dkim", "TOKEN.amazonses.com", "'dkim' is missing"),
    ("dkim", "TOKEN._domainkey.amazonses.com", "'dkim' is missing"),
    ("dkim", "dkim.TOKEN.amazonses.com", "another order"),
    ("dkim", "TOKEN._domainkey." + D, "the name itself"),
    ("dkim", "TOKEN._domainkey", "the name itself"),
    ("key", KEY, "'p=' is missing"),
    ("key", "p=p=" + KEY, "p=p="),
    ("key", "p:" + KEY, "p:"),
    ("key", f"-----BEGIN PUBLIC KEY-----{KEY}-----END PUBLIC KEY-----", "PEM"),
    ("key", f"p=-----BEGIN PUBLIC KEY-----\n{KEY}\n-----END PUBLIC KEY-----",
     "PEM"),
    ("key", "p=" + KEY.lower(), "letter case"),
    ("key", "p=" + KEY[:120], "end of the key"),
    ("key", "p=customerProvidedPublicKey", "placeholder"),
    *((kind, before + RIGHT[kind] + after, word) for kind in ("mx", "in")
      for before, after, word in (
          ("10 ", "", "preference"), ("10.", "", "preference"),
          ("mx:", "", "mx:"), ("https://", "", "https://"),
          ("", ":25", ":25"), ("", "." + D, "final dot"))),
    ("mx", "feedback-smtp.us-east-1.amazonaws.com", "suffixes"),
    ("in", "inbound-smtp.us-east-1.amazonses.com", "suffixes"),
    ("mx", "feedback-smtp.amazonses.com", "region is missing"),
    ("in", "inbound-smtp.amazonaws.com", "region is missing"),
    ("mx", "feedback-smtp.undefined.amazonses.com", "no region"),
    ("mx", "feedback-smtp.us-esat-1.amazonses.com", "no region"),
    ("mx", "feedback-smtp.us-east-1.amazonses", "no such host"),
    ("mx", "amazonses.com", "no such host"),
    ("mx", "email-smtp.us-east-1.amazonaws.com", "submitted"),
    ("in", "email-smtp.eu-west-1.amazonaws.com", "submitted"),
    ("mx", INBOUND, "takes no bounces"),
    ("in", FEEDBACK, "receives no other mail"),
    *(("spf", text, "version") for text in (
        "v:spf1 include:amazonses.com ~all", "spf1 include:amazonses.com ~all",
        "TXT=" + SPF, "v=spf include:amazonses.com ~all", "spf: " + SPF,
        "v=spf1;include:amazonses.com ~all", "v=spf1: mx ~all",
        "include:amazonses.com ~all")),
    ("spf", "v=spf1, include:amazonses.com, ~all", "comma"),
    ("spf", "v=spf1include:amazonses.com~all", "quotation marks are missing"),
    *(("dmarc", text, "version") for text in (
        "v:DMARC1; p=reject", "DMARC1; p=reject", "v=DMARC1 p=reject",
        "v=DMARC; p=reject", "v=DMARC2; p=none", "p=reject; v=DMARC1",
        "TXT v=DMARC1; p=reject", "p=reject", "v=dmarc1; p=none",
        "v=DKIM1; p=reject")),
    ("dmarc", "v=DMARC1, p=reject", "comma"),
    ("dmarc", "v=DMARC1\\; p=reject", "backslash"),
]  # fmt: skip

PIECES = [
    ("token", "in two records", txt(AT["token"], TOKEN[:H], TOKEN[H:]),
     "token-mistyped", "two records"),
    ("key", "in two records", txt(AT["key"], "p=" + KEY[:99], KEY[99:]),
     "value-mistyped", "several values"),
    ("key", "in three records, with quotation marks",
     txt(AT["key"], f'"p={KEY[:70]}"', f'"{KEY[70:140]}"', f'"{KEY[140:]}"'),
     "value-mistyped", "several values"),
    ("spf", "in two records", txt(M, "v=spf1", "include:amazonses.com ~all"),
     "spf-in-pieces", "include:amazonses.com ~all"),
    ("spf", "in three records", txt(M, "v=spf1", "include:x.example", "~all"),
     "spf-in-pieces", "~all"),
    ("spf", "strings without a blank",
     txt(M, ("v=spf1", "include:amazonses.com", "~all")), "spf-mistyped",
     "quotation marks are missing"),
    ("dmarc", "in three records",
     txt(AT["dmarc"], "v=DMARC1", "p=reject", "rua=mailto:dmarc@example.com"),
     "dmarc-in-pieces", "p=reject"),
    ("dmarc", "in two records, with blanks",
     txt(AT["dmarc"], "v=DMARC1;", " p=reject;"), "dmarc-in-pieces",
     "p=reject"),
]  # fmt: skip

OTHER_TYPE = [
    ("dkim", "as TXT", [record for k in K for record in
                        txt(f"{k}._domainkey.{D}", f"{k}.dkim.amazonses.com")],
     "value-mistyped", "TXT instead of CNAME"),
    ("dkim", "the token as TXT",
     [r for k in K for r in txt(f"{k}._domainkey.{D}", k)], "value-mistyped",
     "TXT instead of CNAME"),
    ("dkim", "as NS", [(n, "NS", t) for n, _, t in cnames(DKIM, TARGET)],
     "value-mistyped", "NS instead of CNAME"),
    ("dkim", "as MX", [(n, "MX", f"10 {t}") for n, _, t in
                       cnames(DKIM, TARGET)],
     "value-mistyped", "MX instead of CNAME"),
    ("dkim", "as addresses", [(n, "A", "192.0.2.1") for n, _, t in
                              cnames(DKIM, TARGET)],
     "dkim-proxied", "DNS only"),
    ("mx", "as CNAME", [(M, "CNAME", FEEDBACK + ".")], "value-mistyped",
     "CNAME instead of MX"),
    ("mx", "as TXT", txt(M, "10 " + FEEDBACK), "value-of-other-type", "MX"),
    ("in", "as CNAME", [(R, "CNAME", INBOUND + ".")], "value-mistyped",
     "CNAME instead of MX"),
    ("in", "as TXT", txt(R, INBOUND), "value-of-other-type", "MX"),
    ("spf", "as SPF", [(M, "SPF", f'"{SPF}"')], "spf-type-99", "99"),
    ("dmarc", "as CNAME", [(AT["dmarc"], "CNAME", "d.example.net.")],
     "dmarc-is-cname", "d.example.net"),
]  # fmt: skip

OTHER_NAME = [
    *(("token", "at " + name, txt(name, TOKEN), "value-misplaced", name)
      for name in ("amazonses." + D, "_amazonses.www." + D, "_domainkey." + D,
                   "_amazonses._amazonses." + D, "_amazonaws." + D)),
    *(("dkim", "at " + name, cnames(name, TARGET), "value-misplaced",
       name.replace("TOKEN", K[0]))
      for name in ("TOKEN." + D, "TOKEN.domainkey." + D,
                   "TOKEN._domainkey.www." + D,
                   "TOKEN._domainkey._domainkey." + D)),
    ("dkim", "at _TOKEN", cnames("_" + DKIM, TARGET), "extra-underscore",
     "_" + K[0]),
    ("dkim", "without the last letter of the token",
     [(n, t, first(target, k, k[:-1])) for k, (n, t, target) in
      zip(K, cnames(DKIM, TARGET))], "value-mistyped", "token is misspelt"),
    ("dkim", "one after the other",
     [(n, t, cnames(DKIM, TARGET)[i - 1][2]) for i, (n, t, _) in
      enumerate(cnames(DKIM, TARGET))], "value-mistyped", "another name"),
    *(("key", "at " + name, txt(name, "p=" + KEY), "value-misplaced", name)
      for name in ("s1." + D, "_domainkey." + D, D, "s1.domainkey." + D,
                   "s1._domainkey.www." + D, "s2._domainkey." + D)),
    ("mx", "at the domain", mx(D, FEEDBACK), "value-misplaced", D),
    *(("spf", "at " + name, txt(name, SPF), "spf-misplaced", name)
      for name in (D, "_spf." + D, "mail." + D)),
    *(("dmarc", "at " + name, txt(name, POLICY), "dmarc-misplaced", name)
      for name in (D, "dmarc." + D, "_dmarc._dmarc." + D, "_dmarc1." + D,
                   f"_dmarc.{D}.{D}")),
    *((kind, "the domain twice", records, "name-suffix-doubled", D + "." + D)
      for kind, records in (
          ("token", txt(f"{AT['token']}.{D}", TOKEN)),
          ("dkim", cnames(f"{DKIM}.{D}", TARGET)),
          ("key", txt(f"{AT['key']}.{D}", "p=" + KEY)),
          ("mx", mx(f"{M}.{D}", FEEDBACK)), ("in", mx(f"{R}.{D}", INBOUND)),
          ("spf", txt(f"{M}.{D}", SPF)))),
]  # fmt: skip

TERMS = [
    ("spf", term, txt(M, f"v=spf1 {term} ~all"), "spf-lookalike", term)
    for term in ("include:amazonaws.com", "include:ses.amazonaws.com",
                 "include:us-east-1.amazonses.com", "a:amazonses.com",
                 "include:email-smtp.us-east-1.amazonaws.com",
                 "include:amazonse.com", "include:AmazonSE.com",
                 "include:amazoneses.com", "include:amazonses.co",
                 "include:amaznoses.com",
                 "include=amazonses.com", "includes=amazonses.com")
]  # fmt: skip

TAGS = [
    ("dmarc", text, txt(AT["dmarc"], text), code, word)
    for text, code, word in (
        ("v=DMARC1; p=reject rua=mailto:r@example.com", "dmarc-malformed",
         "semicolon is missing"),
        ("v=DMARC1; p=reject, rua=mailto:r@example.com", "dmarc-malformed",
         "comma"),
        ("v=DMARC1; p=reject; sp=none rua=mailto:r@example.com",
         "dmarc-malformed", "'sp=none rua=mailto:r@example.com'"),
        ("v=DMARC1; p=quarentine", "dmarc-malformed",
         "did you mean 'quarantine'?"),
        ("v=DMARC1; p=rejct; rua=mailto:r@example.com", "dmarc-tag-invalid",
         "did you mean 'reject'?"),
        ("v=DMARC1; p=none; fo=x; sp=rejct; rua=mailto:r@example.com",
         "dmarc-tag-invalid", "did you mean 'reject'?"),
        ("v=DMARC1; p=none; sp=reject; t=y; pct=50; rua=mailto:r@example.com",
         "dmarc-pct", "sp=reject, lowered to quarantine by t=y,"),
        ("v=DMARC1; p=quarantine; t=y; pct=50; rua=mailto:r@example.com",
         "dmarc-pct", "p=quarantine, lowered to none by t=y,"),
        ("v=DMARC1; p=quarantine; np=reject; pct=50; "
         "rua=mailto:r@example.com", "dmarc-pct", "np=reject to all mail"),
        ("v=DMARC1; p=reject; pct=100 rua=mailto:r@example.com",
         "dmarc-tag-invalid", "semicolon is missing"),
        ("v=DMARC1; p:reject; rua=mailto:r@example.com", "dmarc-tag-invalid",
         "':' instead of '='"),
        ("v=DMARC1; p=reject; rua=r@example.com", "dmarc-tag-invalid",
         "mailto:"),
        ("v=DMARC1; p=reject; rua=mailto: r@example.com", "dmarc-tag-invalid",
         "blank"),
        ("v=DMARC1; p=none; rua=mailto:r@example.com; mailto:s@example.com",
         "dmarc-tag-invalid", "','"))
]  # fmt: skip

OTHERS = [
    ("mx", "of " + vendor, mx(M, name), "mx-conflict", vendor)
    for name, vendor in (("aspmx.l.google.com", "Google"),
                         ("mxa.mailgun.org", "Mailgun"),
                         ("mx.sendgrid.net", "SendGrid"),
                         ("x.mail.protection.outlook.com", "Microsoft"))
] + [
    ("mx", "of another region", mx(M, "feedback-smtp.eu-west-1.amazonses.com"),
     "mx-of-other-region", "eu-west-1"),
    ("in", "of another region", mx(R, "inbound-smtp.eu-west-1.amazonaws.com"),
     "mx-of-other-region", "eu-west-1"),
    ("in", "of an ingress endpoint",
     mx(R, "abc.def.mail-manager-smtp.amazonaws.com"), "mx-of-other-host",
     "Mail Manager"),
    ("token", "in other case", txt(AT["token"], TOKEN.lower()), "token-case",
     "letter case"),
    ("dmarc", "two", txt(AT["dmarc"], POLICY, "v=DMARC1; p=none"),
     "dmarc-multiple-records", "more than one"),
    ("spf", "two", txt(M, SPF, "v=spf1 mx ~all"), "spf-multiple-records",
     "more than one"),
    ("spf", "two terms without a blank",
     txt(M, "v=spf1 include:amazonses.com~all"), "spf-malformed",
     "'include:amazonses.com~all': a domain"),
    ("spf", "a blank within a term",
     txt(M, "v=spf1 include: amazonses.com ~all"), "spf-malformed",
     "'include:': a domain"),
]  # fmt: skip

NEIGHBOURS = [
    ("token", "in two strings", txt(AT["token"], (TOKEN[:H], TOKEN[H:]))),
    ("token", "with its prefix", txt(AT["token"], "amazonses:" + TOKEN)),
    ("token", "at the domain", txt(D, TOKEN)),
    ("token", "another text", txt(AT["token"], "hello")),
    ("token", "half of it", txt(AT["token"], TOKEN[:H])),
    ("dkim", "one of three", cnames(DKIM, TARGET)[:1]),
    ("dkim", "another's TXT elsewhere", txt("k." + D, "x.dkim.amazonses.com")),
    ("key", "in two strings", txt(AT["key"], ("p=" + KEY[:99], KEY[99:]))),
    ("key", "with its tags", txt(AT["key"], "v=DKIM1; k=rsa; p=" + KEY)),
    ("key", "with blanks", txt(AT["key"], f"p={KEY[:50]} {KEY[50:]}")),
    ("key", "another's elsewhere", txt("s2._domainkey." + D, "p=MIGf")),
    ("mx", "another preference", mx(M, FEEDBACK)),
    ("mx", "an address", [(M, "A", "192.0.2.1")]),
    ("mx", "another TXT", txt(M, "10 mx.example.net")),
    ("in", "another TXT", txt(R, "hello")),
    ("spf", "in upper case", txt(M, "V=SPF1 include:amazonses.com ~all")),
    ("spf", "two blanks", txt(M, "v=spf1  include:amazonses.com ~all")),
    ("spf", "another TXT", txt(M, "spf check", "v=verify42")),
    ("spf", "macros", txt(M, SPF.replace(" ~", " exists:%{i}._s.%{d2} ~"))),
    ("spf", "others' names", txt(M, SPF.replace(
        " ~", " include:amazon.com include:spf.example.net x=amazon ~"))),
    ("spf", "another's at another name", txt("x." + D, "v=spf1 mx -all")),
    ("dmarc", "in two strings", txt(AT["dmarc"], ("v=DMARC1;", "p=reject;"
                                                 "rua=mailto:r@example.com"))),
    ("dmarc", "an address with percent signs",
     txt(AT["dmarc"], "v=DMARC1; p=none; rua=mailto:a%2Cb@example.com")),
    ("dmarc", "another TXT, encoded",
     txt(AT["dmarc"], POLICY, "a%3Db", "&quot;hello&quot;")),
    ("dmarc", "another TXT beside it", txt(AT["dmarc"], POLICY, "hello")),
    ("dmarc", "of a subdomain", txt("_dmarc.www." + D, POLICY)
     + txt(AT["dmarc"], POLICY)),
    ("dmarc", "a permission of reports",
     txt("x.example._report._dmarc." + D, "v=DMARC1")
     + txt(AT["dmarc"], POLICY)),
]  # fmt: skip


def rows():
    yield from pasted()
    for kind, text, word in LOOKALIKE + ENCODED + TEXTS:
        yield kind, text, record(kind, text), TYPED[kind], word
    for table in (PIECES, OTHER_TYPE, OTHER_NAME, TERMS, TAGS, OTHERS):
        yield from table
    for kind, title, records in NEIGHBOURS:
        yield kind, title, records, None, None
