#!/usr/bin/env bash
# ical-generator (npm, 10.2.0): a calendar with a time zone gets events whose stamp has none.
#
# Expected: RFC 5545, section 3.8.7.2: the value of DTSTAMP MUST be in UTC, that is, end in Z.
# Seen: with timezone: 'Asia/Tehran' on the calendar, DTSTAMP is written without the Z: local to
#   whoever reads it. Without a time zone it ends in Z. (A strict reader may refuse the event; a lenient one
#   compares stamps hours apart when it decides which copy of an event is newer.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical-generator@10.2.0 >/dev/null

cat >check.mjs <<'JS'
import ical from 'ical-generator';

const stampOf = (options) => {
  const calendar = ical({ name: 'visits', ...options });
  calendar.createEvent({
    id: 'visit@example.test',
    start: new Date('2026-03-21T05:30:00Z'),
    stamp: new Date('2026-01-01T12:00:00Z'),
    summary: 'Visit',
  });
  return calendar.toString().match(/DTSTAMP.*/)[0];
};
const seen = [stampOf({}), stampOf({ timezone: 'Asia/Tehran' })];
console.log(`no time zone: ${seen[0]}\nAsia/Tehran: ${seen[1]}`);
process.exit(seen[0].endsWith('Z') && !seen[1].endsWith('Z') ? 0 : 1);
JS
echo 'Expected: both end in Z.'
node check.mjs
