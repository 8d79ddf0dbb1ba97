#!/usr/bin/env bash
# pymupdf (PyPI, 2.0): the greeting «سلام» comes out of a PDF as «سالم», "healthy".
#
# Expected: a PDF says which characters a glyph stands for (ISO 32000-1, section 9.10.3, ToUnicode): the
#   joined lam-alef glyph stands for lam and then alef. Extracted text keeps that order, as pypdf 7.1.1 does.
# Seen: turning the line about, it turns the two characters of the joined glyph as well. Every لا in
#   every word becomes ال, and since ال is the Arabic article, the result often is a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vazirmatn@33.0.3 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib \
  fpdf2==2.8.9 uharfbuzz==0.57.0 pypdf==7.1.1 pymupdf==2.0 2>/dev/null

cat >check.py <<'PY'
import sys

import pymupdf
from fpdf import FPDF
from pypdf import PdfReader

page = FPDF()
page.add_page()
page.add_font("vazirmatn", "", "node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf")
page.set_font("vazirmatn", size=20)
page.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="fas")
page.cell(text="سلام دنیا")
page.output("page.pdf")
one = PdfReader("page.pdf").pages[0].extract_text().strip()
other = pymupdf.open("page.pdf")[0].get_text().strip()
print(f"pypdf: {one}\npymupdf: {other}")
sys.exit(0 if (one, other) == ("سلام دنیا", "سالم دنیا") else 1)
PY
echo 'Expected: سلام دنیا twice.'
PYTHONPATH=lib python3 check.py
