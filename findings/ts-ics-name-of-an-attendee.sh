#!/usr/bin/env bash
# ts-ics (npm, 2.4.6): a quoted name is cut at its semicolon, and a name with a comma is written unquoted.
#
# Expected: RFC 5545 (3.2): the value of a parameter that has a comma, a semicolon or a colon stands in
#   double quotes, and within them these signs separate nothing.
# Seen: of CN="Rezaei; Ali" a quote and the first word are left, which makes a line with one quote when it
#   is written again. CN="Rezaei, Ali" is read well and written without its quotes; a bare comma stands
#   between two values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ts-ics@2.4.6 >/dev/null

cat >check.mjs <<'JS'
import { convertIcsCalendar, generateIcsCalendar } from 'ts-ics';

const lines = ['DTSTART:20260105T100000Z', 'ORGANIZER;CN="Rezaei, Ali":mailto:a@example.org', 'ATTENDEE;CN="Rezaei; Ali":mailto:a@example.org'];
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const calendar = convertIcsCalendar(undefined, text);
const written = generateIcsCalendar(calendar).split(/\r?\n/).filter((line) => /^(ORGANIZER|ATTENDEE)/.test(line));
const name = calendar.events[0].attendees[0].name;
console.log(`the attendee's name: ${name}\n${written.join('\n')}`);
const expected = ['ORGANIZER;CN=Rezaei, Ali:MAILTO:a@example.org', 'ATTENDEE;CN="Rezaei:MAILTO:a@example.org'];
process.exit(name === '"Rezaei' && JSON.stringify(written) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: Rezaei; Ali, and both names in quotes.'
node check.mjs
