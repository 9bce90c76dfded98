# SPDX-License-Identifier: MIT
"""A complete zone that includes a fragment: SOA, NS, and $INCLUDE."""

TTL = 3600
SOA = "ns--frame.{zone}. hostmaster--frame.{zone}. 1 3600 900 604800 300"

PLAIN = f"""\
$ORIGIN {{zone}}.
$TTL {TTL}
@ IN SOA {SOA}
@ IN NS ns--frame
ns--frame IN A 127.0.0.1
"""

# The including file may set its own origin and default TTL. They must not
# affect the fragment, and the fragment must not affect them.
BEFORE = """\
$ORIGIN elsewhere--frame.{zone}.
$TTL 77
before IN A 192.0.2.1
"""
AFTER = """\
after IN A 192.0.2.2
"""


def soa(zone):
    """Return the SOA of the zone, as a line."""
    return f"{zone}. {TTL} IN SOA {SOA.format(zone=zone)}\n"


def text(zone, path=None, elsewhere=False):
    """Return the text of a zone that includes the fragment at path."""
    include = f"$INCLUDE {path}\n" if path else ""
    if elsewhere:
        include = BEFORE + include + AFTER
    return (PLAIN + include).format(zone=zone)


def records(zone, elsewhere=False):
    """Return the records of the zone outside the fragment."""
    apex = zone + "."
    rows = [(apex, TTL, "SOA", SOA.format(zone=zone)),
            (apex, TTL, "NS", f"ns--frame.{apex}"),
            (f"ns--frame.{apex}", TTL, "A", "127.0.0.1")]
    if elsewhere:
        rows += [(f"before.elsewhere--frame.{apex}", 77, "A", "192.0.2.1"),
                 (f"after.elsewhere--frame.{apex}", 77, "A", "192.0.2.2")]
    return rows
