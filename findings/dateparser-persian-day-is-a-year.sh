#!/usr/bin/env bash
# dateparser (PyPI, 1.5.0): «۳۰ نوامبر», 30 November, is in the year 2030.
#
# Expected: an incomplete date is completed from today, by the documented PREFER_DATES_FROM in the current
#   period. "30 November" and «30 نوفمبر» of English and Arabic are, and so is «۱ دسامبر», 1 December.
# Seen: in Persian a day that can be a year of two digits is one. 30 November is 30 November 2030, whatever
#   the year; «۱۲ مه», 12 May, is the 30th of May 2012, the 30th being today's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib dateparser==1.5.0

cat >check.py <<'PY'
import datetime
import sys

import dateparser

NOW = {"RELATIVE_BASE": datetime.datetime(2026, 11, 30, 10)}
texts = [("30 November", "en"), ("30 نوفمبر", "ar"), ("۳۰ نوامبر", "fa"), ("۱ دسامبر", "fa"), ("۱۲ مه", "fa")]
seen = [dateparser.parse(text, languages=[language], settings=NOW) for text, language in texts]
for (text, language), moment in zip(texts, seen):
    print(f"{text} ({language}): {moment and moment.date()}")
days = [str(moment.date()) for moment in seen]
sys.exit(0 if days == ["2026-11-30", "2026-11-30", "2030-11-30", "2026-12-01", "2012-05-30"] else 1)
PY
echo 'Expected: the year 2026 everywhere.'
PYTHONPATH=lib python3 check.py
