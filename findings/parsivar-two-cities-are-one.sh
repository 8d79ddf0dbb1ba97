#!/usr/bin/env bash
# parsivar (PyPI, 0.2.3.1): "Tehran–Mashhad" is normalized to one word of two cities.
#
# Expected: the README: the normalizer corrects spaces and half-spaces and unifies signs, and its tokenizer
#   then finds the words. The dash between two places, U+2013, parts two words, as the hyphen does, which
#   gets a space on both sides.
# Seen: the dash is taken out without a space in its place, the hyphen is kept. Before «ای میل» a non-joiner
#   is put, with nothing in front of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --target lib parsivar==0.2.3.1
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib nltk==3.9.1

cat >check.py <<'PY'
import sys

from parsivar.normalizer import Normalizer

normalize = Normalizer().normalize
texts = ["تهران–مشهد", "تهران-مشهد", "ای میل"]
seen = [normalize(text).replace("\u200c", "|") for text in texts]
for text, result in zip(texts, seen):
    print(text, "becomes", result)
sys.exit(0 if seen == ["تهرانمشهد", "تهران - مشهد", "|ای میل"] else 1)
PY
echo 'Expected: two cities both times, and no half-space at the start.'
PYTHONPATH=lib python3 check.py
