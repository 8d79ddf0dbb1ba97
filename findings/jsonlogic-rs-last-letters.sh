#!/usr/bin/env bash
# jsonlogic-rs (PyPI, 0.5.0): the last three letters of a Persian word are nothing.
#
# Expected: jsonlogic.com documents "substr" with a negative start as counting from the end of the text, and
#   the README says that all its operations are implemented and pass the shared tests.
# Seen: an empty text. From the end it counts bytes, of which these letters have two each, and then cuts by
#   letters: -9 gives the last three. From the front the same word is cut well, and English is from both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib jsonlogic-rs==0.5.0

cat >check.py <<'PY'
import sys

import jsonlogic_rs

words = {"street": -3, "خیابان": -3, "درخواست": -5}
seen = {word: jsonlogic_rs.apply({"substr": [word, start]}) for word, start in words.items()}
front = jsonlogic_rs.apply({"substr": ["خیابان", 0, 3]})
bytewise = jsonlogic_rs.apply({"substr": ["خیابان", -9]})
for word, start in words.items():
    print(f"{word} from {start}: {seen[word]!r}, in Python {word[start:]!r}")
print(f"خیابان from 0, three letters: {front!r}; from -9: {bytewise!r}")
sys.exit(0 if list(seen.values()) == ["eet", "", ""] and (front, bytewise) == ("خیا", "بان") else 1)
PY
echo 'Expected: the last letters of all three words.'
PYTHONPATH=lib python3 check.py
