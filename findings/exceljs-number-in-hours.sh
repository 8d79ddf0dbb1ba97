#!/usr/bin/env bash
# exceljs (npm, 4.4.0): the number 72, shown in Excel as "72h", is read as a date of 1900.
#
# Expected: in a number format the character after a backslash is shown as it is (ECMA-376, part 1,
#   section 18.8.31), so 0\h is a number followed by the letter h. openpyxl 3.1.5 reads 72.
# Seen: exceljs looks for any of the letters y, m, d, h, s, b outside quotes and brackets, and does not
#   know the backslash, which Excel writes for a single letter. The cell's value is a Date.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null 2>&1
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib openpyxl==3.1.5 2>/dev/null

cat >write.py <<'PY'
import openpyxl

book = openpyxl.Workbook()
for row, number_format in enumerate(("0", '0"h"', "0\\h"), start=1):
    cell = book.active.cell(row, 1, 72)
    cell.number_format = number_format
book.save("hours.xlsx")
print("openpyxl:", [cell.value for (cell,) in openpyxl.load_workbook("hours.xlsx").active.iter_rows()])
PY
cat >check.mjs <<'JS'
import exceljs from 'exceljs';

const book = new exceljs.Workbook();
await book.xlsx.readFile('hours.xlsx');
const seen = [1, 2, 3].map((row) => book.worksheets[0].getCell(row, 1).value);
console.log('exceljs:', seen);
process.exit(seen[0] === 72 && seen[1] === 72 && seen[2] instanceof Date ? 0 : 1);
JS
echo 'Expected: 72 in all three cells.'
PYTHONPATH=lib python3 write.py
node check.mjs
