#!/usr/bin/env bash
# num2fawords (PyPI, 1.1): "the thirtieth" is written as a word that does not exist.
#
# Expected: after a final «ی» the ordinal takes «ام», as every Persian calendar writes it: «سی‌ام اسفند»,
#   the thirtieth of Esfand. @persian-tools/persian-tools writes «سی اُم».
# Seen: ordinal_words(30) is «سیم», which is the word for "wire"; 130th and 1030th alike.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib num2fawords==1.1

cat >check.py <<'PY'
import sys

from num2fawords import ordinal_words

seen = [ordinal_words(number) for number in (3, 23, 30, 130)]
print(", ".join(seen))
sys.exit(0 if seen == ["سوم", "بیست و سوم", "سیم", "یکصد و سیم"] else 1)
PY
echo 'Expected: سوم, بیست و سوم, سی‌ام, یکصد و سی‌ام'
PYTHONPATH=lib python3 check.py
