#!/usr/bin/env bash
# jalali-moment (npm, 3.3.11): the number of Jalali years between two dates comes in milliseconds,
# although the comparison of years by the same unit works.
#
# Expected: the README uses 'jyear' as a unit of isSame, isBefore and isAfter, and add() and
#   startOf() take 'jYear'. moment documents diff(other, unit) with the units of the other methods, so
#   diff(other, 'jYear') should be 10 for ten years.
# Seen: isSame(other, 'jYear') is right, diff(other, 'jYear') gives 315532800000.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jalali-moment@3.3.11 >/dev/null

cat >check.cjs <<'JS'
const moment = require('jalali-moment');

const day = (text) => moment(text, 'jYYYY/jMM/jDD');
const same = day('1403/01/05').isSame(day('1403/11/25'), 'jYear');
const years = day('1403/01/01').diff(day('1393/01/01'), 'jYear');
console.log(`isSame by 'jYear': ${same} (right)`);
console.log(`1403/01/01 diff 1393/01/01 in 'jYear': ${years}`);
process.exit(same === true && years > 1_000_000_000 ? 0 : 1);
JS
echo 'Expected: a difference of 10.'
TZ=UTC node check.cjs
