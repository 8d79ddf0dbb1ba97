#!/usr/bin/env bash
# ical.js (npm, 2.2.1): "every Persian new year" is repeated in the Gregorian calendar, and saving a
# change to the rule takes the calendar out of it for every other program.
#
# Expected: RFC 7529 names the calendar of a rule with RSCALE. A library that does not know it throws, as
#   rrule 2.8.1 does, or leaves the event without repetition; guessing another calendar is neither.
# Seen: RSCALE=PERSIAN;SKIP=BACKWARD is dropped in silence. The occurrences are 20 March each year (the
#   new year of 1404 and of 1405 is 21 March), and the rule that is written back has neither part.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';

const read = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//calendar//EN
BEGIN:VEVENT
UID:nowruz@example.test
DTSTAMP:20240101T000000Z
DTSTART:20240320T090000Z
RRULE:RSCALE=PERSIAN;SKIP=BACKWARD;FREQ=YEARLY;COUNT=3
END:VEVENT
END:VCALENDAR`;
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(read)).getFirstSubcomponent('vevent'));
const days = event.iterator();
const seen = [days.next(), days.next(), days.next()].map((time) => time.toString().slice(0, 10));
const rule = event.component.getFirstPropertyValue('rrule');
const written = ICAL.Recur.fromString(rule.toString()).toString();
rule.count = 5;
event.component.updatePropertyWithValue('rrule', rule);
const saved = event.component.toString().match(/RRULE.*/)[0];
console.log(`occurrences: ${seen.join(', ')}\nrule: ${written}\nsaved with another count: ${saved}`);
process.exit(String(seen) === '2024-03-20,2025-03-20,2026-03-20' && saved === 'RRULE:FREQ=YEARLY;COUNT=5' ? 0 : 1);
JS
echo 'Expected: 2024-03-20, 2025-03-21, 2026-03-21, or an error; RSCALE=PERSIAN is saved.'
node check.mjs
