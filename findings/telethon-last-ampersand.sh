#!/usr/bin/env bash
# Telethon (PyPI, 1.45.0): a message in HTML that ends with a word like «R&D» is empty.
#
# Expected: an ampersand that begins no reference stands for itself (HTML, 13.5, "ambiguous ampersand" excepted), here and in the
#   middle of a text, where it is kept.
# Seen: html.parse() of «دفتر R&D» gives an empty text without a word, the same with another word behind it the whole; the parser
#   below is fed and never closed, and keeps what might still become a reference.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'telethon==1.45.0'

cat >check.py <<'PY'
import sys
from telethon.extensions import html

seen = [html.parse(text)[0] for text in ('دفتر R&D', 'دفتر R&D شهر', '<b>دفتر</b> R&D')]
print(seen)
sys.exit(0 if seen == ['', 'دفتر R&D شهر', 'دفتر'] else 1)
PY
echo "Expected: ['دفتر R&D', 'دفتر R&D شهر', 'دفتر R&D']"
venv/bin/python check.py
