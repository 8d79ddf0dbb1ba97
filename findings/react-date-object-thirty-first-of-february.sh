#!/usr/bin/env bash
# react-date-object (npm, 2.1.9): a month after 31 January is 31 February, and after 31 Shahrivar 31 Mehr.
#
# Expected: the README adds a month to a date and shows a date. Mehr has thirty days: a month after 31
#   Shahrivar is 30 Mehr, or 1 Aban with a carry, as with a date that is given with a day too many.
# Seen: add() and setMonth() leave the day. format() shows 1403/07/31, isValid is true, and toDate() is
#   1 Aban; a day later is 2 Aban. A deadline on a form is shown on a day that no calendar has.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund react-date-object@2.1.9 >/dev/null

cat >check.mjs <<'JS'
import DateObject from 'react-date-object';
import persian from 'react-date-object/calendars/persian.js';

const DateClass = DateObject.default ?? DateObject;
const calendar = persian.default ?? persian;
const date = (text, more = {}) => new DateClass({ date: text, format: 'YYYY/MM/DD', ...more });
const february = date('2026/01/31').add(1, 'month');
const mehr = date('1403/06/31', { calendar }).add(1, 'month');
const dayLater = new DateClass(mehr).add(1, 'day').format();
const given = date('1403/07/31', { calendar }).format();
console.log(`${february.format()} and ${mehr.format()}, valid: ${mehr.isValid}, days of the month: ${mehr.month.length}`);
console.log(`a day later: ${dayLater}; 1403/07/31 as it is given: ${given}`);
const days = [february.format(), mehr.format(), dayLater, given];
process.exit(String(days) === '2026/02/31,1403/07/31,1403/08/02,1403/08/01' && mehr.isValid ? 0 : 1);
JS
echo 'Expected: 2026/02/28 and 1403/07/30, or the first of the next month.'
node check.mjs
