#!/usr/bin/env bash
# persian-date (npm, 1.1.0): everybody born in 1342 (March 1963 to March 1964) gets a birthday a day off.
#
# Expected: the leap years of Iran's official calendar about then are 1337, 1342 and 1346; the
#   Persian calendar of ICU (Intl in Node and in browsers) and jalaali-js agree. So 21 March 1963 is
#   1 Farvardin 1342. The library's default leap-year mode is called "astronomical".
# Seen: it takes 1341 for the leap year, so that the whole year 1342 is a day late; 1308 and 1309 are
#   the same. The years of today (1403, 1408) are right, so that a test of today's dates shows nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund persian-date@1.1.0 jalaali-js@2.0.1 >/dev/null

cat >check.mjs <<'JS'
import { toJalaali } from 'jalaali-js';
import PersianDate from 'persian-date';

const seen = [
  [1930, 3, 22],
  [1963, 3, 21],
  [1963, 8, 1],
  [1964, 3, 20],
  [2025, 3, 20],
].map(([year, month, day]) => {
  const theirs = new PersianDate(new Date(year, month - 1, day, 12)).toLocale('en').format('YYYY/M/D');
  const { jy, jm, jd } = toJalaali(year, month, day);
  console.log(`${year}-${month}-${day}: persian-date ${theirs}, jalaali-js ${jy}/${jm}/${jd}`);
  return theirs;
});
process.exit(String(seen) === '1309/1/1,1341/12/30,1342/5/9,1342/12/29,1403/12/30' ? 0 : 1);
JS
echo 'Expected: the two agree on every line.'
TZ=Asia/Tehran node check.mjs
