#!/usr/bin/env bash
# persian (PyPI, 1.1.1): the example in the documentation of a function does not come out as documented.
#
# Expected: the docstring of convert_fa_spaces says
#   convert_fa_spaces("می روم به خانه") is 'می‌روم به خانه', with a zero-width non-joiner after «می».
# Seen: nothing changes. The pattern asks for a space before «می», so that it works anywhere but at
#   the start of a text, where a Persian sentence of one verb has it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib persian==1.1.1

cat >check.py <<'PY'
import sys

from persian import convert_fa_spaces

seen = [convert_fa_spaces(text) for text in ("می روم به خانه", "من می روم به خانه")]
for text in seen:
    print(text.replace("\u200c", "[U+200C]"))
sys.exit(0 if seen == ["می روم به خانه", "من می\u200cروم به خانه"] else 1)
PY
echo 'Expected: [U+200C] on both lines.'
PYTHONPATH=lib python3 check.py
