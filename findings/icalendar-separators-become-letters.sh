#!/usr/bin/env bash
# icalendar (PyPI, 7.3.0): three resources of an event are one after reading and writing it.
#
# Expected: RFC 5545 (3.8.1.10): RESOURCES is a list, and the comma between two of them is written as it is.
#   REQUEST-STATUS (3.8.8.3) is a code, a text and data with semicolons between them. CATEGORIES, a list of
#   the same form, is read and written well.
# Seen: both are taken for one text, so that their separators come out escaped, as letters of it: a reader
#   that obeys the RFC finds one resource with commas in its name, and a status code "2.0;Success".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib icalendar==7.3.0

cat >check.py <<'PY'
import sys

from icalendar import Event

LINES = ["CATEGORIES:ROADS,LIGHTS", "RESOURCES:LADDER,LORRY,CRANE", "REQUEST-STATUS:2.0;Success"]
text = "\r\n".join(["BEGIN:VEVENT", *LINES, "END:VEVENT", ""])
written = Event.from_ical(text).to_ical().decode().split("\r\n")
for line in LINES:
    print(line, "becomes", next(other for other in written if other.split(":")[0] == line.split(":")[0]))
expected = {"CATEGORIES:ROADS,LIGHTS", "RESOURCES:LADDER\\,LORRY\\,CRANE", "REQUEST-STATUS:2.0\\;Success"}
sys.exit(0 if expected < set(written) else 1)
PY
echo 'Expected: three lines that stay as they are.'
PYTHONPATH=lib python3 check.py
