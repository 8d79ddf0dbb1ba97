#!/usr/bin/env bash
# chatgpt-md-converter (PyPI, 0.3.12): an address with a parenthesis is cut, and an escaped star keeps its
# backslash.
#
# Expected: the package turns Markdown into the HTML that Telegram takes. CommonMark lets a link have balanced
#   parentheses in its address (6.3), and a backslash before a star stand for the star (2.4).
# Seen: the address of a map or of an article with a word in parentheses ends before its last sign, which
#   is shown after the link; "2\\*3" is shown with the backslash.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib chatgpt-md-converter==0.3.12

cat >check.py <<'PY'
import sys

from chatgpt_md_converter import telegram_format

link = telegram_format("[map](https://example.test/Mashhad_(city))")
star = telegram_format(r"2\*3")
print(link, star, sep="\n")
cut = link == '<a href="https://example.test/Mashhad_(city">map</a>)'
sys.exit(0 if cut and star == r"2\*3" else 1)
PY
echo 'Expected: <a href="https://example.test/Mashhad_(city)">map</a> and 2*3.'
PYTHONPATH=lib python3 check.py
