#!/usr/bin/env bash
# @formulajs/formulajs (npm, 4.6.1): the week that begins on Saturday begins on Wednesday.
#
# Expected: WEEKNUM with type 16 begins weeks on Saturday, as in Iran, 17 on Sunday and 11 on Monday; the table is
#   Excel's, whose functions the package promises. hyperformula 3.5.0 numbers by it.
# Seen: with 16 the number changes on Wednesdays, and with 17 on Tuesdays, and the first days of January are in
#   week 2; with 11 every day is in week NaN. The types 1, 2 and 21 are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null

cat >check.cjs <<'JS'
const { WEEKNUM } = require('@formulajs/formulajs');
const { HyperFormula } = require('hyperformula');

const sheet = HyperFormula.buildFromArray([[]], { licenseKey: 'gpl-v3' });
// January 2026 begins on a Thursday; the 3rd is a Saturday.
const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const seen = [16, 17, 11].map((type) => {
  const ours = days.map((day) => WEEKNUM(new Date(2026, 0, day), type)).join(' ');
  const theirs = days.map((day) => sheet.calculateFormula(`=WEEKNUM(DATE(2026,1,${day}),${type})`, 0)).join(' ');
  console.log(`type ${type}, formulajs: ${ours}; hyperformula: ${theirs}`);
  return [ours, theirs];
});
const expected = [
  ['2 2 2 2 2 2 3 3 3 3', '1 1 2 2 2 2 2 2 2 3'],
  ['2 2 2 2 2 3 3 3 3 3', '1 1 1 2 2 2 2 2 2 2'],
  ['NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN', '1 1 1 1 2 2 2 2 2 2'],
];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the same numbers in each line.'
node check.cjs
