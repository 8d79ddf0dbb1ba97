#!/usr/bin/env bash
# telegram-text (PyPI, 0.2.0): code is not escaped at all, and in HTML nothing is.
#
# Expected: the package renders "to specific html and MarkdownV2 formats" of Telegram (README). In MarkdownV2 a backtick and a
#   backslash within code are escaped, in HTML all of & < > that are no tag (Bot API, "Formatting options").
# Seen: InlineCode and Code are written as they are, so that a path of Windows loses its backslashes and a backtick ends
#   the code; in HTML "R&D < 3" is written as it is. Plain text in MarkdownV2 is escaped well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib telegram-text==0.2.0

cat >check.py <<'PY'
import sys

from telegram_text import Bold, Code, InlineCode, PlainText

seen = [
    PlainText("a*b").to_markdown(),
    InlineCode("C:\\new `x`").to_markdown(),
    Code("C:\\new").to_markdown(),
    Bold("R&D < 3").to_html(),
]
print("\n".join(seen))
sys.exit(0 if seen == ["a\\*b", "`C:\\new `x``", "```\nC:\\new```", "<b>R&D < 3</b>"] else 1)
PY
echo 'Expected: two backslashes in C:\\new, one before each backtick in it, and R&amp;D &lt; 3.'
PYTHONPATH=lib python3 check.py
