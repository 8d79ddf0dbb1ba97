#!/usr/bin/env bash
# ics (PyPI, 0.7.3): a calendar that was read and written is in the Georgian calendar.
#
# Expected: RFC 5545 (3.7.1): CALSCALE may be left out, and its only value is GREGORIAN. A calendar without
#   the line stays without it, or gets that value.
# Seen: reading sets the scale to "georgian", and writing adds CALSCALE:GEORGIAN, a value that a strict
#   reader has to refuse. A calendar that was only made, not read, has no such line, so no test of a maker
#   of calendars shows it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib ics==0.7.3

cat >check.py <<'PY'
import sys

from ics import Calendar

made = Calendar().serialize()
written = Calendar(made).serialize()
print("made:", made.split(), "\nread and written:", written.split())
sys.exit(0 if "CALSCALE" not in made and "CALSCALE:GEORGIAN" in written.split() else 1)
PY
echo 'Expected: no CALSCALE, or CALSCALE:GREGORIAN.'
PYTHONPATH=lib python3 check.py
