#!/usr/bin/env bash
# tableschema (npm, 1.12.6): with a point between thousands and a comma before the fraction a number becomes ten times as great.
#
# Expected: "groupChar" and "decimalChar" of a number field may be any signs (Table Schema 1, 4.4.2), as on the Continent and in
#   many tables of budgets: 1.234,5 is one thousand two hundred and thirty-four and a half.
# Seen: castValue gives 12345. With other signs between thousands, or none, the same field reads its comma; in PyPI's frictionless 5.18.1
#   it is 1234.5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund tableschema@1.12.6 >/dev/null

cat >check.cjs <<'JS'
const { Field } = require('tableschema');

const read = (text, signs) => new Field({ name: 'budget', type: 'number', ...signs }).castValue(text);
const seen = [
  read('1.234,5', { groupChar: '.', decimalChar: ',' }),
  read('1٬234,5', { groupChar: '٬', decimalChar: ',' }),
  read('1234,5', { decimalChar: ',' }),
];
console.log(`1.234,5 → ${seen[0]}; 1٬234,5 → ${seen[1]}; 1234,5 → ${seen[2]}`);
process.exit(JSON.stringify(seen) === '[12345,1234.5,1234.5]' ? 0 : 1);
JS
echo 'Expected: 1234.5 three times.'
node check.cjs
