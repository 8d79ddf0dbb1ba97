#!/usr/bin/env bash
# isodate (PyPI, 0.7.2): a year less a month is written as minus thirteen months.
#
# Expected: durations can be subtracted, and duration_isoformat() writes the result. P1Y less P1M are eleven
#   months: P11M, or an error if that cannot be written.
# Seen: -P1Y1M; read again it goes back thirteen months. A month less a day is -P1M1D. And two durations that are
#   equal, P1Y and P12M, have two hashes, so that a set keeps both (Python's data model, __hash__).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib isodate==0.7.2

cat >check.py <<'PY'
import sys
from datetime import date, timedelta

from isodate import duration_isoformat, parse_duration

less = parse_duration("P1Y") - parse_duration("P1M")
text = duration_isoformat(less)
start = date(2026, 12, 1)
print(f"{start} and {less!r}: {start + less}; written {text}: {start + parse_duration(text)}")
day = duration_isoformat(parse_duration("P1M") - timedelta(days=1))
year, months = parse_duration("P1Y"), parse_duration("P12M")
print(f"a month less a day: {day}; P1Y == P12M: {year == months}, in a set: {len({year, months})}")
sys.exit(0 if (text, day, year == months, len({year, months})) == ("-P1Y1M", "-P1M1D", True, 2) else 1)
PY
echo 'Expected: the same date twice, a month less a day is no minus, and a set of one.'
PYTHONPATH=lib python3 check.py
