#!/usr/bin/env bash
# pycron (PyPI, 3.3.0): Sunday as the seventh day never comes, and from Saturday to Wednesday is Saturday.
#
# Expected: in a crontab 0 and 7 are Sunday (crontab(5), "day of week"), so that 5-7 is Friday to Sunday. The package
#   takes names of days too, and its source has a case for ranges that go over the end of the week.
# Seen: 7 matches no day, 5-7 loses the Sunday, sat-wed has only the Saturday: a working week of Iran with one
#   day. Nothing says so; a range like that from Sunday on, sun-wed, is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pycron==3.3.0

cat >check.py <<'PY'
import sys
from datetime import datetime

import pycron

seen = []
for days in ("sun-wed", "7", "5-7", "sat-wed"):
    moments = (datetime(2026, 12, day) for day in range(5, 12))
    seen.append(" ".join(moment.strftime("%a") for moment in moments if pycron.is_now(f"0 0 * * {days}", moment)))
    print(f"{days}: {seen[-1] or 'never'}")
sys.exit(0 if seen == ["Sun Mon Tue Wed", "", "Fri", "Sat"] or seen == ["Sun Mon Tue Wed", "", "Sat Fri", "Sat"] else 1)
PY
echo 'Expected: Sun Mon Tue Wed; Sun; Fri Sat Sun; Sat Sun Mon Tue Wed.'
PYTHONPATH=lib python3 check.py
