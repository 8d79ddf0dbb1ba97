#!/usr/bin/env bash
# dbf (npm, 0.2.0), which writes the tables of @mapbox/shp-write (0.4.3): a small share becomes a large one.
#
# Expected: a number comes back as it was, perhaps rounded. A yes or no that nobody gave is "?" or a blank, not F
#   (dBASE table file format, data type L).
# Seen: a number is cut after eighteen signs, and the exponent stands at the end: one citizen of eight million, 1.2e-7
#   of the city, is 1.2 of it. An unknown yes or no is no.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund dbf@0.2.0 dbffile@1.13.0 >/dev/null

cat >check.cjs <<'JS'
const { writeFileSync } = require('node:fs');
const dbf = require('dbf');
const { DBFFile } = require('dbffile');

const rows = [{ share: 1 / 8100000, done: true }, { share: 0.5, done: null }];
const table = dbf.structure(rows);
writeFileSync('share.dbf', Buffer.from(table.buffer));
DBFFile.open('share.dbf')
  .then((file) => file.readRecords())
  .then((read) => {
    console.log(rows[0].share, 'becomes', read[0].share, '; null becomes', read[1].done);
    process.exit(read[0].share > 1.2 && read[1].share === 0.5 && read[1].done === false ? 0 : 1);
  });
JS
echo 'Expected: 1.2345679012345679e-7 becomes about 0, null becomes null.'
node check.cjs
