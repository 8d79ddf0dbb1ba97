#!/usr/bin/env bash
# cron-validator (PyPI, 1.0.8): every third month is March, June and September.
#
# Expected: it matches "unix cron expressions" (README). In a crontab the star is from the first to the last, and steps are
#   taken from the first (crontab(5)): */3 is January, April, July and October, */10 the days 1, 11, 21 and 31. If both the
#   day of the month and the day of the week are given, either is enough (the same).
# Seen: the values that can be divided are taken: no month in which a quarter begins, and December, which can be, is left
#   out. Both days are asked for: "0 0 1,15 * 5" never comes in December 2026, which has four Fridays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib cron-validator==1.0.8

cat >check.py <<'PY'
import sys
from datetime import datetime

from cron_validator import CronValidator

months = [month for month in range(1, 13) if CronValidator.match_datetime("0 0 1 */3 *", datetime(2026, month, 1))]
tens = [day for day in range(1, 32) if CronValidator.match_datetime("0 0 */10 * *", datetime(2026, 12, day))]
either = [day for day in range(1, 32) if CronValidator.match_datetime("0 0 1,15 * 5", datetime(2026, 12, day))]
print(f"*/3 as months: {months}; */10 as days: {tens}; 1,15 or Friday: {either}")
sys.exit(0 if (months, tens, either) == ([3, 6, 9], [10, 20, 30], []) else 1)
PY
echo 'Expected: [1, 4, 7, 10]; [1, 11, 21, 31]; [1, 4, 11, 15, 18, 25].'
PYTHONPATH=lib python3 check.py
