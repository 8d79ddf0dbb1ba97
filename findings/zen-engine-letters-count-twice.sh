#!/usr/bin/env bash
# zen-engine (PyPI, 2.1.3): a Persian word is twice as long as it is.
#
# Expected: len('سلام') in a rule is 4, as in Python, in which the rule is evaluated, and as FEEL's "string length"; the
#   documentation calls it the length of a text.
# Seen: 8. Letters outside ASCII count twice or more, so that "len(description) >= 10" lets five Persian letters
#   pass and asks ten of an English text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv py
py/bin/pip install --quiet --disable-pip-version-check zen-engine==2.1.3

cat >check.py <<'PY'
import sys

import zen

words = ['pothole', 'سلام', 'چاله']
seen = [(len(word), zen.evaluate_expression('len(word)', {'word': word})) for word in words]
for word, (letters, counted) in zip(words, seen):
    print(f'{word}: {letters} letters, counted as {counted:g}')
sys.exit(0 if [counted for _, counted in seen] == [7, 8, 8] else 1)
PY
echo 'Expected: the number of letters.'
py/bin/python check.py
