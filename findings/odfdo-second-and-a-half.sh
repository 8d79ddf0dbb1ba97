#!/usr/bin/env bash
# odfdo (PyPI, 3.27.3): a second and a half is read as fifteen seconds.
#
# Expected: office:time-value is a duration of XML Schema (OpenDocument 1.3, part 3), whose seconds may have a
#   fraction (XML Schema 1.1, part 2, 3.3.6). Spreadsheets write one: PT08H30M00.500000S.
# Seen: the point is passed over and its digits are counted to the seconds: half past eight and half a second are six
#   days and three hours. A month, P1M, is a minute. What it writes itself has lost the fraction.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib odfdo==3.27.3

cat >check.py <<'PY'
import sys
from datetime import timedelta

from odfdo import Cell, Element

CELL = '<table:table-cell office:value-type="time" office:time-value="%s"/>'
seen = []
for text in ("PT00H00M01S", "PT00H00M01.5S", "PT08H30M00.500000S", "P1M"):
    value = Element.from_tag(CELL % text).value
    print(f"{text}: {value}")
    seen.append(str(value))
again = Cell(timedelta(seconds=1.5)).value
print(f"written by itself: {again}")
seen.append(str(again))
sys.exit(0 if seen == ["0:00:01", "0:00:15", "6 days, 3:23:20", "0:01:00", "0:00:01"] else 1)
PY
echo 'Expected: 0:00:01, 0:00:01.500000, 8:30:00.500000, no minute, 0:00:01.500000.'
PYTHONPATH=lib python3 check.py
