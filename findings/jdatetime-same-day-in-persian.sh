#!/usr/bin/env bash
# jdatetime (PyPI, 6.1.1): one day is not equal to itself once it is to be shown in Persian.
#
# Expected: the README says that aslocale() gives "the same timestamp, in a different locale"; a locale
#   is for strftime. Python's data model asks that equal things have equal hashes, and a date that is
#   neither before nor after another is expected to equal it.
# Seen: the hashes are equal, neither is less than the other, yet == is False. A look-up in a set or a
#   dict fails without a word for a date that came from a part of the program with another locale.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib jdatetime==6.1.1

cat >check.py <<'PY'
import sys

import jdatetime

plain = jdatetime.date(1403, 1, 1)
persian = plain.aslocale(jdatetime.FA_LOCALE)
seen = {
    "==": plain == persian,
    "<": plain < persian,
    ">": plain > persian,
    "same hash": hash(plain) == hash(persian),
    "found in a set": persian in {plain},
    "same Gregorian day": plain.togregorian() == persian.togregorian(),
}
for name, value in seen.items():
    print(f"{name}: {value}")
sys.exit(0 if list(seen.values()) == [False, False, False, True, False, True] else 1)
PY
echo 'Expected: == and "found in a set" are True.'
PYTHONPATH=lib python3 check.py
