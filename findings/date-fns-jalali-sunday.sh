#!/usr/bin/env bash
# date-fns-jalali (npm, 4.4.0-0): its Persian locale writes a Sunday that it cannot read back.
#
# Expected: parse() takes what format() wrote with the same pattern and locale; the documentation of
#   parse says that it follows the same pattern table as format, and six days of the week do.
# Seen: Sunday is written with a zero-width non-joiner («یک‌شنبه», U+200C), and the locale's pattern
#   for reading knows only the spelling without it. parse() gives an Invalid Date one day in seven.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund date-fns-jalali@4.4.0-0 >/dev/null

cat >check.mjs <<'JS'
import { format, isValid, newDate, parse } from 'date-fns-jalali';
import { faIR } from 'date-fns-jalali/locale';

const pattern = 'EEEE d MMMM yyyy';
const unread = [];
for (let day = 4; day <= 10; day += 1) {
  const written = format(newDate(1403, 0, day), pattern, { locale: faIR });
  const read = parse(written, pattern, newDate(1403, 0, 1), { locale: faIR });
  console.log(`${written}: ${isValid(read) ? 'read back' : 'Invalid Date'}`);
  if (!isValid(read)) unread.push(day);
}
process.exit(String(unread) === '5' ? 0 : 1);
JS
echo 'Expected: all seven days of the week are read back.'
node check.mjs
