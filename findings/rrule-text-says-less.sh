#!/usr/bin/env bash
# rrule (npm, 2.8.1): the sentence for a rule leaves out what makes the rule, and the library says
# that nothing is lost.
#
# Expected: isFullyConvertibleToText() is documented to tell whether a rule can be put in words
#   entirely; where it is true, toText() should say the whole rule.
# Seen: "the last Saturday of the month" is "every month on Saturday", "at 9:30" is "at 9", and the
#   last day of the month is "every month on the last", each with isFullyConvertibleToText() true.
#   fromText() of the first sentence gives a rule of four or five Saturdays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rrule@2.8.1 >/dev/null

cat >check.mjs <<'JS'
import rrule from 'rrule';

const seen = [
  'FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1',
  'FREQ=DAILY;BYHOUR=9;BYMINUTE=30',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
].map((text) => {
  const rule = rrule.rrulestr(`RRULE:${text}`);
  console.log(`${text}: "${rule.toText()}", whole: ${rule.isFullyConvertibleToText()}`);
  return [rule.toText(), rule.isFullyConvertibleToText()];
});
const expected = [
  ['every month on Saturday', true],
  ['every day at 9', true],
  ['every month on the last', true],
];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the last Saturday, 9:30, the last day; or "whole: false".'
node check.mjs
