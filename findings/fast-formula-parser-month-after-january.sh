#!/usr/bin/env bash
# fast-formula-parser (npm, 1.0.19): one month after 31 January is 3 March.
#
# Expected: EDATE(31 January 2026, 1) is 28 February, the last day of the month where it has no 31st, as in Excel and
#   OpenDocument; hyperformula 3.5.0 has it so, and EOMONTH of the package itself knows where months end.
# Seen: the days that February lacks are counted on into March: the serial number of 3 March, and for 31 May plus one
#   month that of 1 July. A promise "in a month" falls into the month after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-formula-parser@1.0.19 hyperformula@3.5.0 >/dev/null

cat >check.cjs <<'JS'
const FormulaParser = require('fast-formula-parser');
const { HyperFormula } = require('hyperformula');

const parser = new FormulaParser();
const sheet = HyperFormula.buildFromArray([[]], { licenseKey: 'gpl-v3' });
const dayOf = (serial) => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
const seen = ['EDATE(DATE(2026,1,31),1)', 'EDATE(DATE(2026,5,31),1)', 'EOMONTH(DATE(2026,1,31),1)'].map((formula) => {
  const one = dayOf(parser.parse(formula, { row: 1, col: 1, sheet: 'Sheet' }));
  const other = dayOf(sheet.calculateFormula(`=${formula}`, 0));
  console.log(`${formula}: ${one}, hyperformula ${other}`);
  return [one, other];
});
process.exit(seen.join() === '2026-03-03,2026-02-28,2026-07-01,2026-06-30,2026-02-28,2026-02-28' ? 0 : 1);
JS
echo 'Expected: the same day twice in each line.'
node check.cjs
