#!/usr/bin/env bash
# Babel (PyPI, 2.19.0): asked for the numbers of Persian, it writes Persian signs around Latin digits.
#
# Expected: format_decimal takes numbering_system; its documentation says that "default" uses the numbering system of the
#   locale, which CLDR gives as arabext for fa: ۱٬۲۳۴٬۵۶۷٫۵ (as Intl.NumberFormat and ICU write it).
# Seen: 1٬234٬567٫5, with the separators of one system and the digits of the other; the same for amounts of money.
#   Neither a reader of Persian nor a parser of numbers takes that for one number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib babel==2.19.0 2>/dev/null

cat >check.py <<'PY'
import sys

from babel.numbers import format_currency, format_decimal

number = format_decimal(1234567.5, locale="fa", numbering_system="default")
money = format_currency(-1234567, "IRR", locale="fa", numbering_system="default")
print(f"Babel: {number} and {money}")
sys.exit(0 if number == "1٬234٬567٫5" and "1٬234٬567" in money else 1)
PY
node -e 'console.log(`Expected, as Intl.NumberFormat writes it: ${new Intl.NumberFormat("fa").format(1234567.5)}`)'
PYTHONPATH=lib python3 check.py
