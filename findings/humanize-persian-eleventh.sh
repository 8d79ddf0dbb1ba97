#!/usr/bin/env bash
# humanize (PyPI, 4.17.0): the eleventh is «11صفرمین» in Persian, "11 zeroth", and «11 صفر» in Arabic.
#
# Expected: ordinal() adds to the number what its language adds, as "11th" in English: in Persian «11ام» or
#   the word «یازدهم». fa_IR and ar are among the languages of the README.
# Seen: the ending is that of the last digit, and of zero for 11 to 13, which makes "th" in English. The
#   translations put whole words there: 4 is «4چهارمین», "4fourth", and 11 the zeroth.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib humanize==4.17.0

cat >check.py <<'PY'
import sys

import humanize

seen = {}
for language in ("en_US", "fa_IR", "ar"):
    humanize.i18n.activate(language) if language != "en_US" else humanize.i18n.deactivate()
    seen[language] = [humanize.ordinal(number) for number in (4, 10, 11, 12)]
    print(f"{language}: {', '.join(seen[language])}")
as_seen = seen["fa_IR"] == ["4چهارمین", "10صفرمین", "11صفرمین", "12صفرمین"] and seen["ar"][2] == "11 صفر"
sys.exit(0 if as_seen else 1)
PY
echo 'Expected: an ordinal of eleven in each language.'
PYTHONPATH=lib python3 check.py
