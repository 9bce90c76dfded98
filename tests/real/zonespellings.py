# SPDX-License-Identifier: MIT
"""Random master files: the same kinds of records in every spelling that RFC
1035 section 5.1 and BIND allow, and damaged copies of such files.

A file lists the features in it that not every reader supports.
"""
import random
import typing

BOM = b"\xef\xbb\xbf"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Types whose RDATA is passed over, with RDATA that BIND takes.
PASSED = {
    "PTR": ("host", "host.example.net."),
    "SRV": ("0 5 443 sip", "1 2 3 ."),
    "CAA": ('0 issue "ca.example.net"', "128 tbs unknown"),
    "HINFO": ('"ab" c',),
    "LOC": ("52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m",),
    "SSHFP": ("1 1 123456789abcdef67890123456789abcdef67890",),
    "TLSA": ("3 1 1 " + "ab" * 16 + " " + "cd" * 16,),
    "NAPTR": ('100 10 "u" "E2U+sip" "!^.*$!sip:i@x!" .',),
    "SVCB": ("1 . alpn=h2", "1 . alpn=\\\\,"),
    "HTTPS": ("1 . alpn=h2 port=8443", "0 host.example.net."),
    "DS": ("12345 8 2 " + "0a" * 32,),
    "RP": ("admin txt",),
    "URI": ('10 1 "https://example.net/"',),
    "TYPE65280": ("\\# 4 0a00 0001", "\\# 0", "\\# 2 0a ( f f )"),
    "TYPE257": ('0 issue "x"',),
    "AFSDB": ("1 host.example.net.",),
    "APL": ("1:192.0.2.0/24 !2:2001:db8::/32",),
    "AVC": ('"app-name:WOLFGANG|app-class:OAM"',),
    "CDS": ("0 0 0 00",),
    "CERT": ("1 2 3 " + "AAAA" * 8,),
    "CSYNC": ("66 3 A NS AAAA",),
    "DHCID": ("AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=",),
    "DNSKEY": ("257 3 13 " + "AAAA" * 16,),
    "EUI48": ("00-00-5e-00-53-2a",),
    "HIP": ("2 200100107B1A74DF365639CC39F1D578 AwEAAbdx",),
    "IPSECKEY": ("10 1 2 192.0.2.38 AQNRU3mG",),
    "KX": ("10 host.example.net.",),
    "NID": ("10 0014:4fff:ff20:ee64",),
    "OPENPGPKEY": ("AAAA AAAA",),
    "SMIMEA": ("3 0 0 aabb ccdd",),
    "X25": ('"311061700956"',),
    "ZONEMD": ("2018031500 1 240 " + "ab" * 12,),
}


# Those of PASSED that only BIND knows.
RARE_TYPES = {"AVC", "HIP", "X25"}

# Features that a file has with a probability of at most one half.
RARE = ("adjacent", "blank-parenthesis", "bom", "class-first", "class-number",
        "crlf", "escape-in-list", "generate", "generic-name", "long-name",
        "outside", "parenthesis-in-directive", "quoted-owner", "rare-type",
        "relative-origin", "split-digits", "tight", "type-number", "whole")


class File(typing.NamedTuple):
    text: bytes
    features: frozenset


class Writer:
    """A random file under construction, and its features, of which it has
    none that it is to be without."""

    def __init__(self, seed, zone, without):
        self.random = random.Random(seed)
        self.without = without
        self.zone = zone
        self.origin = zone
        self.features = set()
        self.lines = []
        self.used = set()
        self.rrsets = set()
        self.dnames = ()  # suffixes with a leading dot: no names below
        self.count = 0  # of $GENERATE
        self.owner = None
        self.has_ttl = False
        # features that some readers do not support are in every other file
        plain = self.one_in(2)
        self.allowed = {feature for feature in RARE
                        if not plain and self.one_in(2)} - without
        self.eols = ["\n"]
        if self.one_in(2) and self.may("crlf"):
            self.eols = self.pick([["\r\n"], ["\r\n", "\n"]])

    @property
    def eol(self):
        return self.pick(self.eols)

    def may(self, feature):
        """Return whether the file may use a feature; if so, record its use."""
        if feature not in self.allowed:
            return False
        self.features.add(feature)
        return True

    # ---- chance ----

    def one_in(self, n):
        return self.random.randrange(n) == 0

    def pick(self, choices):
        return self.random.choice(choices)

    def case(self, word):
        return self.pick([word, word, word.lower(), word.swapcase(), "".join(
            self.pick([c.lower(), c.upper()]) for c in word)])

    def word(self, most=8):
        return "".join(self.pick(LETTERS + "0123456789_-")
                       for _ in range(self.random.randint(1, most)))

    # ---- blanks and comments ----

    def blank(self):
        return self.pick([" ", " ", "\t", "  ", " \t "])

    def comment(self):
        return ";" + self.pick([
            "", " a comment", ' "', " ( open", " ) \\", "; $TTL 5",
            " cf_tags=cf-proxied:true"])

    def join(self, words):
        """Join words with blanks, or with line ends in parentheses."""
        if not words or not self.one_in(4):
            return self.blank().join(words)
        start = self.random.randrange(len(words))
        stop = self.random.randint(start, len(words) - 1)
        text = ""
        for i, word in enumerate(words):
            if i == start:
                text += self.pick(["(" if self.may("tight") else "( ", "( ",
                                   "(" + self.eol,
                                   "( " + self.comment() + self.eol])
            text += word
            if i == stop:
                text += self.pick([")" if self.may("tight") else " )", " )",
                                   self.eol + ")",
                                   " " + self.comment() + self.eol + "\t)"])
            if i + 1 == len(words):
                break
            inside = start <= i < stop
            text += self.pick([self.eol, self.eol + " ", " " + self.comment() +
                               self.eol]) if inside and self.one_in(2) \
                else self.blank()
        return text

    # ---- names ----

    def escape(self, name):
        """Return a name with some of its characters escaped."""
        if not self.one_in(6):
            return name
        out = ""
        for c in name:
            if c in LETTERS and self.one_in(3):
                out += self.pick([f"\\{ord(c):03d}", f"\\{ord(c) - 32:03d}",
                                  "\\" + c])
            else:
                out += c
        return out

    def name(self, absolute):
        """Return a spelling of a name that is given without its final dot."""
        if absolute == self.origin and self.one_in(2):
            return "@"
        inside = "." + self.origin
        if self.origin == "":
            inside = ""
        if absolute.endswith(inside) and len(absolute) > len(inside) and \
                not self.one_in(3):
            short = absolute[:len(absolute) - len(inside)]
            if short != "@":
                return self.escape(self.case(short))
        return self.escape(self.case(absolute)) + "."

    def fresh(self):
        """Return a new owner name."""
        while True:
            labels = [self.word() for _ in range(self.random.randint(1, 3))]
            if self.one_in(12):
                labels[0] = self.pick(["*", "x\\.y", "x\\032y", "\\@", "\\;",
                                       "a\\\"b", "\\000", "\\255z", "\\\\"])
            if self.one_in(20) and self.may("long-name"):
                labels[0] = self.pick(LETTERS) * 63
                while len(".".join(labels) + self.zone) < 170:
                    labels.append(self.word(40))
            name = ".".join(labels) + "." + self.zone
            if name not in self.used and not name.endswith(self.dnames):
                self.used.add(name)
                return name

    def target(self):
        return self.pick([self.word() + "." + self.zone, self.zone,
                          "host.example.net", "feedback-smtp.us-east-1."
                          "amazonses.com", "x.sub." + self.zone])

    # ---- TTL, class, type ----

    def seconds(self):
        return self.pick([0, 1, 60, 300, 3600, 86400, 90061, 2147483647,
                          self.random.randrange(100000)])

    def ttl(self, seconds):
        if not self.one_in(3):
            return self.pick([str(seconds)] * 4 + ["0" + str(seconds)])
        out, rest = "", seconds
        for unit, size in (("w", 604800), ("d", 86400), ("h", 3600),
                           ("m", 60), ("s", 1)):
            if rest >= size and not (self.one_in(3) and unit != "s"):
                out += f"{rest // size}" + self.case(unit)
                rest %= size
        return out or "0"

    def head(self, kind, must):
        words = []
        if must or self.one_in(2):
            words.append(self.ttl(self.seconds()))
            self.has_ttl = True
        if self.one_in(2):
            cls = self.pick(["IN"] * 5 + ["CLASS1"])
            if cls == "CLASS1" and not self.may("class-number"):
                cls = "IN"
            words.append(self.case(cls))
            if len(words) > 1 and self.one_in(2) and self.may("class-first"):
                words.reverse()
        if kind in NUMBERS and self.one_in(12) and self.may("type-number"):
            kind = f"TYPE{NUMBERS[kind]}"
        return words + [self.case(kind)]

    # ---- RDATA ----

    def string(self):
        n = self.pick([0, 1, 5, 20, 60, 254, 255])
        plain = "".join(self.pick(LETTERS + "=;-~ ()@.$") for _ in range(n))
        if self.one_in(3):
            plain = "v=spf1 include:amazonses.com ~all"
        if self.one_in(4):
            word = plain.replace(" ", "").replace(";", "\\;")
            word = word.replace("(", "\\040").replace(")", "\\)")
            if word:
                return word
        out = ""
        for c in plain:
            if self.one_in(30):
                c = self.pick(["\\\"", "\\\\", "\\;", "\\000", "\\200",
                               f"\\{ord(c):03d}",
                               c if c.isdigit() else "\\" + c])
            out += c
        return f'"{out}"'

    def strings(self):
        words = [self.string() for _ in range(self.pick([1, 1, 1, 2, 3]))]
        if len(words) > 1 and self.one_in(4) and \
                all(w.startswith('"') for w in words) and \
                self.may("adjacent"):
            return ["".join(words)]
        return words

    def generic(self, octets):
        """Return RDATA in the generic form of RFC 3597 section 5."""
        text = octets.hex()
        words = ["\\#", str(len(octets))]
        while text:
            n = 2 * self.random.randint(1, 8)
            words.append(self.case(text[:n]))
            text = text[n:]
        return words

    def rdata(self, kind):
        if kind == "A":
            a = [self.random.randrange(256) for _ in range(4)]
            return self.generic(bytes(a)) if self.one_in(10) else \
                [".".join(map(str, a))]
        if kind == "AAAA":
            if self.one_in(10):
                return self.generic(self.random.randbytes(16))
            return [self.case(self.pick([
                "2001:db8::1", "::", "::1", "1:2:3:4:5:6:7:8", "1::",
                "fe80::ab:CD", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1",
                "1:2:3:4:5:6:7::", "0001:02:0::"]))]
        if kind in ("TXT", "SPF"):
            if self.one_in(10):
                n = self.random.randrange(1, 40)
                return self.generic(bytes([n]) + self.random.randbytes(n) +
                                    b"\0")
            return self.strings()
        if kind == "MX":
            if self.one_in(10) and self.may("generic-name"):
                return self.generic(b"\0\x0a\x01A\x04test\0")
            return [self.pick(["0", "10", "010", "65535"]),
                    self.name(self.target())]
        if kind in ("NS", "CNAME", "DNAME"):
            if self.one_in(10) and self.may("generic-name"):
                return self.generic(b"\x03a.b\x04TEST\0")
            target = self.target()
            if kind == "NS":  # in the zone it would need an address record
                target = "ns." + self.word() + ".example.net"
            return [self.name(target)]
        rdata = self.pick(PASSED[kind])
        if "\\\\" in rdata and not self.may("escape-in-list") or \
                "f f" in rdata and not self.may("split-digits"):
            rdata = PASSED[kind][0]
        return rdata.split(" ")

    # ---- lines ----

    def put(self, text):
        if self.one_in(12):
            blank = self.pick(["", " ", "\t", "  "]) if self.rrsets else ""
            self.lines.append(blank + self.pick(["", self.comment()]) +
                              self.eol)
        tail = self.pick(["", "", "", " ", "\t", " " + self.comment(),
                          self.comment()])
        self.lines.append(text + tail + self.eol)

    def record(self, owner, kind, rdata):
        # BIND gives an RRset its first TTL, and uses that as the default
        # afterwards
        rrset = (owner, kind.replace("TYPE257", "CAA"))
        if "ttl-of-soa" in self.features and rrset in self.rrsets:
            return
        self.rrsets.add(rrset)
        words = self.head(kind, False) + rdata
        if owner == self.owner and self.one_in(2):
            text = self.join(words)
            if text.startswith("(") and not self.may("blank-parenthesis"):
                text = self.blank().join(words)
            self.put(self.blank() + text)
            return
        self.owner = owner
        spelt = self.name(owner)
        if self.one_in(25) and "\\" not in spelt and \
                self.may("quoted-owner"):
            spelt = f'"{spelt}"'
        elif self.one_in(15) and self.may("whole"):
            self.put("(" + self.pick(["", " "]) + spelt + self.blank() +
                     self.blank().join(words) + self.pick([" )", ")"]))
            return
        self.put(spelt + self.blank() + self.join(words))

    def argument(self, word):
        """Return the argument of a directive."""
        if self.one_in(10) and self.may("parenthesis-in-directive"):
            return "(" + self.pick(["", " ", self.eol]) + word + " )"
        return word

    def directive(self):
        kind = self.random.randrange(4)
        if kind == 0:
            self.has_ttl = True
            self.put(self.case("$TTL") + self.blank() +
                     self.argument(self.ttl(self.seconds())))
        elif kind == 1:
            self.put(self.case("$ORIGIN") + self.blank() +
                     self.argument("."))
            self.origin = ""
        elif kind == 2:
            new = self.pick([self.zone, "sub." + self.zone])
            spelt = self.name(new)
            if not spelt.endswith(".") and not self.may("relative-origin"):
                spelt = new + "."
            self.put(self.case("$ORIGIN") + self.blank() +
                     self.argument(spelt))
            self.origin = new
        elif self.may("generate"):
            self.generate()

    def generate(self):
        first = self.random.randrange(300)
        last = first + self.random.randrange(20)
        step = self.pick(["", "", "/1", "/3", "/50"])
        mark = self.pick(["$", "${1}", "${-3,4}", "${0,3,d}", "${5,2,x}",
                          "${0,4,X}", "${0,0,o}", "$-${2}-$", "\\$$", "$$.$",
                          "${0,3,n}", "${1,5,N}"])
        self.count += 1
        kind, rdata = self.pick([
            ("A", "192.0.2.1"), ("CNAME", f"h{mark}"), ("TXT", f"t{mark}"),
            ("TXT", f'"\\"a {mark}\\" b"'), ("MX", f'"10 m{mark}"'),
            ("PTR", "host$"), ("AAAA", "2001:db8::$")])
        words = self.head(kind, not self.has_ttl)
        name = self.name(f"g{self.count}-@@.{self.zone}")
        name = name.replace("@@", mark)
        self.put(self.blank().join([self.case("$GENERATE"),
                                    f"{first}-{last}{step}", name, *words,
                                    rdata]))

    def write(self):
        ttl = self.pick(["directive", "directive", "soa", "minimum"])
        if "ttl-of-" + ttl in self.without:
            ttl = "directive"
        if ttl == "directive":
            self.has_ttl = True
            self.put(self.case("$TTL") + " " + self.ttl(self.seconds()))
        if self.one_in(4):
            self.put(f"$ORIGIN {self.zone}.")
        if ttl != "directive":
            self.features.add("ttl-of-" + ttl)
        numbers = [self.pick(["1", "2024010100", "4294967295"])] + \
            [self.ttl(self.random.randrange(1, 100000)) for _ in range(4)]
        rdata = [self.name("ns1.example.net"),
                 self.name("hostmaster." + self.zone), *numbers]
        if ttl == "minimum":
            words = [self.case("SOA")]
            self.has_ttl = True
        else:
            words = self.head("SOA", ttl == "soa")
        self.owner = self.zone
        self.put(self.name(self.zone) + " " + self.join(words + rdata))
        self.record(self.zone, "NS", [self.name("ns1.example.net")])
        for _ in range(self.random.randint(3, 25)):
            self.one_more()
        text = "".join(self.lines)
        # BIND requires a line end after a directive at the end of the file
        if self.one_in(8) and not self.lines[-1].startswith("$"):
            text = text.rstrip("\r\n")
            self.features.add("no-newline")
        text = text.encode("latin-1")
        if self.one_in(2) and self.may("bom"):
            text = BOM + text
        return File(text, frozenset(self.features))

    def one_outside(self):
        """Add a record that is not of the zone, which its readers ignore."""
        self.owner = self.word() + ".example.org"
        self.put(self.name(self.owner) + self.blank() +
                 self.join(self.head("A", True) + self.rdata("A")))
        if self.one_in(2):
            self.record(self.owner, "TXT", self.strings())

    def one_more(self):
        if self.one_in(8):
            self.directive()
            return
        if self.one_in(15) and self.may("outside"):
            self.one_outside()
            return
        owner = self.fresh()
        if self.one_in(5):
            owner = self.zone
        alone = self.pick(["CNAME", "DNAME", None, None])
        if alone and owner != self.zone:
            if alone == "DNAME":
                if any(name.endswith("." + owner) for name in self.used):
                    return
                self.dnames += ("." + owner,)
            self.record(owner, alone, self.rdata(alone))
            return
        kinds = ["A", "AAAA", "TXT", "TXT", "TXT", "MX", "NS", "SPF",
                 *PASSED]
        if owner == self.zone:
            kinds.remove("DS")  # not at an apex
        if owner.startswith("*"):
            kinds.remove("NS")  # RFC 4592 section 4.2
        for kind in self.random.sample(kinds, self.pick([1, 1, 2, 3])):
            if kind not in RARE_TYPES or self.may("rare-type"):
                self.record(owner, kind, self.rdata(kind))


NUMBERS = {"A": 1, "NS": 2, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28,
           "DNAME": 39, "SPF": 99, "SRV": 33}


def valid(seed, zone, without=frozenset()):
    """Return a file that BIND loads, without some features."""
    return Writer(seed, zone, without).write()


PIECES = [b"(", b")", b'"', b";", b"\\", b"\n", b" ", b"\t", b"\r", b"@", b"$",
          b".", b"..", b"\\300", b"\\04", b"IN", b"CH", b"A", b"TXT", b"300",
          b"1h", b"$TTL", b"$ORIGIN", b"$INCLUDE f", b"$DATE 1", b"\xff",
          b"TYPE0", b"TYPE70000", b"\\#", b'""', b"3000000000", b"1h30",
          b"CLASS3", b"ALIAS", b"x" * 64, b"[AGE:1]", b"\x0b", b"AXFR"]


def damaged(seed, zone):
    """Return a file with one to three edits that may make it invalid."""
    file = valid(seed, zone)
    chance = random.Random(-seed)
    text = file.text
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + 1:]
        elif kind == 1:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 2:
            end = at + chance.randrange(20)
            text = text[:at] + text[end:]
        elif kind == 3:
            words = text.split(b" ")
            i = chance.randrange(len(words))
            words[i] = chance.choice(PIECES)
            text = b" ".join(words)
        elif kind == 4:
            words = text.split(b" ")
            i = chance.randrange(len(words))
            del words[i]
            text = b" ".join(words)
        elif chance.randrange(4) == 0:
            text = text[:max(at, 1)]
        if not text:
            text = b"\n"
    return File(text, file.features)
