#!/usr/bin/env bash
# isodate (PyPI, 0.7.2): the first of January 2027 is written as a day of the end of 2027.
#
# Expected: DATE_EXT_WEEK_COMPLETE is a format of ISO 8601. In a week date the year is that of the week (ISO
#   8601-1, 5.2.4; isocalendar() in Python): 2026-W53-5.
# Seen: the week of ISO beside the year of the calendar, 2027-W53-5, which parse_date() of the same package
#   reads as a day a year later. Likewise 30 December 2024, which is 2025-W01-1, comes back as 1 January 2024.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib isodate==0.7.2

cat >check.py <<'PY'
import sys
from datetime import date

from isodate import DATE_EXT_WEEK_COMPLETE, date_isoformat, parse_date

days = [date(2027, 1, 1), date(2024, 12, 30)]
seen = []
for day in days:
    text = date_isoformat(day, DATE_EXT_WEEK_COMPLETE)
    year, week, weekday = day.isocalendar()
    print(f"{day}: {text}, read again {parse_date(text)}; Python: {year}-W{week:02}-{weekday}")
    seen.append((text, str(parse_date(text))))
sys.exit(0 if seen == [("2027-W53-5", "2028-01-07"), ("2024-W01-1", "2024-01-01")] else 1)
PY
echo 'Expected: the same day again.'
PYTHONPATH=lib python3 check.py
