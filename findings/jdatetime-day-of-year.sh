#!/usr/bin/env bash
# jdatetime (PyPI, 6.1.1): strptime() accepts %j, the day of the year, and throws it away.
#
# Expected: the README says that the module follows the methods of Python's datetime exactly. There
#   strptime('2024-366', '%Y-%j') is 31 December, and jdatetime's own strftime writes %j rightly.
# Seen: strptime('1403-366', '%Y-%j') is 1 Farvardin for every day of the year, without an error, so
#   that a date written and read back with %j is lost.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib jdatetime==6.1.1

cat >check.py <<'PY'
import datetime
import sys

import jdatetime

print("datetime:", datetime.datetime.strptime("2024-366", "%Y-%j").date())
written = jdatetime.date(1403, 12, 30).strftime("%Y-%j")
read = jdatetime.datetime.strptime(written, "%Y-%j").date().isoformat()
print(f"jdatetime: 1403-12-30 is written as {written} and read as {read}")
sys.exit(0 if (written, read) == ("1403-366", "1403-01-01") else 1)
PY
echo 'Expected: 1403-12-30 is read back.'
PYTHONPATH=lib python3 check.py
