#!/usr/bin/env bash
# Telethon (PyPI, 1.45.0): a code block gets braces into its text when it is written as HTML.
#
# Expected: html.unparse() is the way back of html.parse(), so that the text of a message stays what it was.
# Seen: <pre>x</pre> is written with «x{}» on a line of its own, with or without a language, and is read back as that; bold words
#   and code within a line stay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'telethon==1.45.0'

cat >check.py <<'PY'
import sys
from telethon.extensions import html

seen = []
for written in ('<b>x</b>', '<code>x</code>', '<pre>x</pre>', '<pre><code class="language-py">x</code></pre>'):
    text, entities = html.parse(written)
    again, _ = html.parse(html.unparse(text, entities))
    seen.append(again)
    print(f'{written}: {text!r}, and after the way back {again!r}')
sys.exit(0 if seen == ['x', 'x', 'x{}', 'x{}'] else 1)
PY
echo "Expected: 'x' each time."
venv/bin/python check.py
