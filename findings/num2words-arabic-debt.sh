#!/usr/bin/env bash
# num2words (PyPI, 0.5.14): a debt of three riyals is «ريالاً», a coin without an amount.
#
# Expected: a sum below zero is put in words with "minus", as num2words does in Persian and English, and in
#   Arabic itself for the plain number: «سالب ثلاثة».
# Seen: to='currency' in Arabic drops the sign and the amount. -3 is one word, "riyal", and -100 too is only
#   the coin: a balance on a bill that says nothing, without an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib num2words==0.5.14

cat >check.py <<'PY'
import sys

from num2words import num2words

amounts = (3, -3, -100)
arabic = {amount: num2words(amount, lang="ar", to="currency") for amount in amounts}
persian = {amount: num2words(amount, lang="fa", to="currency") for amount in amounts}
for amount in amounts:
    print(f"{amount}: «{arabic[amount]}» in Arabic, «{persian[amount]}» in Persian")
plain = num2words(-3, lang="ar")
print(f"-3 without a currency: «{plain}»")
as_seen = arabic[-3] == "ريالاً" and arabic[-100] == "ريال" and "ثلاثة" in plain and "منفی سه" in persian[-3]
sys.exit(0 if as_seen else 1)
PY
echo 'Expected: three amounts in each language.'
PYTHONPATH=lib python3 check.py
