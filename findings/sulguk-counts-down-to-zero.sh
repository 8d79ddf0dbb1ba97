#!/usr/bin/env bash
# sulguk (PyPI, 0.12.0): a list that counts down ends at zero.
#
# Expected: the README offers <ol reversed>. By the HTML standard ("The ol element") such a list begins at
#   the number of its items and so ends at 1.
# Seen: three items are 2, 1, 0, one item is 0; with type="a" the last item has no letter at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib sulguk==0.12.0

cat >check.py <<'PY'
import sys

from sulguk import transform_html

seen = []
for opening in ["<ol reversed>", '<ol reversed type="a">']:
    html = f"{opening}<li>third</li><li>second</li><li>first</li></ol>"
    seen.append(transform_html(html).text.strip("\n").split("\n"))
    print(opening, seen[-1])
sys.exit(0 if seen == [["2. third", "1. second", "0. first"], ["b. third", "a. second", ". first"]] else 1)
PY
echo 'Expected: 3, 2, 1 and c, b, a.'
PYTHONPATH=lib python3 check.py
