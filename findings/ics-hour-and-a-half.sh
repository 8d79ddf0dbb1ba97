#!/usr/bin/env bash
# ics (npm, 3.12.0): a visit of an hour and a half is written as PT1.5H, and read as an hour.
#
# Expected: RFC 5545 (3.3.6) has whole numbers in a duration, an hour and a half is PT1H30M. A value that
#   the format cannot have is turned into one that it can, or refused.
# Seen: the number goes into the file as it is. ical.js 2.2.1 reads an hour and says nothing, icalendar of
#   Python refuses the calendar. No time at all is "PT", which ical.js refuses.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ics@3.12.0 ical.js@2.2.1 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';
import { createEvent } from 'ics';

const read = (duration) => {
  const { error, value } = createEvent({ start: [2026, 11, 30, 9, 0], duration, title: 'visit' });
  if (error) return String(error);
  const event = new ICAL.Event(ICAL.Component.fromString(value).getFirstSubcomponent('vevent'));
  try {
    return `${value.match(/DURATION:(.*)/)[1]}, read as ${event.duration.toSeconds() / 60} minutes`;
  } catch (failure) {
    return `${value.match(/DURATION:(.*)/)[1]}, ${failure.message}`;
  }
};
const half = read({ hours: 1.5 });
const none = read({ hours: 0 });
console.log(`{ hours: 1.5 }: ${half}\n{ hours: 0 }: ${none}`);
process.exit(half === 'PT1.5H, read as 60 minutes' && none.startsWith('PT, invalid') ? 0 : 1);
JS
echo 'Expected: 90 minutes, or an error of ics.'
node check.mjs
