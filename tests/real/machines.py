# SPDX-License-Identifier: MIT
"""What runs programs for other machines: Debian's packages of another
architecture below a directory, with qemu-user; and wine."""
import os
import pathlib
import subprocess


def debian(architecture, directory, *packages):
    """Extract packages of Debian for an architecture below a directory, apart
    from the packages of this machine; return the directory."""
    at = pathlib.Path(directory, architecture)
    for name in "state/lists/partial", "cache/archives/partial", "debs":
        (at / name).mkdir(parents=True)
    (at / "status").touch()
    (at / "apt.conf").write_text(f"""
        APT::Architecture "{architecture}";
        APT::Architectures {{ "{architecture}"; }};
        APT::Sandbox::User "root";
        Acquire::Languages "none";
        Dir::State "{at}/state";
        Dir::State::status "{at}/status";
        Dir::Cache "{at}/cache";
        """)
    environment = {**os.environ, "APT_CONFIG": str(at / "apt.conf")}
    for words in ["update", "-qq"], ["download", "-qq", *packages]:
        subprocess.run(["apt-get", *words], cwd=at / "debs", check=True,
                       env=environment, timeout=300)
    for path in (at / "debs").iterdir():
        subprocess.run(["dpkg-deb", "-x", path, at / "root"], check=True)
    return at / "root"


def wine(directory):
    """Return the environment of wine, whose files are below a directory."""
    return {"WINEPREFIX": f"{directory}/wine", "WINEDEBUG": "-all"}
