#!/usr/bin/env bash
# jalaliday (npm, 3.1.1, a plug-in of dayjs 1.11.23): setting the month can land in the month after it,
# and setting the year in the year after it.
#
# Expected: the README says that every operation is as in Day.js, by the other calendar. Day.js keeps
#   the result in the month that was set: 31 January with month(1) is 29 February 2024. So 31 Shahrivar
#   with month(6) is 30 Mehr, and 30 Esfand of a leap year with year(1404) is 29 Esfand.
# Seen: 1 Aban 1403, and 1 Farvardin 1405. add(1, 'month') and add(1, 'year') are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jalaliday@3.1.1 dayjs@1.11.23 >/dev/null

cat >check.mjs <<'JS'
import dayjs from 'dayjs';
import jalaliday from 'jalaliday/dayjs';

dayjs.extend(jalaliday);
const day = (text) => dayjs(text, { jalali: true }).calendar('jalali');
const text = (date) => date.format('YYYY/MM/DD');
const seen = [
  text(dayjs('2024-01-31').month(1)),
  text(day('1403-06-31').month(6)),
  text(day('1403-12-30').year(1404)),
  text(day('1403-06-31').add(1, 'month')),
];
console.log(`Gregorian 31 January, month(1): ${seen[0]} (right)`);
console.log(`31 Shahrivar 1403, month(6): ${seen[1]}`);
console.log(`30 Esfand 1403, year(1404): ${seen[2]}`);
console.log(`31 Shahrivar 1403, add(1, 'month'): ${seen[3]} (right)`);
process.exit(String(seen) === '2024/02/29,1403/08/01,1405/01/01,1403/07/30' ? 0 : 1);
JS
echo 'Expected: 1403/07/30 and 1404/12/29.'
node check.mjs
