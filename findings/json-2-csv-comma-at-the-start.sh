#!/usr/bin/env bash
# json-2-csv (npm, 5.6.0): what it writes of a text that begins with a comma it reads as other cells.
#
# Expected: csv2json() reads what json2csv() writes; a cell in quotes may have commas and line breaks anywhere (RFC
#   4180, 2, rule 6).
# Seen: in the first column a comma or a line break right after the quote ends the cell. An address whose first part
#   is empty is empty, and runs into the cell after it; a note that begins with an empty line makes two rows. In the
#   other columns the same texts are read well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-2-csv@5.6.0 >/dev/null

cat >check.mjs <<'JS'
import { csv2json, json2csv } from 'json-2-csv';

const seen = [[{ a: 'x', b: ', Mashhad' }], [{ a: ', Mashhad', b: 'x' }], [{ a: '\nlate', b: 'x' }]].map((rows) => {
  const read = JSON.stringify(csv2json(json2csv(rows)));
  console.log(JSON.stringify(rows), 'becomes', read);
  return read;
});
const expected = ['[{"a":"x","b":", Mashhad"}]', '[{"a":"","b":" Mashhad\\",x"}]', '[{"a":""},{"a":"late\\",x","b":""}]'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the same again.'
node check.mjs
