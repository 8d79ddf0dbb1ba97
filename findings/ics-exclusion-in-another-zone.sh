#!/usr/bin/env bash
# ics (npm, 3.12.0): the day that is taken out of a weekly event takes place, unless the clock is on UTC.
#
# Expected: RFC 5545 (3.8.5.1) takes a date out of the repetition that equals one of its starts. An event in
#   local time needs its exclusions in local time; exclusionDates are given in the form of start.
# Seen: with startOutputType: 'local' the start has no zone and the exclusion is moved to UTC. In Tehran
#   09:00 is taken out as 05:30Z, which no start equals, and ical.js 2.2.1 repeats on all three days. On a
#   server or a pipeline in UTC the digits are the same, and the test of it passes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ics@3.12.0 ical.js@2.2.1 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';
import { createEvent } from 'ics';

const { value } = createEvent({
  start: [2026, 11, 28, 9, 0],
  startInputType: 'local',
  startOutputType: 'local',
  duration: { hours: 1 },
  title: 'visit',
  recurrenceRule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=3',
  exclusionDates: [[2026, 12, 5, 9, 0]],
});
const event = new ICAL.Event(ICAL.Component.fromString(value).getFirstSubcomponent('vevent'));
const days = event.iterator();
const seen = [];
for (let day = days.next(); day; day = days.next()) seen.push(day.toString());
console.log(value.match(/(DTSTART|EXDATE).*/g).join('\n'), '\n', seen);
process.exit(seen.length === 3 && value.includes('EXDATE:20261205T053000Z') ? 0 : 1);
JS
echo 'Expected: 28 November and 12 December.'
TZ=Asia/Tehran node check.mjs
