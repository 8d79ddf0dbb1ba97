#!/usr/bin/env bash
# cron-converter (PyPI, 2.0.2): a job of every half hour leaves out an hour in autumn, and runs twice at once in spring.
#
# Expected: the README ("About DST"): it works with a start that knows its zone. Every half hour is every half hour,
#   as it is when the same moment is given in UTC.
# Seen: the clock of the wall is counted on, from zoneinfo too. When the clocks go back there is nothing for an hour
#   and a half; when they go forward, half past two, which does not come, is the moment of half past three, and both run.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib cron-converter==2.0.2 tzdata==2026.6

cat >check.py <<'PY'
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from cron_converter import Cron

rome = ZoneInfo("Europe/Rome")


def minutes(start):
    schedule = Cron("*/30 * * * *").schedule(start)
    runs = [schedule.next() for _ in range(6)]
    print(", ".join(run.isoformat() for run in runs))
    moments = [run.astimezone(timezone.utc) for run in runs]
    return [int((later - earlier).total_seconds() // 60) for earlier, later in zip(moments, moments[1:])]


seen = []
for start in (datetime(2026, 10, 25, 1, 30, tzinfo=rome), datetime(2026, 3, 29, 1, 0, tzinfo=rome)):
    seen.append(minutes(start))
    print(f"minutes between: {seen[-1]}; with the start in UTC: {minutes(start.astimezone(timezone.utc))}")
sys.exit(0 if seen == [[30, 90, 30, 30, 30], [30, 30, -30, 30, 30]] else 1)
PY
echo 'Expected: 30 minutes between all runs.'
PYTHONPATH=lib python3 check.py
