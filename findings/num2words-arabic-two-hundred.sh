#!/usr/bin/env bash
# num2words (PyPI, 0.5.14): two hundred and two thousand are half a phrase in Arabic.
#
# Expected: ar is among the languages of the README. The dual has two endings in Arabic: «مئتان» alone, and
#   «مئتا» only before the noun that is counted, as "two hundred requests".
# Seen: alone too it is «مئتا», «ألفا» and «مليونا», which leave a reader waiting for the noun; with one more
#   to count, 201, it is «مئتان» as it should be.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib num2words==0.5.14

cat >check.py <<'PY'
import sys

from num2words import num2words

numbers = {200: "مئتان", 2000: "ألفان", 2_000_000: "مليونان"}
seen = {number: num2words(number, lang="ar") for number in numbers}
for number, expected in numbers.items():
    print(f"{number}: «{seen[number]}», alone it is «{expected}»")
more = num2words(201, lang="ar")
print(f"201: «{more}»")
sys.exit(0 if list(seen.values()) == ["مئتا", "ألفا", "مليونا"] and more.startswith("مئتان") else 1)
PY
echo 'Expected: مئتان, ألفان, مليونان.'
PYTHONPATH=lib python3 check.py
