#!/usr/bin/env bash
# ghnum (PyPI, 1.1.3): «یکصد», one hundred, is nothing, and with a half-space it is a hundred and one.
#
# Expected: the README: it turns Persian number words into numbers and sees to half-spaces. «یکصد» and
#   «یک‌صد» are how deeds, cheques and letters of offices write 100, so that nothing can be put before it.
# Seen: the first is 0, the other 101; «یکصد و بیست» is 20. «صد» alone and «یک هزار» are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib ghnum==1.1.3

cat >check.py <<'PY'
import sys

from ghNum import PersianTextToNumber

convert = PersianTextToNumber().convert
words = ["صد", "یک هزار", "یکصد", "یک\u200cصد", "یکصد و بیست"]
seen = [convert(word) for word in words]
print(", ".join(f"{word}: {number}" for word, number in zip(words, seen)))
sys.exit(0 if seen == [100, 1000, 0, 101, 20] else 1)
PY
echo 'Expected: 100, 1000, 100, 100, 120.'
PYTHONPATH=lib python3 check.py
