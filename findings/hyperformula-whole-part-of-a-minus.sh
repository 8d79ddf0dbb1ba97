#!/usr/bin/env bash
# hyperformula (npm, 3.5.0): INT rounds minus one and a half up.
#
# Expected: INT(-1.5) is -2, the next whole number below, as in Excel and OpenDocument, whose functions the README
#   promises; TRUNC is the function that cuts.
# Seen: INT(-1.5) is -1 and INT(-0.1) is 0, the same as TRUNC; FLOOR(-1.5, 1) is -2. What is left of a deadline
#   that has passed a minute ago is 0 days, not -1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyperformula@3.5.0 >/dev/null

cat >check.cjs <<'JS'
const { HyperFormula } = require('hyperformula');

const sheet = HyperFormula.buildFromArray([[]], { licenseKey: 'gpl-v3' });
const seen = ['INT(-1.5)', 'INT(-0.1)', 'TRUNC(-1.5)', 'FLOOR(-1.5,1)'].map((formula) => {
  const value = sheet.calculateFormula(`=${formula}`, 0);
  console.log(`${formula} = ${value}`);
  return value + 0;
});
process.exit(JSON.stringify(seen) === '[-1,0,-1,-2]' ? 0 : 1);
JS
echo 'Expected: -2, -1, -1, -2.'
node check.cjs
