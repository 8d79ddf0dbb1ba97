#!/usr/bin/env bash
# pylightxl (PyPI, 1.61): a sheet with True in a cell is written and cannot be read again.
#
# Expected: Office Open XML (ECMA-376, part 1, 18.3.1.4 and 18.18.11): a cell without a type is a number; a
#   boolean is 1 or 0 in a cell of the type b. The README offers to write what Python has.
# Seen: writexl() writes the word True, or None, into a cell of a number, without an error. The reader of the
#   package itself fails on it, and openpyxl 3.1.5 does too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pylightxl==1.61 openpyxl==3.1.5

cat >check.py <<'PY'
import re
import sys
import zipfile

import openpyxl
import pylightxl


def outcome(read, name):
    try:
        return str(read(name))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


seen = []
for value in (5, True, None):
    book = pylightxl.Database()
    book.add_ws("S")
    book.ws("S").update_index(1, 1, value)
    pylightxl.writexl(book, "book.xlsx")
    cell = re.search(r"<c .*?</c>", zipfile.ZipFile("book.xlsx").read("xl/worksheets/sheet1.xml").decode())[0]
    own = outcome(lambda name: pylightxl.readxl(name).ws("S").index(1, 1), "book.xlsx")
    other = outcome(lambda name: openpyxl.load_workbook(name).active["A1"].value, "book.xlsx")
    print(f"{value} is written as {cell}; read: {own}; by openpyxl: {other}")
    seen.append((cell.split("<v>")[1].split("<")[0], own.startswith("ValueError"), other.startswith("ValueError")))
sys.exit(0 if seen == [("5", False, False), ("True", True, True), ("None", True, True)] else 1)
PY
echo 'Expected: t="b" and 1; an empty cell.'
PYTHONPATH=lib python3 check.py
