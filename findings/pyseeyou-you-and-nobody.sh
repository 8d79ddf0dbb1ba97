#!/usr/bin/env bash
# pyseeyou (PyPI, 1.0.2): with an offset, two people are "you".
#
# Expected: an explicit value is compared with the number as it was given, a plural form is chosen for the number less
#   the offset (ICU, PluralFormat, "Patterns and their interpretation"). intl-messageformat does so.
# Seen: the explicit value too is compared with the number less the offset, so that "you and one other" never comes
#   for two, and "nobody" comes for one. And the whole of an ordinal, selectordinal, is the word None.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund intl-messageformat@12.1.5 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pyseeyou==1.0.2

cat >check.mjs <<'JS'
import { IntlMessageFormat } from 'intl-messageformat';

const [, , text, number] = process.argv;
console.log(new IntlMessageFormat(text, 'en').format({ n: Number(number) }));
JS
cat >check.py <<'PY'
import subprocess
import sys

from pyseeyou import format

LIKES = "{n, plural, offset:1 =0{nobody} =1{you} one{you and one other} other{you and # others}}"
ORDINAL = "{n, selectordinal, one{#st} two{#nd} few{#rd} other{#th}}"
seen = []
for text, number in ((LIKES, 0), (LIKES, 1), (LIKES, 2), (LIKES, 3), (ORDINAL, 22)):
    other = subprocess.run(["node", "check.mjs", text, str(number)], capture_output=True, text=True, check=True)
    seen.append(format(text, {"n": number}, "en"))
    print(f"{number}: {seen[-1]}; JavaScript: {other.stdout.strip()}")
sys.exit(0 if seen[1:3] == ["nobody", "you"] and seen[4] == "None" else 1)
PY
echo 'Expected: the same twice.'
PYTHONPATH=lib python3 check.py
