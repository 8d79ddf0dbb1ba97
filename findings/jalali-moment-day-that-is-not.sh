#!/usr/bin/env bash
# jalali-moment (npm, 3.3.11): a day that the calendar does not have is "valid" and becomes another day.
#
# Expected: the README, under "Validate", shows
#   moment('1396/7/31', 'jYYYY/jM/jD').isValid() // false
#   since the seventh month, Mehr, has 30 days.
# Seen: isValid() is true and the date is 1 Aban. The same for 30 Esfand of a common year (1402) and
#   for a thirteenth month. Asking for strict parsing changes nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jalali-moment@3.3.11 >/dev/null

cat >check.cjs <<'JS'
const moment = require('jalali-moment');

const seen = ['1396/07/31', '1402/12/30', '1402/13/01'].map((typed) => {
  const date = moment(typed, 'jYYYY/jMM/jDD');
  const line = `${typed}: isValid() is ${date.isValid()}, taken as ${date.format('jYYYY/jMM/jDD')}`;
  console.log(line);
  return line;
});
const strict = moment('1396/07/31', 'jYYYY/jMM/jDD', true).isValid();
console.log(`1396/07/31, strict: isValid() is ${strict}`);
const asSeen =
  seen[0].endsWith('true, taken as 1396/08/01') &&
  seen[1].endsWith('true, taken as 1403/01/01') &&
  seen[2].endsWith('true, taken as 1403/01/02') &&
  strict;
process.exit(asSeen ? 0 : 1);
JS
echo 'Expected: isValid() is false four times.'
node check.cjs
