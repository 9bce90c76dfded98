# SPDX-License-Identifier: MIT
"""Test documents, refusals, tables, and indexes out of range."""

import ctypes as c
import re
import unittest
import unittest.mock

import sesdomain
from sesdomain import Status
from sesdomain._lib import lib
from sesdomain._plan import NONE


def domain():
    made = sesdomain.Domain("anycompany.com", dmarc="v=DMARC1; p=none")
    made.add_instance(
        "1", "us-east-1", verification_token="x", dkim_tokens="a b c".split()
    )
    made.add_instance("2", "eu-west-1", mail_from="mail.anycompany.com")
    return made


def known():
    """Return a domain whose zone is empty."""
    made = domain()
    made.set_complete()
    return made


class Output(unittest.TestCase):
    def setUp(self):
        self.plan = known().plan()

    def test_one_document(self):
        for form in sesdomain.formats():
            with self.subTest(form.name):
                text = self.plan.text(form.name)
                self.assertEqual(list(self.plan.documents(form.name)), [text])
                self.assertTrue(text.endswith("\n"))
                self.assertIsNone(self.plan.refusal(form.name))

    def test_an_empty_document(self):
        self.assertEqual(sesdomain.Domain("a.test").plan().text("zone"), "")

    def test_several_documents(self):
        made = sesdomain.Domain("anycompany.com")
        for n in range(500):
            token = f"{n:032}"
            made.add_instance(
                str(n), "us-east-1", dkim_tokens=[token + x for x in "abc"]
            )
        plan = made.plan()
        documents = list(plan.documents("route53"))
        self.assertGreater(len(documents), 1)
        for document in documents:
            self.assertTrue(document.startswith("{"))
            self.assertTrue(document.endswith("}\n"))
        whole = "".join(documents)
        for rs in plan.recordsets:
            self.assertEqual(whole.count(f'"{rs.name}."'), 1)
        with self.assertRaisesRegex(ValueError, "several documents"):
            plan.text("route53")
        for i, document in enumerate(documents):
            self.assertEqual(plan.text("route53", i), document)
        for i in (len(documents), -1, 2**64):
            with self.assertRaisesRegex(sesdomain.Error, "no document"):
                plan.text("route53", i)

    def test_all_sets_of_a_name_are_in_one_document(self):
        made = sesdomain.Domain("anycompany.com")
        for n in range(900):
            made.add_instance(
                str(n), "us-east-1", mail_from=f"m{n}.anycompany.com"
            )
        made.set_complete()
        plan = made.plan()
        several = set()
        for form in sesdomain.formats():
            documents = list(plan.documents(form.name))
            if len(documents) == 1:
                continue
            several.add(form.name)
            names = [
                name
                for document in documents
                for name in set(re.findall(r"\bm\d+\b", document))
            ]
            with self.subTest(form.name):
                self.assertEqual(len(names), 900)
                self.assertEqual(len(set(names)), 900)
        self.assertEqual(
            several, {"route53", "nsupdate", "cloudflare", "gcloud"}
        )

    def test_no_comment_of_a_zone_file_ends_in_a_backslash(self):
        """NSD 4.12 would continue the comment in the next line."""
        made = sesdomain.Domain("anycompany.com")
        made.add_instance("1", "us-east-1", label="a\\", dkim_tokens=["b"])
        made.set_complete()
        self.assertTrue(
            made.plan().text("zone").startswith("; dkim: a\\ \nb._domainkey.")
        )

    def test_an_unknown_format(self):
        for call in ("text", "documents", "refusal"):
            with self.assertRaises(sesdomain.Error) as caught:
                getattr(self.plan, call)("Zone")
            self.assertEqual(caught.exception.status, Status.E_FORMAT)
            self.assertEqual(
                str(caught.exception), "Zone: no format or reader of that name"
            )

    def test_refusals(self):
        plan = domain().plan()
        refused = 0
        for form in sesdomain.formats():
            refusal = plan.refusal(form.name)
            if not refusal:
                continue
            refused += 1
            rs = refusal.recordset
            self.assertEqual(refusal.status, Status.E_PRIOR_UNKNOWN)
            self.assertIn(rs, plan.recordsets)
            self.assertIsNone(refusal.value)  # the reason is the whole set
            self.assertTrue(refusal.reason.isprintable())
            for call in (plan.text, plan.documents):
                with self.subTest(form.name), self.assertRaises(
                    sesdomain.Error
                ) as caught:
                    call(form.name)
                self.assertEqual(caught.exception.status, Status.E_PRIOR_UNKNOWN)
                self.assertEqual(
                    caught.exception.text,
                    f"{form.name}: {rs.name} {rs.type}: {refusal.reason}",
                )
        self.assertGreater(refused, 0)

    def test_a_conflict(self):
        def refuse(_plan, _format, recordset, value, reason):
            recordset._obj.value = value._obj.value = NONE
            reason._obj.value = b"a reason"
            return int(Status.E_CONFLICT)

        def write(*_):
            return int(Status.E_CONFLICT)

        with unittest.mock.patch.multiple(
            lib, plan_refusal=refuse, plan_write=write
        ):
            refusal = self.plan.refusal("zone")
            self.assertEqual(refusal.status, Status.E_CONFLICT)
            self.assertIsNone(refusal.recordset)  # findings mention them
            self.assertIsNone(refusal.value)
            with self.assertRaises(sesdomain.Error) as caught:
                self.plan.text("zone")
            self.assertEqual(caught.exception.text, "zone: a reason")


class Tables(unittest.TestCase):
    def test_formats(self):
        kinds = {form.name: form.kind for form in sesdomain.formats()}
        self.assertEqual(kinds["json"], "report")
        self.assertEqual(kinds["zone"], "fragment")
        self.assertEqual(kinds["route53"], "change")
        for form in sesdomain.formats():
            self.assertRegex(form.description, r"\w+ \w+")
            self.assertRegex(form.media_type, r"^\w+/[\w.+-]+")

    def test_readers(self):
        readers = {reader.name: reader for reader in sesdomain.readers()}
        self.assertIn("aws route53", readers["route53"].description)

    def test_providers(self):
        providers = {each.name: each for each in sesdomain.providers()}
        self.assertEqual(providers["godaddy"].title, "GoDaddy")
        page = providers["godaddy"].documentation
        self.assertTrue(page.startswith("https://"))

    def test_the_catalogue(self):
        entries = {entry.code: entry for entry in sesdomain.catalogue()}
        self.assertEqual(list(entries), sorted(entries))
        for finding in domain().plan().findings:
            entry = entries[finding.code]
            for name in ("severity", "fix", "source"):
                self.assertEqual(getattr(entry, name), getattr(finding, name))
            words = re.split(r"\{\w+\}", entry.message)
            for word in words:
                self.assertIn(word, finding.message)

    def test_options(self):
        options = {option.name: option for option in sesdomain.options()}
        self.assertEqual(options["dig.server"].default, "")
        self.assertIn("name server", options["dig.server"].description)

    def test_options_are_taken(self):
        made = sesdomain.Domain(
            "a.test", dmarc="v=DMARC1", options={"dig.server": "192.0.2.1#54"}
        )
        self.assertIn("@192.0.2.1 -p 54 ", made.plan().text("dig"))
        made.set_option("dig.server", None)
        self.assertNotIn("@", made.plan().text("dig"))

    def test_options_are_read(self):
        made = sesdomain.Domain("a.test")
        for option in sesdomain.options():
            self.assertEqual(made.option(option.name), option.default)
        made.set_option("dig.server", "192.0.2.1")
        self.assertEqual(made.option("dig.server"), "192.0.2.1")
        with self.assertRaises(sesdomain.Error) as caught:
            made.option("no.such")
        self.assertEqual(caught.exception.status, Status.E_OPTION)

    def test_regions(self):
        self.assertIn("us-east-1", sesdomain.regions())
        self.assertEqual(len(set(sesdomain.regions())), lib.region_count())

    def test_types(self):
        self.assertEqual(sesdomain.type_name(16), "TXT")
        self.assertEqual(sesdomain.type_name(4711), "TYPE4711")
        self.assertEqual(sesdomain.type_name(2**32 + 16), "TYPE4294967312")
        self.assertEqual(sesdomain.type_number("txt"), 16)
        self.assertEqual(sesdomain.type_number("TYPE4711"), 4711)
        self.assertRaises(sesdomain.Error, sesdomain.type_number, "no such")

    def test_version(self):
        numbers = [int(n) for n in sesdomain.version().split(".")]
        number = sesdomain.version_number()
        self.assertEqual(list(number.to_bytes(3, "big")), numbers)

    def test_features(self):
        self.assertIs(sesdomain.has_feature("no such feature"), False)
        self.assertIsInstance(sesdomain.has_feature("json"), bool)


class OutOfRange(unittest.TestCase):
    """Accessors return 0 or NULL for an index out of range."""

    def test_every_function_with_an_index(self):
        plan = domain().plan()
        pointer = plan._use().pointer
        rs = lib.plan_recordset(pointer, 0)
        length = c.c_size_t(4711)
        far = 2**64 - 1
        calls = [
            (lib.option_name, far),
            (lib.option_description, far),
            (lib.option_default, far),
            (lib.format_name, far),
            (lib.format_description, far),
            (lib.format_kind, far),
            (lib.region_name, far),
            (lib.plan_instance_label, pointer, 2),
            (lib.plan_instance_account, pointer, 2),
            (lib.plan_instance_region, pointer, 2),
            (lib.plan_instance_state, pointer, 2),
            (lib.plan_instance_ready, pointer, 2),
            (lib.plan_readiness, pointer, 2, 1),
            (lib.plan_readiness, pointer, 0, 6),
            (lib.plan_readiness_dns, pointer, 0, -1),
            (lib.plan_readiness_ses, pointer, 0, 4711),
            (lib.plan_recordset, pointer, far),
            (lib.plan_finding, pointer, far),
            (lib.recordset_value_op, rs, 1),
            (lib.recordset_value_purpose, rs, 1),
            (lib.recordset_value_text, rs, 1, c.byref(length)),
            (lib.recordset_value_rdata, rs, 1),
            (lib.recordset_value_instance_count, rs, 1),
            (lib.recordset_value_instance, rs, 0, 1),
            (lib.recordset_value_instance, rs, 1, 0),
        ]
        for function, *arguments in calls:
            with self.subTest(function.__name__):
                self.assertIn(function(*arguments), (0, None, 2**64 - 1))
        self.assertEqual(length.value, 0)


if __name__ == "__main__":
    unittest.main()
