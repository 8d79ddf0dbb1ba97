#!/usr/bin/env bash
# farsi-number-words (PyPI, 1.0.0): 0.05 in words is "zero point five", 1.5 is "one point fifty".
#
# Expected: behind «ممیز» Persian says the fraction as a number and then of what, «پنج صدم» or «پنجاه صدم»; or
#   it says the digits one by one, the zero too. Without that word «صفر ممیز پنج» is 0.5.
# Seen: the fraction is made to hundredths and said as a bare number, so that 0.05 is what everybody writes
#   down as 0.5, and 0.5 is "zero point fifty".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib farsi-number-words==1.0.0

cat >check.py <<'PY'
import sys

from farsi_number import NumberToWords

words = NumberToWords()
seen = [words.convert(number) for number in (0.05, 0.5, 2.75)]
print("0.05, 0.5, 2.75:", "; ".join(seen))
sys.exit(0 if seen == ["صفر ممیز پنج", "صفر ممیز پنجاه", "دو ممیز هفتاد و پنج"] else 1)
PY
echo 'Expected: صفر ممیز پنج صدم (or a zero before the five).'
PYTHONPATH=lib python3 check.py
