# SPDX-License-Identifier: MIT
"""Test that route53.py, which checks change batches, finds every kind of
error."""
import copy
import unittest

import route53


def change(name, kind, *values, action="CREATE"):
    return {"Action": action, "ResourceRecordSet": {
        "Name": f"{name}.example.com.", "Type": kind, "TTL": 60,
        "ResourceRecords": [{"Value": value} for value in values]}}


GOOD = [
    {"Comment": "the first", "Changes": [
        change("_amazonses", "TXT", '"one="', '"two="'),
        change("a._domainkey", "CNAME", "a.dkim.example.org."),
        change("mail", "MX", "10 feedback.example.org."),
        change("mail", "TXT", '"v=spf1 include:example.org ~all"')]},
    {"Changes": [
        change("b._domainkey", "CNAME", "b.dkim.example.org")]},
]


def value(kind, *texts):
    """Replace the values of the first set of a type."""
    def spoil(batches):
        for made in batches[0]["Changes"]:
            if made["ResourceRecordSet"]["Type"] == kind:
                made["ResourceRecordSet"]["ResourceRecords"] = [
                    {"Value": text} for text in texts]
                break
    return spoil


def member(**members):
    """Change members of the CNAME of the first batch."""
    def spoil(batches):
        batches[0]["Changes"][1]["ResourceRecordSet"].update(members)
    return spoil


def action(word):
    def spoil(batches):
        batches[0]["Changes"][0]["Action"] = word
    return spoil


def add(*changes, to=0):
    def spoil(batches):
        batches[to]["Changes"] += changes
    return spoil


def only(*changes):
    def spoil(batches):
        batches[:] = [{"Changes": list(changes)}]
    return spoil


def many(count, **keywords):
    """Make count sets of one record."""
    return only(*(change(f"n{i}", "TXT", '"x"', **keywords)
                  for i in range(count)))


def long(count, **keywords):
    """Make count values of 1,000 characters."""
    text = " ".join(['"' + "x" * 197 + '"'] * 4 + ['"' + "x" * 198 + '"'])
    return only(*(change(f"n{i}", "TXT", text, **keywords)
                  for i in range(count)))


def comment(text):
    return lambda batches: batches[0].update(Comment=text)


CASES = {  # modification of good batches, expected complaint or None
    "good": (lambda batches: None, None),
    "no changes": (only(), "Changes"),
    "unknown member": (member(Ttl=60), "Unknown parameter"),
    "TTL as text": (member(TTL="60"), "Invalid type"),
    "TTL below 0": (member(TTL=-1), "Invalid value"),
    "greatest TTL": (member(TTL=2 ** 31 - 1), None),
    "TTL over that": (member(TTL=2 ** 31), "TTL: too large"),
    "comment of 256": (comment("é" * 256), None),
    "comment of 257": (comment("é" * 257), "Comment: too long"),
    "unknown action": (action("ADD"), "Action: not one of"),
    "unknown type": (member(Type="CNAMES"), "Type: not one of"),
    "type not ours": (member(Type="SPF"), "not a type of ours"),
    "no values": (value("TXT"), "ResourceRecords"),

    "no quotes": (value("TXT", "one="), "not a TXT"),
    "one quote": (value("TXT", '"one='), "not a TXT"),
    "quote inside": (value("TXT", '"o"ne"'), "not a TXT"),
    "slash inside": (value("TXT", '"o\\ne"'), "not a TXT"),
    "both escaped": (value("TXT", '"o\\"n\\\\e"'), None),
    "octal escape": (value("TXT", '"\\377"'), None),
    "over an octet": (value("TXT", '"\\400"'), "not a TXT"),
    "decimal escape": (value("TXT", '"\\195"'), "not a TXT"),
    "raw octets": (value("TXT", '"é"'), "not a TXT"),
    "a control": (value("TXT", '"\t"'), "not a TXT"),
    "two strings": (value("TXT", '"a" "b"'), None),
    "no space between": (value("TXT", '"a""b"'), "not a TXT"),
    "two spaces between": (value("TXT", '"a"  "b"'), "not a TXT"),
    "space after": (value("TXT", '"a" '), "not a TXT"),
    "string of 255": (value("TXT", '"' + "\\351" * 255 + '"'), None),
    "string of 256": (value("TXT", '"' + "\\351" * 256 + '"'),
                      "over 255 octets"),
    "value of 4019": (value("TXT", " ".join(['"' + "x" * 198 + '"'] * 20)),
                      "Value: too long"),
    "CNAME with blank": (value("CNAME", "a b"), "not a CNAME"),
    "MX without number": (value("MX", "a.example"), "not a MX"),
    "two CNAMEs": (value("CNAME", "a.example.", "b.example."),
                   "several CNAMEs"),
    "value twice": (value("TXT", '"a"', '"a"'), "a value twice"),
    "set of 400": (value("TXT", *(f'"{i}"' for i in range(400))), None),
    "set of 401": (value("TXT", *(f'"{i}"' for i in range(401))),
                   "too many records in the set"),

    "relative name": (member(Name="a.example.com"), "not absolute"),
    "odd name": (member(Name="a b.example.com."), "not a name"),
    "foreign name": (member(Name="a.example.org."), "not in the zone"),
    "name alike": (member(Name="notexample.com."), "not in the zone"),
    "the apex": (only({**change("x", "TXT", '"x"'), "ResourceRecordSet": {
        **change("x", "TXT", '"x"')["ResourceRecordSet"],
        "Name": "example.com."}}), None),

    "set twice": (add(GOOD[0]["Changes"][0]), "it exists"),
    "batch twice": (lambda batches: batches.append(batches[0]), "it exists"),
    "beside a CNAME": (add(change("a._domainkey", "TXT", '"x"')),
                       "beside a CNAME"),
    "name in two batches": (add(change(
        "mail", "MX", "10 feedback.example.org.", action="DELETE"), to=1),
        "in several batches: mail"),
    "deletes nothing": (action("DELETE"), "not there, or not so"),
    "deletes other values": (
        add(change("mail", "MX", "20 other.example.", action="DELETE")),
        "not there, or not so"),
    "deletes too little": (
        add(change("_amazonses", "TXT", '"one="', action="DELETE"), to=1),
        "not there, or not so"),
    "deletes too much": (
        add(change("mail", "MX", "10 feedback.example.org.", "20 b.example.",
                   action="DELETE")), "not there, or not so"),
    "deletes twice": (
        add(*2 * [change("mail", "MX", "10 feedback.example.org.",
                         action="DELETE")]), "deleted twice"),
    "replaces": (
        add(change("mail", "MX", "10 feedback.example.org.",
                   action="DELETE"),
            change("mail", "MX", "20 other.example.")), None),
    "upserts": (add(change("mail", "MX", "20 other.example.",
                           action="UPSERT")), None),

    "1000 records": (many(1000), None),
    "1001 records": (many(1001), "1001 records in a batch"),
    "500 put over others": (many(500, action="UPSERT"), None),
    "501 put over others": (many(501, action="UPSERT"),
                            "1002 records in a batch"),
    "32000 characters": (long(32), None),
    "33000 characters": (long(33), "33000 characters in a batch"),
    "34000 put over others": (long(17, action="UPSERT"),
                              "34000 characters in a batch"),
}


class Checker(unittest.TestCase):

    def test_cases(self):
        for what, (spoil, said) in CASES.items():
            with self.subTest(what=what):
                batches = copy.deepcopy(GOOD)
                spoil(batches)
                _, complaints = route53.check(batches, "example.com")
                if said is None:
                    self.assertEqual(complaints, [])
                else:
                    self.assertRegex("\n".join(complaints), said)

    def test_held_records(self):
        held, _ = route53.check(GOOD, "example.com")
        self.assertEqual(held, {
            ("_amazonses.example.com.", "TXT"): (60, ['"one="', '"two="']),
            ("a._domainkey.example.com.", "CNAME"):
                (60, ["a.dkim.example.org."]),
            ("b._domainkey.example.com.", "CNAME"):
                (60, ["b.dkim.example.org"]),
            ("mail.example.com.", "MX"): (60, ["10 feedback.example.org."]),
            ("mail.example.com.", "TXT"):
                (60, ['"v=spf1 include:example.org ~all"']),
        })

    def test_batch_is_atomic(self):
        held, _ = route53.check(GOOD, "example.com")
        mx = change("mail", "MX", "10 feedback.example.org.", action="DELETE")
        late = copy.deepcopy(mx)
        late["ResourceRecordSet"]["TTL"] = 61
        for wrong in (late, change("a._domainkey", "A", "192.0.2.1"), mx):
            left, complaints = route53.submit(
                {"Changes": [mx, wrong]}, "example.com", held)
            self.assertEqual(len(complaints), 1)
            self.assertEqual(left, held)
        left, complaints = route53.submit({"Changes": [mx]}, "example.com",
                                          held)
        self.assertEqual(complaints, [])
        self.assertEqual(set(held) - set(left), {("mail.example.com.", "MX")})

    def test_strings(self):
        self.assertEqual(route53.strings(r'"a\"\\ \351\000" ""'),
                         [b'a"\\ \xe9\0', b""])
        self.assertEqual(route53.unescape(r'"a\"\\ \233\000" ""'),
                         [b'a"\\ \xe9\0', b""])


if __name__ == "__main__":
    unittest.main()
