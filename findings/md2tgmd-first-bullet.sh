#!/usr/bin/env bash
# md2tgmd (PyPI, 0.3.10): of a list that begins a message, the first item has a dash, the others bullets.
#
# Expected: the README has lists among what it converts for Telegram: each "- item" becomes "• item".
# Seen: only after a line break. The first line of the text keeps an escaped dash; one line of text before
#   the list, or an empty one, puts it right. So it is with a quotation.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib md2tgmd==0.3.10

cat >check.py <<'PY'
import sys

from md2tgmd import escape

alone = escape("- water\n- power\n- roads")
after = escape("Pick one:\n- water\n- power")
quote = escape("> a word")
print(repr(alone), repr(after), repr(quote), sep="\n")
marks = [line[0] for line in alone.split("\n") if line]
sys.exit(0 if marks == ["\\", "•", "•"] and "• water" in after and quote.startswith("\\>") else 1)
PY
echo 'Expected: three bullets, and a quotation.'
PYTHONPATH=lib python3 check.py
