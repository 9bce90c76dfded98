# SPDX-License-Identifier: MIT
"""Test the Debian packages: they build, reproducibly in different directories,
pass lintian, and work."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
# Debian's own: another python3 or meson in PATH belongs to no package
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
PACKAGES = {"libsesdomain0", "libsesdomain-dns0", "libsesdomain-dev",
            "python3-sesdomain", "sesdomain-tools"}
# The archive requires the number of a bug; there is none.
SUPPRESSED = "initial-upload-closes-no-bugs"


def run(*command, **options):
    done = subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        **{"env": ENVIRONMENT, "timeout": 600, **options})
    if done.returncode:
        raise AssertionError(f"{command}:\n{done.stdout[-4000:]}")
    return done.stdout


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Debian(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.at = pathlib.Path(place.name)
        cls.first = cls.build("one", TZ="UTC")
        cls.second = cls.build("another/place", TZ="Asia/Tokyo",
                               LC_ALL="C")

    @classmethod
    def build(cls, name, **environment):
        """Build in a directory; return the packages."""
        at = cls.at / name / "libsesdomain"
        shutil.copytree(SOURCE, at, ignore=shutil.ignore_patterns(
            "build*", ".git", "__pycache__", "subprojects"))
        shutil.copytree(at / "doc/packaging/debian", at / "debian")
        run("dpkg-buildpackage", "-us", "-uc", "-b", cwd=at,
            env={**ENVIRONMENT, "HOME": str(cls.at), **environment})
        return {path.name: path for path in at.parent.glob("*.deb")}

    def test_reproducible(self):
        def sums(built):
            return {name: hashlib.sha256(path.read_bytes()).hexdigest()
                    for name, path in built.items()}
        names = {name.split("_")[0] for name in self.first}
        self.assertEqual({n for n in names if not n.endswith("-dbgsym")},
                         PACKAGES)
        self.assertEqual(sums(self.first), sums(self.second))

    def test_lintian(self):
        changes, = (self.at / "one").glob("*.changes")
        said = run("lintian", "--allow-root", "--fail-on=error,warning",
                   f"--suppress-tags={SUPPRESSED}", changes)
        self.assertNotRegex(said, re.compile("^[EW]: ", re.M))

    def test_hardening(self):
        root = self.at / "hardened"
        for name, path in self.first.items():
            if "dbgsym" not in name:
                run("dpkg-deb", "-x", path, root)
        for library in root.glob("usr/lib/*/libsesdomain*.so.0"):
            said = run("readelf", "-dlW", library)
            self.assertIn("BIND_NOW", said)
            self.assertIn("GNU_RELRO", said)

    def test_autopkgtest(self):
        """Run the autopkgtest with the contents of the packages in a
        directory."""
        root = self.at / "root"
        for name, path in self.first.items():
            if "dbgsym" not in name:
                run("dpkg-deb", "-x", path, root)
        libraries, = root.glob("usr/lib/*-linux-gnu")
        (self.at / "tmp").mkdir()
        said = run("sh", SOURCE / "doc/packaging/debian/tests/readme",
                   cwd=SOURCE, env={
                       **ENVIRONMENT,
                       "PATH": f"{root}/usr/bin:{ENVIRONMENT['PATH']}",
                       "AUTOPKGTEST_TMP": str(self.at / "tmp"),
                       "LD_LIBRARY_PATH": str(libraries),
                       "PKG_CONFIG_PATH": str(libraries / "pkgconfig"),
                       "PKG_CONFIG_SYSROOT_DIR": str(root),
                       "PYTHONPATH":
                           str(root / "usr/lib/python3/dist-packages")})
        self.assertIn("_dmarc.anycompany.com.", said)


if __name__ == "__main__":
    unittest.main()
