#!/usr/bin/env bash
# opening_hours (npm, 3.15.0): the first year without the day ends the search for the next opening.
#
# Expected: "Feb 29 10:00-12:00" asked in November 2026 opens next on 29 February 2028; "week 53 10:00-12:00" asked in
#   January 2027 opens next in December 2032. getNextChange gives undefined only for what never changes again.
# Seen: undefined for both, and no interval up to 2033; from January 2028 the same value finds its day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund opening_hours@3.15.0 >/dev/null

cat >check.mjs <<'JS'
import OpeningHours from 'opening_hours';

const place = { lat: 36.3, lon: 59.6, address: { country_code: 'ir', state: '' } };
const next = (value, day) => new OpeningHours(value, place).getNextChange(new Date(day))?.toISOString().slice(0, 10);
const seen = {
  'Feb 29, asked in November 2026': next('Feb 29 10:00-12:00', '2026-11-30T00:00:00Z'),
  'Feb 29, asked in January 2028': next('Feb 29 10:00-12:00', '2028-01-01T00:00:00Z'),
  'week 53, asked in December 2026': next('week 53 10:00-12:00', '2026-12-01T00:00:00Z'),
  'week 53, asked in January 2027': next('week 53 10:00-12:00', '2027-01-10T00:00:00Z'),
};
const until = new OpeningHours('Feb 29 10:00-12:00', place);
const intervals = until.getOpenIntervals(new Date('2026-11-30T00:00:00Z'), new Date('2033-01-01T00:00:00Z')).length;
for (const [asked, day] of Object.entries(seen)) console.log(`${asked}: ${day}`);
console.log(`intervals on 29 February up to 2033: ${intervals}`);
const asFound = [undefined, '2028-02-29', '2026-12-28', undefined];
process.exit(String(Object.values(seen)) === String(asFound) && intervals === 0 ? 0 : 1);
JS
echo 'Expected: 2028-02-29, 2028-02-29, 2026-12-28, 2032-12-27, and two intervals.'
TZ=UTC node check.mjs
