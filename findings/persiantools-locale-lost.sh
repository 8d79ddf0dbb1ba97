#!/usr/bin/env bash
# persiantools (PyPI, 6.2.0): a Persian date turns English the day after, and when it is copied.
#
# Expected: the README says that a date created with locale="fa" "renders itself with Persian digits
#   and names everywhere", that dates add timedeltas and that they can be pickled.
# Seen: date + timedelta, copy.copy and a pickle round trip all give locale "en" and Latin digits;
#   replace() keeps "fa". A report printed in a worker process (which receives pickles) changes
#   language.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib persiantools==6.2.0

cat >check.py <<'PY'
import copy
import datetime
import pickle
import sys

from persiantools.jdatetime import JalaliDate

day = JalaliDate(1403, 12, 1, locale="fa")
seen = {
    "the date": day,
    "replace(day=2)": day.replace(day=2),
    "+ one day": day + datetime.timedelta(days=1),
    "copy.copy": copy.copy(day),
    "pickled and read": pickle.loads(pickle.dumps(day)),
}
for name, date in seen.items():
    print(f"{name}: {date} ({date.locale})")
sys.exit(0 if [date.locale for date in seen.values()] == ["fa", "fa", "en", "en", "en"] else 1)
PY
echo 'Expected: "fa" on every line.'
PYTHONPATH=lib python3 check.py
