#!/usr/bin/env bash
# pyexcel-ods (PyPI, 0.6.0): an hour too early is nothing at all, and a sum of money is a text.
#
# Expected: OpenDocument 1.2 (19.382, office:time-value) gives a time as a duration of XML Schema, which may
#   be negative: -PT01H00M00S, the hour by which something came before its term. A cell of the type currency
#   has its number in office:value (19.385), as one of the type float has.
# Seen: the negative time is read as None, as if the cell were empty, while the positive one is read; and
#   1000 riyals are the text "1000 IRR", which no sum counts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pyexcel-ods==0.6.0 2>/dev/null

cat >book.py <<'PY'
import zipfile

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [("office", "office"), ("table", "table"), ("text", "text")]
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write(name, cells):
    """A sheet of one row, as OpenDocument 1.2 has it."""
    with zipfile.ZipFile(name, "w") as book:
        book.writestr("mimetype", TYPE)
        book.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{MANIFEST}"><manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
        row = f'<table:table-row>{"".join(cells)}</table:table-row>'
        body = f'<office:body><office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet></office:body>'
        book.writestr("content.xml", f'<office:document-content {NAMES} office:version="1.2">{body}</office:document-content>')
        book.writestr("styles.xml", f'<office:document-styles {NAMES} office:version="1.2"/>')
PY
cat >check.py <<'PY'
import datetime
import sys

import book
from pyexcel_ods import get_data

CELLS = ['time" office:time-value="PT01H00M00S', 'time" office:time-value="-PT01H00M00S', 'float" office:value="1000', 'currency" office:currency="IRR" office:value="1000']
book.write("book.ods", [f'<table:table-cell office:value-type="{cell}"><text:p>shown</text:p></table:table-cell>' for cell in CELLS])
seen = next(iter(get_data("book.ods").values()))[0]
print(seen)
sys.exit(0 if seen == [datetime.time(1, 0), None, 1000, "1000 IRR"] else 1)
PY
echo 'Expected: an hour, minus an hour, 1000, 1000.'
PYTHONPATH=lib python3 check.py
