#!/usr/bin/env bash
# khayyam-jalali (PyPI, 3.0.20, released in April 2025): every day of 1404 (March 2025 to March 2026) is wrong by one.
#
# Expected: 1403 was a leap year and 1 Farvardin 1404 was 21 March 2025: Iran's official calendar, the
#   Persian calendar of ICU, jalaali-js, jdatetime 6.1.1 and persiantools 6.2.0 say so. A release of
#   April 2025 was made when Iran had already celebrated that day.
# Seen: the 2820-year arithmetic makes 1404 the leap year, so that 20 March 2025 is already
#   1 Farvardin 1404. The error heals by itself on 21 March 2026 and comes back in 1437.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib --no-deps \
  khayyam-jalali==3.0.20 rtl==0.4.3 persiantools==6.2.0 jdatetime==6.1.1 jalali-core==1.0.0

cat >check.py <<'PY'
import datetime
import sys

import jdatetime
import khayyam

seen = []
for day in ("2025-03-19", "2025-03-20", "2025-09-23", "2026-03-20", "2026-03-21"):
    date = datetime.date.fromisoformat(day)
    theirs = khayyam.JalaliDate(date).isoformat()
    print(f"{day}: khayyam {theirs}, jdatetime {jdatetime.date.fromgregorian(date=date).isoformat()}")
    seen.append(theirs)
expected = ["1403-12-29", "1404-01-01", "1404-07-02", "1404-12-30", "1405-01-01"]
sys.exit(0 if seen == expected else 1)
PY
echo 'Expected: the two agree on every line.'
PYTHONPATH=lib python3 check.py
