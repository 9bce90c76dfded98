# SPDX-License-Identifier: MIT
"""Compare the schema of the setup document with the reader.

Needs python3-jsonschema.
"""

import copy
import json
import re
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None

import sesdomain
from setups import DIFFERENCES, FULL, VALUES, parent_of, with_value
from support import EXAMPLES, SOURCE

SCHEMA = json.loads((SOURCE / "doc/setup.schema.json").read_text())
OTHERS = (None, True, 7, 0.5, "?", [], {})


def pattern(_validator, expression, instance, _schema):
    """Match patterns of JSON Schema (ECMA-262): "$" matches only at the end,
    in Python also before a final newline."""
    expression = re.sub(r"\$$", r"\\Z", expression)
    if isinstance(instance, str) and not re.search(expression, instance):
        yield jsonschema.ValidationError(f"{instance!r}: {expression}")


def schema_takes(document):
    return VALIDATOR(SCHEMA).is_valid(document)


if jsonschema:
    VALIDATOR = jsonschema.validators.extend(
        jsonschema.Draft202012Validator, {"pattern": pattern}
    )


def reader_takes(document):
    try:
        sesdomain.Domain.from_setup(document)
    except sesdomain.Error:
        return False
    return True


def objects(document=FULL, keys=()):
    """Return the path of every object of the setup, as keys."""
    yield keys
    for key, value in document.items():
        if isinstance(value, dict):
            yield from objects(value, keys + (key,))
        elif key in ("instances", "existing", "dkim_keys"):
            for i, item in enumerate(value):
                yield from objects(item, keys + (key, i))


def mutations():
    """Return documents with one mistake, for each key and each object."""
    for keys in objects():
        document = copy.deepcopy(FULL)
        parent_of(document, keys + ("",))["extra"] = 1
        yield "/".join(map(str, keys + ("+extra",))), document
        for key in parent_of(FULL, keys + ("",)):
            for verb, change in (
                ("without", lambda o: o.pop(key)),
                ("misspelt", lambda o: o.update({key[:-1]: o.pop(key)})),
                ("capital", lambda o: o.update({key.upper(): o.pop(key)})),
                ("blank", lambda o: o.update({key + " ": o.pop(key)})),
                *(
                    (json.dumps(x), lambda o, x=x: o.update({key: x}))
                    for x in OTHERS
                ),
            ):
                document = copy.deepcopy(FULL)
                change(parent_of(document, keys + ("",)))
                yield "/".join(map(str, keys + (key, verb))), document


def properties(schema):
    """Return every property that a schema names, with its own schema."""
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if isinstance(schema, dict):
        properties_here = schema.get("properties", {})
        yield from properties_here.items()
        for keyword, value in schema.items():
            if keyword not in ("if", "then", "not"):
                yield from properties(value)


@unittest.skipUnless(jsonschema, "needs python3-jsonschema")
@unittest.skipUnless(sesdomain.has_feature("idn"), "built without libidn2")
class Schema(unittest.TestCase):
    def test_it_is_a_schema(self):
        VALIDATOR.check_schema(SCHEMA)

    def test_examples(self):
        for example in EXAMPLES:
            for path in example.glob("setup*.json"):
                with self.subTest(path):
                    document = json.loads(path.read_text())
                    self.assertTrue(schema_takes(document))
                    self.assertTrue(reader_takes(document))

    def test_the_full_document(self):
        self.assertTrue(schema_takes(FULL))
        self.assertTrue(reader_takes(FULL))

    def test_values_other_than_objects(self):
        for value in (None, True, 7, "a.test", [], [FULL]):
            self.assertFalse(schema_takes(value))
            self.assertFalse(reader_takes(json.dumps(value)))

    def test_slips(self):
        refused = 0
        for name, document in mutations():
            if name == "instances/0/receiving/true":
                continue  # keys of the first edition, see test_nested.py
            with self.subTest(name):
                taken = schema_takes(document)
                refused += not taken
                self.assertEqual(reader_takes(document), taken)
        self.assertGreater(refused, 200)

    def test_required_keys(self):
        missing = {
            name
            for name, document in mutations()
            if name.endswith("/without") and not schema_takes(document)
        }
        self.assertEqual(
            missing,
            {
                "domain/without",
                "instances/0/account/without",
                "instances/0/region/without",
                "instances/0/dkim_keys/0/selector/without",
                "existing/0/name/without",
                "existing/0/type/without",
                "existing/0/rdata/without",
                "existing/1/name/without",
                "existing/1/type/without",
                "existing/1/failed/without",
                "instances/0/receiving/name/without",
                "instances/0/tracking/name/without",
            },
        )

    def test_values_taken(self):
        for path, (good, _) in VALUES.items():
            for value in good:
                with self.subTest(path, value=value):
                    document = with_value(path, value)
                    self.assertTrue(schema_takes(document), "schema")
                    self.assertTrue(reader_takes(document), "reader")

    def test_values_refused(self):
        for path, (_, bad) in VALUES.items():
            for value in bad:
                with self.subTest(path, value=value):
                    document = with_value(path, value)
                    self.assertFalse(schema_takes(document), "schema")
                    self.assertFalse(reader_takes(document), "reader")

    def test_known_differences(self):
        for why, path, value, taken in DIFFERENCES:
            with self.subTest(why, path=path, value=value):
                document = with_value(path, value)
                self.assertEqual(schema_takes(document), taken, "schema")
                self.assertEqual(reader_takes(document), not taken, "reader")

    def test_a_key_twice(self):
        # duplicate keys are lost before a schema sees the document
        text = '{"domain": "a.test", "domain": "a.test"}'
        self.assertTrue(schema_takes(json.loads(text)))
        self.assertFalse(reader_takes(text))


class Completeness(unittest.TestCase):
    def test_every_value_is_tried(self):
        paths = {
            "/".join(map(str, keys + (key,)))
            for keys in objects()
            for key in parent_of(FULL, keys + ("",))
        }
        again = {"existing/1/name", "existing/1/type"}  # like existing/0
        self.assertEqual(set(VALUES), paths - again)

    def test_every_key_is_in_the_full_document(self):
        here = {
            key for keys in objects() for key in parent_of(FULL, keys + ("",))
        }
        self.assertEqual({name for name, _ in properties(SCHEMA)}, here)

    def test_every_key_of_the_reader_is_in_the_schema(self):
        files = (SOURCE / "lib/read").glob("setup*.c")
        source = "".join(file.read_text() for file in files)
        keys = set(re.findall(r'\{ "(\w+)", JSON_KIND_', source))
        options = {option.name for option in sesdomain.options()}
        self.assertGreater(len(keys), 15)
        self.assertEqual(
            {name for name, _ in properties(SCHEMA)}, keys | options
        )

    def test_every_key_is_described(self):
        for name, schema in properties(SCHEMA):
            self.assertRegex(schema.get("description", ""), r"\w{3}", name)

    def test_providers(self):
        self.assertEqual(
            SCHEMA["properties"]["provider"]["enum"],
            [provider.name for provider in sesdomain.providers()],
        )

    def test_defaults_of_options(self):
        of_options = SCHEMA["properties"]["options"]["properties"]
        for option in sesdomain.options():
            self.assertEqual(
                of_options[option.name]["default"], option.default
            )


if __name__ == "__main__":
    unittest.main()
