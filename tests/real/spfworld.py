# SPDX-License-Identifier: MIT
"""SPF records with the DNS data that their names resolve to, evaluated by
pyspf."""
import random
import unittest.mock
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # has escapes that Python warns about
    import spf

TOP = "m.example.com"
CLIENT = "203.0.113.9"  # matches nothing

# Names outside the zone that terms look up.
HOSTS = ("h0.example.net", "h1.example.net", "mx.example.net",
         f"{CLIENT}.h0.example.net")
IPV6_ONLY = ("six.example.net",)
ABSENT = ("no.example.net", "nobody.example.net")
EXCHANGES = ("m0.example.net", "m1.example.net")
NAMES = HOSTS[:2] + IPV6_ONLY + ABSENT


class World:
    """The DNS data for pyspf: records by (name, type)."""

    def __init__(self, records):
        self.records = records

    def look(self, name, kind, *_):
        name = name.lower().rstrip(".")
        return [((name, kind), value)
                for value in self.records.get((name, kind), ())]

    def ask(self):
        """Evaluate the record at TOP and return the query and its result."""
        with unittest.mock.patch.object(spf, "DNSLookup", self.look):
            query = spf.query(i=CLIENT, s=f"user@{TOP}",
                              h="helo.example.org")
            return query, query.check()[0]

    def count(self):
        """Evaluate the record without limits, to count the lookups."""
        query, result = self.ask_without_limits()
        assert result in ("neutral", "softfail", "fail"), query.prob
        return query

    def ask_without_limits(self):
        with unittest.mock.patch.multiple(spf, MAX_LOOKUP=999,
                                          MAX_VOID_LOOKUPS=999):
            return self.ask()


class Everything(World):
    """DNS data in which every name has the records that a term may look up."""

    ANSWERS = {"TXT": [[b"v=spf1 -all"]], "A": ["192.0.2.1"],
               "MX": [(10, "mx.example.net")], "PTR": ["ptr.example.net"]}

    def look(self, name, kind, *_):
        return (super().look(name, kind) or
                [((name, kind), value) for value in self.ANSWERS[kind]])


def verdict(record):
    """Return whether a text is an SPF record and is syntactically correct."""
    result = Everything({(TOP, "TXT"): [[record.encode()]]}).ask()[1]
    return {"none": "none", "permerror": "wrong"}.get(result, "ok")


def records(terms, **more):
    """Return the records of a world: at TOP a record that includes SES and has
    the terms; the others by the first label of their names."""
    texts = {TOP: f"v=spf1 include:amazonses.com {terms}",
             "amazonses.com": "v=spf1 ip4:199.255.192.0/22 -all",
             **{f"{name}.example.net": text for name, text in more.items()}}
    held = {(name, "TXT"): [[text.encode()]] for name, text in texts.items()}
    held.update({(name, "A"): ["192.0.2.1"] for name in HOSTS})
    held.update({(name, "MX"): [(10, "mx.example.net")]
                 for name in EXCHANGES})
    held["9.113.0.203.in-addr.arpa", "PTR"] = ["h0.example.net"]
    return held


def rdata(kind, value):
    """Return a value in presentation form."""
    if kind == "TXT":
        return f'"{value[0].decode()}"'
    return f"{value[0]} {value[1]}." if kind == "MX" else (
        f"{value}." if kind == "PTR" else value)


def _terms(rng, below):
    """Return random terms that may include the names of given numbers."""
    made = []
    for _ in range(rng.randint(0, 5)):
        kinds = ["a", "exists", "mx", "other"] + ["include"] * 3 * bool(below)
        kind = rng.choice(kinds)
        target = {"a": NAMES, "exists": ABSENT,
                  "mx": EXCHANGES + ABSENT,
                  "include": [f"n{i}.example.net" for i in below],
                  "other": ("ip4:192.0.2.0/24", "ip6:2001:db8::/32", "ptr",
                            "a:%{i}.h0.example.net/24")}[kind]
        name = rng.choice(target)
        made.append(name if kind == "other" else
                    rng.choice(("", "-", "~", "?")) + f"{kind}:{name}")
    end = rng.randrange(4)
    if end == 0 and below:
        made.append(f"redirect=n{rng.choice(below)}.example.net")
    elif end < 3:
        made.insert(rng.randint(0, len(made)), rng.choice("~?-") + "all")
    return " ".join(made)


def generate(seed, broken=False):
    """Return the records of a random world.

    A record includes only names with a higher number, so there are no loops;
    no term matches, so all are evaluated. If broken, some names have no valid
    record or several."""
    rng = random.Random(f"sesdomain {seed}")
    count = rng.randint(1, 4)
    others = {f"n{i}": "v=spf1 " + _terms(rng, range(i + 1, count))
              for i in range(count)}
    held = records(_terms(rng, range(count)), **others)
    for name in [f"n{i}.example.net" for i in range(count)] * broken:
        if rng.random() < 0.3:
            held[name, "TXT"] = rng.choice((
                [], [[b"v=spf10 -all"]], [[b"v=spf1 what"]],
                [[b"v=spf1 -all"], [b"v=spf1 ?all"]]))
    return held


OTHERWISE = (  # terms, our count, the count of pyspf, reason
    ("redirect=h0.example.net " + "a:h0.example.net " * 9 + "?all", 10, 11,
     "RFC 7208 section 6.1: redirect is ignored beside all"),
)
