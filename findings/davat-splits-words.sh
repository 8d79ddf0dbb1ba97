#!/usr/bin/env bash
# davat (PyPI, 2.1.2): normalizing Persian text cuts words that were written correctly.
#
# Expected: the README says that normalize_persian() fixes the zero-width non-joiner (U+200C) of common
#   affixes. Persian spelling writes compounds such as «نرم‌افزار» (software) and «پیاده‌رو» (pavement)
#   with it (the Unicode Standard, section 23.2, names this use for Persian), so that a normalizer leaves them.
# Seen: every non-joiner becomes a space first, and only those of the listed affixes come back:
#   «نرم افزار», «پیاده رو». A second run or a search by the normalized text cannot tell them from two words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib davat==2.1.2

cat >check.py <<'PY'
import sys

from davat import normalize_persian

words = ["خانه\u200cها", "می\u200cرود", "نرم\u200cافزار", "پیاده\u200cرو", "علاقه\u200cمند"]
seen = []
for word in words:
    kept = normalize_persian(word) == word
    print(f"{word}: {'kept' if kept else normalize_persian(word)}")
    seen.append(kept)
sys.exit(0 if seen == [True, True, False, False, False] else 1)
PY
echo 'Expected: all five are kept.'
PYTHONPATH=lib python3 check.py
