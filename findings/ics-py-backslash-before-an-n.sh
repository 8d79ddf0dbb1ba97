#!/usr/bin/env bash
# ics (PyPI, 0.7.3): a name with a backslash before an n is broken in two lines when it is read back.
#
# Expected: RFC 5545 (3.3.11): a backslash is written twice, a line break as \n. So "C:\\new" is the text
#   "C:\new", and what the package itself has written it should read.
# Seen: it writes "C:\\new" rightly and reads it as "C:", a backslash, a line break and "ew". Written again,
#   the file has a line break that nobody typed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib ics==0.7.3

cat >check.py <<'PY'
import sys

from ics import Calendar, Event

event = Event(name="C:\\new", begin="2026-01-05T10:00:00Z", uid="1")
first = Calendar(events=[event]).serialize()
read = next(iter(Calendar(first).events))
again = Calendar(events=[read]).serialize()
lines = [line for text in (first, again) for line in text.splitlines() if line.startswith("SUMMARY")]
print(f"given {event.name!r}, written {lines[0]}, read {read.name!r}, written again {lines[1]}")
sys.exit(0 if lines == [r"SUMMARY:C:\\new", r"SUMMARY:C:\\\new"] and read.name == "C:\\\new" else 1)
PY
echo "Expected: read 'C:\\\\new', as given."
PYTHONPATH=lib python3 check.py
