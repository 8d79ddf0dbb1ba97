#!/usr/bin/env bash
# pypdf (PyPI, 7.1.1): a Persian date in a PDF is extracted with its digits backwards.
#
# Expected: Persian digits run from left to right also in a line from right to left (Unicode, UAX #9).
#   "کد ۱۴۰۳/۰۱/۰۲" is drawn so by fpdf2 2.8.9, which keeps a map from glyphs to text; pymupdf 2.0 gives
#   the number as it is.
# Seen: extract_text() turns a run from right to left about by whole characters, digits
#   included: ۲۰/۱۰/۳۰۴۱, which is again a possible date or number, only another one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vazirmatn@33.0.3 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib \
  fpdf2==2.8.9 uharfbuzz==0.57.0 pypdf==7.1.1 2>/dev/null

cat >check.py <<'PY'
import sys

from fpdf import FPDF
from pypdf import PdfReader

page = FPDF()
page.add_page()
page.add_font("vazirmatn", "", "node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf")
page.set_font("vazirmatn", size=20)
page.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="fas")
for line in ("سلام دنیا", "کد ۱۴۰۳/۰۱/۰۲"):
    page.cell(w=0, text=line, align="R", new_x="LMARGIN", new_y="NEXT")
page.output("page.pdf")
lines = PdfReader("page.pdf").pages[0].extract_text().split("\n")
print("\n".join(lines))
sys.exit(0 if lines == ["سلام دنیا", "کد ۲۰/۱۰/۳۰۴۱"] else 1)
PY
echo 'Expected: سلام دنیا, and کد ۱۴۰۳/۰۱/۰۲.'
PYTHONPATH=lib python3 check.py
