#!/usr/bin/env bash
# @formulajs/formulajs (npm, 4.6.1): counted backwards, weekends are working days.
#
# Expected: NETWORKDAYS from the end of a month to its begin is the same number with a minus, as in Excel; so an
#   answer before its deadline can be told from one after it. hyperformula 3.5.0 does so.
# Seen: from 1 to 30 November 2026 there are 21 working days, and from 30 to 1 November minus 28; with the weekend
#   of Friday and Saturday (7) 22 and minus 28.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null

cat >check.cjs <<'JS'
const { NETWORKDAYS } = require('@formulajs/formulajs');
const { HyperFormula } = require('hyperformula');

const sheet = HyperFormula.buildFromArray([[]], { licenseKey: 'gpl-v3' });
const begin = new Date(2026, 10, 1);
const end = new Date(2026, 10, 30);
const ours = [
  NETWORKDAYS(begin, end),
  NETWORKDAYS(end, begin),
  NETWORKDAYS.INTL(begin, end, 7),
  NETWORKDAYS.INTL(end, begin, 7),
];
const theirs = [
  'NETWORKDAYS(DATE(2026,11,1),DATE(2026,11,30))',
  'NETWORKDAYS(DATE(2026,11,30),DATE(2026,11,1))',
  'NETWORKDAYS.INTL(DATE(2026,11,1),DATE(2026,11,30),7)',
  'NETWORKDAYS.INTL(DATE(2026,11,30),DATE(2026,11,1),7)',
].map((formula) => sheet.calculateFormula(`=${formula}`, 0));
console.log(`formulajs: ${ours}\nhyperformula: ${theirs}`);
process.exit(ours.join() === '21,-28,22,-28' && theirs.join() === '21,-21,22,-22' ? 0 : 1);
JS
echo 'Expected: 21, -21, 22, -22 in both.'
node check.cjs
