#!/usr/bin/env bash
# xlsx, or SheetJS (npm, 0.18.5): a Hijri date is shown with a Hijri year and a Gregorian month and day.
#
# Expected: B2 before a date in a number format asks for the Hijri calendar, as Microsoft's notes on the
#   Arabic version of Excel say. 21 March 2024 is in the ninth month of 1445.
# Seen: 1443/03/21. The year is the Gregorian one less 581, and the month and the day are those of the
#   Gregorian date, a date of no calendar. A comment in the source calls it unfinished; no document does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null

cat >check.cjs <<'JS'
const { SSF } = require('xlsx');

const day = 45372; // 21 March 2024
const gregorian = SSF.format('yyyy/mm/dd', day);
const hijri = SSF.format('b2yyyy/mm/dd', day);
const intl = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
console.log(`Gregorian: ${gregorian}\nb2: ${hijri}\nIntl: ${intl.format(Date.UTC(2024, 2, 21))}`);
process.exit(gregorian === '2024/03/21' && hijri === '1443/03/21' ? 0 : 1);
JS
echo 'Expected: 1445/09/11.'
node check.cjs
