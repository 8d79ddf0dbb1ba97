#!/usr/bin/env bash
# hyperformula (npm, 3.5.0): a question mark in a criterion also stands for no letter.
#
# Expected: "?" stands for any single character, as in Excel, whose wildcards it reads: COUNTIF with "A?" counts the
#   codes of two signs.
# Seen: it counts those with one sign or two: «?» matches no character as well, and "???" counts all shorter codes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyperformula@3.5.0 >/dev/null

cat >check.cjs <<'JS'
const { HyperFormula } = require('hyperformula');

const codes = ['A', 'A1', 'A2', 'A12', 'B'];
const sheet = HyperFormula.buildFromArray([codes], { licenseKey: 'gpl-v3' });
const seen = ['A?', '?', '???', 'A*'].map((pattern) => {
  const count = sheet.calculateFormula(`=COUNTIF(A1:E1,"${pattern}")`, 0);
  console.log(`${pattern} of ${codes}: ${count}`);
  return count;
});
process.exit(seen.join() === '3,2,5,4' ? 0 : 1);
JS
echo 'Expected: 2, 2, 1, 4.'
node check.cjs
