#!/usr/bin/env bash
# luxon (npm, 3.7.2): the first of January is the first of Dey of the same Gregorian year.
#
# Expected: with a Persian locale toFormat('d MMMM yyyy') is either the Gregorian date with «ژانویه», or the
#   Persian one, 11 Dey 1404, as toLocaleString() of the same date says; a calendar is chosen by outputCalendar.
# Seen: «۱ دی ۲۰۲۶», the day and the year of one calendar and the month of the other, ten days off. 21 March
#   2026 is «۲۱ فروردین» by toFormat() and in «اسفند» by monthLong of the same object.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund luxon@3.7.2 >/dev/null

cat >check.mjs <<'JS'
import { DateTime } from 'luxon';

const shown = (iso) => {
  const date = DateTime.fromISO(iso, { locale: 'fa-IR' });
  return [date.toFormat('d MMMM yyyy'), date.toLocaleString(DateTime.DATE_FULL), date.monthLong];
};
const january = shown('2026-01-01');
const march = shown('2026-03-21');
console.log('toFormat, toLocaleString, monthLong');
console.log(`1 January 2026: ${january.join(' | ')}\n21 March 2026: ${march.join(' | ')}`);
const mixed = january[0] === '۱ دی ۲۰۲۶' && january[1] === '۱۱ دی ۱۴۰۴';
process.exit(mixed && march[0] === '۲۱ فروردین ۲۰۲۶' && march[2] === 'اسفند' ? 0 : 1);
JS
echo 'Expected: «۱ ژانویه ۲۰۲۶» or «۱۱ دی ۱۴۰۴».'
node check.mjs
