#!/usr/bin/env bash
# rrule-temporal (npm, 2.2.8): "every Persian new year" is accepted and computed in the Gregorian calendar.
#
# Expected: RFC 7529 lets a rule name its calendar: RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1
#   is 1 Farvardin of each year. The README says that the library supports RFC 7529 for non-Gregorian
#   calendars and lists which; for one that it lacks, an error is expected (rrule 2.8.1 throws).
# Seen: no error. The occurrences are the first of January, and toText() still says RSCALE=PERSIAN.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rrule-temporal@2.2.8 rrule@2.8.1 >/dev/null

cat >check.mjs <<'JS'
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { toText } from 'rrule-temporal/totext';

const rule = 'DTSTART:20240320T090000Z\nRRULE:RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;COUNT=3';
try {
  rrule.rrulestr(rule);
  console.log('rrule: takes the rule');
} catch (error) {
  console.log(`rrule: ${error.message}`);
}
const parsed = new RRuleTemporal({ rruleString: rule });
const days = parsed.all().map((date) => date.toPlainDate().toString());
console.log(`rrule-temporal: ${days.join(', ')} ("${toText(parsed)}")`);
process.exit(String(days) === '2025-01-01,2026-01-01,2027-01-01' ? 0 : 1);
JS
echo 'Expected: 2024-03-20, 2025-03-21, 2026-03-21, or an error.'
node check.mjs
