#!/usr/bin/env bash
# bidnlp (PyPI, 0.2.2): normalizing puts a non-joiner into the middle of simple words.
#
# Expected: the README offers PersianNormalizer to normalize Persian text, the half-space included. The
#   non-joiner stands between a word and its prefix or suffix: «می‌روم», not within «خانه» or «نامه».
# Seen: after most letters ن within a word, and after «می» where it is no prefix: «خان‌ه», «ن‌امه», «ببی‌نید».
#   To a search and to a reader these are other words, while «می رود», which needs one, gets none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --target lib bidnlp==0.2.2

cat >check.py <<'PY'
import sys

from bidnlp.preprocessing.normalizer import PersianNormalizer

normalize = PersianNormalizer().normalize
words = ["خانه", "نامه", "ببینید", "ایمیل", "می رود"]
seen = [normalize(word).replace("\u200c", "|") for word in words]
for word, result in zip(words, seen):
    print(word, "becomes", result)
sys.exit(0 if seen == ["خان|ه", "ن|امه", "ببی|نید", "ایمی|ل", "می رود"] else 1)
PY
echo 'Expected: the first four as they are, the last with a non-joiner.'
PYTHONPATH=lib python3 check.py
