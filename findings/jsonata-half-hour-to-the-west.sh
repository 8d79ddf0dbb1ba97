#!/usr/bin/env bash
# jsonata (npm, 2.2.2): Newfoundland is an hour too far to the west.
#
# Expected: JSONata's documentation of $fromMillis: the third argument is an offset of the form ±HHMM. With
#   -0330 the moment 2026-01-01T00:00Z is 20:30 of the day before, at -03:30; and $toMillis reads it back.
# Seen: written, it is 19:30 at -04:30, an hour off. Read, the half hour counts to the other side, as if
#   the offset were -0230: 10:30 is 13:00Z. Offsets of the east, such as +0330, are right, and so are whole
#   hours.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonata@2.2.2 >/dev/null

cat >check.mjs <<'JS'
import jsonata from 'jsonata';

const seen = [];
for (const offset of ['-0330', '-0400', '+0330']) {
  const written = await jsonata(`$fromMillis(1767225600000, "[Y]-[M01]-[D01] [H01]:[m01] [Z]", "${offset}")`).evaluate({});
  const millis = await jsonata(`$toMillis("2026-01-01 10:30 ${offset}", "[Y]-[M]-[D] [H]:[m] [Z0001]")`).evaluate({});
  const read = new Date(millis).toISOString().slice(11, 16);
  console.log(`${offset}: 00:00Z is ${written}; 10:30 is ${read}Z`);
  seen.push(`${written} ${read}`);
}
const expected = ['2025-12-31 19:30 -04:30 13:00', '2025-12-31 20:00 -04:00 14:30', '2026-01-01 03:30 +03:30 07:00'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected for -0330: 2025-12-31 20:30 -03:30 and 14:00Z.'
node check.mjs
