#!/usr/bin/env bash
# ts-ics (npm, 2.4.6): ten o'clock without a zone is ten o'clock in Greenwich after reading and writing.
#
# Expected: RFC 5545 (3.3.5, form 1): a time without Z and without TZID is local, wherever the reader is;
#   the Z of form 2 makes it UTC. A program that reads a calendar and writes it keeps the form.
# Seen: the local time is read as UTC, with nothing in the event that tells it apart, and written with a Z.
#   The opening of an office at ten is half past one in the afternoon in Tehran.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ts-ics@2.4.6 ical.js@2.2.1 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';
import { convertIcsCalendar, generateIcsCalendar } from 'ts-ics';

const calendar = (start) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', `DTSTART:${start}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const read = ['20260105T100000', '20260105T100000Z'].map((start) => convertIcsCalendar(undefined, calendar(start)));
const same = JSON.stringify(read[0]) === JSON.stringify(read[1]);
const line = generateIcsCalendar(read[0]).split(/\r?\n/).find((part) => part.startsWith('DTSTART'));
const other = new ICAL.Component(ICAL.parse(calendar('20260105T100000'))).toString().split('\r\n').find((part) => part.startsWith('DTSTART'));
console.log(`local and UTC are read the same: ${same}; ts-ics writes ${line}, ical.js ${other}`);
process.exit(same && line === 'DTSTART;VALUE=DATE-TIME:20260105T100000Z' && other === 'DTSTART:20260105T100000' ? 0 : 1);
JS
echo 'Expected: not the same; a time without Z.'
TZ=Asia/Tehran node check.mjs
