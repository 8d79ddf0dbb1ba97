#!/usr/bin/env bash
# jsonexport (npm, 3.2.0): a heading with a comma makes a column of its own.
#
# Expected: a comma, a quote or a line break in a cell makes the cell stand in quotes, and headings are cells as the others
#   (RFC 4180, 2, rules 3 and 6). The values are written so.
# Seen: the headings are written as they are: "Street, number" is two of them, and every value after it stands under the
#   heading before its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonexport@3.2.0 csv-parse@7.0.3 >/dev/null

cat >check.cjs <<'JS'
const { parse } = require('csv-parse/sync');
const jsonexport = require('jsonexport');

jsonexport([{ 'Street, number': 'Imam Reza, 5', District: 3 }, { District: 4 }]).then((text) => {
  const rows = parse(text, { relax_column_count: true });
  console.log(rows);
  process.exit(JSON.stringify(rows) === '[["Street"," number","District"],["Imam Reza, 5","3"],["","4"]]' ? 0 : 1);
});
JS
echo "Expected: the headings 'Street, number' and 'District'."
node check.cjs
