#!/usr/bin/env bash
# python-calamine (PyPI, 0.9.1): two words with a line break or a tab between them are one.
#
# Expected: OpenDocument 1.2 (6.1.4 and 6.1.5): text:tab is a tab and text:line-break a line break within a
#   paragraph of a cell, as text:s is a run of spaces.
# Seen: the spaces are read, the other two are passed over: "Azadi square" in two lines of a cell is
#   "Azadisquare". pyexcel-ods 0.6.0 reads all three.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib python-calamine==0.9.1 pyexcel-ods==0.6.0 2>/dev/null

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
import sys

import book
from pyexcel_ods import get_data
from python_calamine import CalamineWorkbook

MARKS = ["<text:line-break/>", "<text:tab/>", '<text:s text:c="2"/>']
book.write("book.ods", [f'<table:table-cell office:value-type="string"><text:p>Azadi{mark}square</text:p></table:table-cell>' for mark in MARKS])
seen = CalamineWorkbook.from_path("book.ods").get_sheet_by_index(0).to_python()[0]
other = next(iter(get_data("book.ods").values()))[0]
print("python-calamine:", seen, "pyexcel-ods:", other)
expected = ["Azadi\nsquare", "Azadi\tsquare", "Azadi  square"]
sys.exit(0 if seen == ["Azadisquare", "Azadisquare", "Azadi  square"] and other == expected else 1)
PY
echo 'Expected: a line break, a tab, two spaces.'
PYTHONPATH=lib python3 check.py
