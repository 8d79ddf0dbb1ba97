#!/usr/bin/env bash
# persiantools (PyPI, 6.2.0): the date() of a Jalali datetime is a Gregorian date.
#
# Expected: the README says that whoever knows datetime.datetime knows JalaliDateTime, with the same
#   operations. There date() gives the same year, month and day without the time, so
#   JalaliDateTime(1403, 12, 30, 5).date() should be JalaliDate(1403, 12, 30).
# Seen: datetime.date(2025, 3, 20). The year jumps by 621 without an error; the Jalali date is
#   jalali_date(), which the README does not mention.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib persiantools==6.2.0

cat >check.py <<'PY'
import datetime
import sys

from persiantools.jdatetime import JalaliDate, JalaliDateTime

moment = JalaliDateTime(1403, 12, 30, 5)
print("moment.year:", moment.year)
print("moment.date():", repr(moment.date()))
print("moment.jalali_date():", repr(moment.jalali_date()))
same = type(moment.date()) is datetime.date and moment.date().year == 2025
sys.exit(0 if same and moment.jalali_date() == JalaliDate(1403, 12, 30) else 1)
PY
echo 'Expected: date() is 30 Esfand 1403.'
PYTHONPATH=lib python3 check.py
