#!/usr/bin/env bash
# moment-jalali (npm, 0.3.9): two days of one Jalali month are not in the same 'jMonth'.
#
# Expected: the README says that the plugin mimics moment and takes units with a j; startOf('jMonth')
#   and add(1, 'jMonth') do. So isSame(other, 'jMonth') should compare the month, as
#   isSame(other, 'month') does in moment (documented under Query, "Is Same").
# Seen: only the units of startOf, endOf, add and subtract were taught the letter. isSame() falls to
#   comparing the millisecond and says false for 5 and 25 Farvardin of one year.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts moment-jalali@0.3.9 moment@2.30.1 >/dev/null

cat >check.cjs <<'JS'
const moment = require('moment-jalali');

const day = (text) => moment(text, 'jYYYY/jMM/jDD');
const start = day('1403/01/25').startOf('jMonth').format('jYYYY/jMM/jDD');
const same = day('1403/01/05').isSame(day('1403/01/25'), 'jMonth');
console.log(`startOf('jMonth') of 1403/01/25: ${start} (right)`);
console.log(`1403/01/05 isSame 1403/01/25 by 'jMonth': ${same}`);
process.exit(start === '1403/01/01' && same === false ? 0 : 1);
JS
echo 'Expected: true.'
TZ=UTC node check.cjs
