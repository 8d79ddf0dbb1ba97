#!/usr/bin/env bash
# sulguk (PyPI, 0.12.0): a list that starts at ten starts at one, in the example of its README.
#
# Expected: the README lists the attribute start of <ol> ("to set starting number"), and its example is
#   <ol start="10"> with two items.
# Seen: the items are 1 and 2, with start="5" and start="0" as well. The value of the first <li> is heeded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib sulguk==0.12.0

cat >check.py <<'PY'
import sys

from sulguk import transform_html

ITEMS = "<li>park</li><li>street</li></ol>"
seen = []
for opening in ['<ol start="10">', '<ol start="0">']:
    seen.append(transform_html(opening + ITEMS).text.split("\n")[:2])
    print(opening, seen[-1])
valued = transform_html('<ol><li value="10">park</li><li>street</li></ol>').text.split("\n")[:2]
print('<li value="10">', valued)
sys.exit(0 if seen == [["1. park", "2. street"]] * 2 and valued == ["10. park", "11. street"] else 1)
PY
echo 'Expected: 10 and 11, 0 and 1, 10 and 11.'
PYTHONPATH=lib python3 check.py
