# SPDX-License-Identifier: MIT
"""Compare the library's JSON reader with Python's: both accept random and
damaged documents with the same values, or both refuse them."""

import json
import os
import random
import subprocess
import unittest
from pathlib import Path

PROGRAM = os.environ.get("SESDOMAIN_JSON_VERDICT")
EXAMPLES = Path(os.environ["SESDOMAIN_SOURCE"]) / "examples/data"
DOCUMENTS = 20_000
FRACTION = object()
TOKENS = [
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"1", b"-", b"+",
    b".", b"e", b"\n", b" ", b"\t", b"\f", b"\x00", b"\x1f", b"\x7f", b"\x80",
    b"\xc0\xaf", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff",
    b"\\u0000", b"\\ud800", b"\\udfff", b"\\u00e9", b"null", b"NaN", b"'",
    b"Infinity", b"\xef\xbb\xbf", b"\xc2\xa0", b"0.5", b"9223372036854775808",
]  # fmt: skip


class Refused(Exception):
    pass


def members(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise Refused("a key that is there twice")
    for key in keys:
        string(key)
    return [(key, string(value)) for key, value in pairs]


def string(value):
    """Refuse the same strings as the library."""
    if isinstance(value, str) and (
        "\0" in value or any("\ud800" <= c <= "\udfff" for c in value)
    ):
        raise Refused("NUL, or half of a surrogate pair")
    if isinstance(value, list):
        for item in value:
            string(item)
    return value


def integer(text):
    if len(text) > 20 or not -(2**63) <= int(text) < 2**63:
        raise Refused("a large number")
    return int(text)


def constant(text):
    raise Refused(text)


def theirs(text):
    """Return the value that Python reads, or None in a list if the text is
    refused."""
    try:
        return [string(json.loads(
            text.decode("utf-8-sig"), object_pairs_hook=members,
            parse_int=integer, parse_float=lambda _: FRACTION,
            parse_constant=constant,
        ))]  # fmt: skip
    except (ValueError, Refused, RecursionError):
        return None


def mine(line):
    if line.startswith(b"!"):
        return None
    return [json.loads(
        line, object_pairs_hook=lambda pairs: pairs,
        parse_float=lambda _: FRACTION,
    )]  # fmt: skip


def value(chance, depth):
    if depth == 0 or chance.random() < 0.3:
        return chance.choice([
            None, True, False, 0, -1, 2**63 - 1, -(2**63), 2**63, 0.25, 1e300,
            "", "a", "\n\"\\/", "é€\U0001f600", "\x7f\u2028", "x" * 30,
        ])  # fmt: skip
    count = chance.randrange(6)
    if chance.random() < 0.5:
        return [value(chance, depth - 1) for _ in range(count)]
    return {
        chance.choice("abcdefghij\n\"é") * chance.randrange(3):
        value(chance, depth - 1) for _ in range(count)
    }  # fmt: skip


def change(chance, text):
    at = chance.randrange(len(text) + 1)
    end = at + chance.choice([0, 0, 1, 2])
    return text[:at] + chance.choice([b"", *TOKENS]) + text[end:]


def make(chance, files):
    if chance.random() < 0.1:
        text = chance.choice(files)
    else:
        text = json.dumps(
            value(chance, chance.randrange(5)),
            ensure_ascii=chance.random() < 0.5,
            indent=chance.choice([None, 1]),
        ).encode()
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        text = change(chance, text)
    return text


@unittest.skipUnless(PROGRAM, "SESDOMAIN_JSON_VERDICT is not set")
class Python(unittest.TestCase):
    def test_the_same_values_or_none(self):
        chance = random.Random(8259)
        files = [path.read_bytes() for path in EXAMPLES.rglob("*.json")]
        texts = [make(chance, files) for _ in range(DOCUMENTS)]
        lines = subprocess.run(
            [PROGRAM],
            input=b"".join(b"%d\n%s" % (len(t), t) for t in texts),
            capture_output=True,
            check=True,
        ).stdout.splitlines()
        self.assertEqual(len(lines), len(texts))
        accepted = 0
        for text, line in zip(texts, lines):
            expected = theirs(text)
            accepted += expected is not None
            self.assertEqual(mine(line), expected, (text, line))
        self.assertGreater(accepted, DOCUMENTS / 4)
        self.assertLess(accepted, DOCUMENTS * 3 / 4)


if __name__ == "__main__":
    unittest.main()
