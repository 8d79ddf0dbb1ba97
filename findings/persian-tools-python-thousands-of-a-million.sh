#!/usr/bin/env bash
# persian-tools (PyPI, 0.0.11): it reads 123456789 in words as 123000456789.
#
# Expected: the README: convert_to_word() writes a number in Persian words, convert_from_word() reads such
#   words. What the first has written the second should read.
# Seen: the thousands behind a million are multiplied by that million and by the thousand: 2300000 is two
#   thousand million and more. And "هزار و چهارصد و سه", which everybody says for 1403, is 403.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib persian-tools==0.0.11

cat >check.py <<'PY'
import sys

from persian_tools import digits

numbers = [2000, 3000000, 2300000, 123456789]
seen = [digits.convert_from_word(digits.convert_to_word(number)) for number in numbers]
for number, read in zip(numbers, seen):
    print(f"{number}, {digits.convert_to_word(number)}, is read as {read}")
year = digits.convert_from_word("هزار و چهارصد و سه")
print(f"هزار و چهارصد و سه is read as {year}")
sys.exit(0 if seen == [2000, 3000000, 2000300000, 123000456789] and year == 403 else 1)
PY
echo 'Expected: the number again each time, and 1403.'
PYTHONPATH=lib python3 check.py
