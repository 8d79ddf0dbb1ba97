#!/usr/bin/env bash
# ts-ics (npm, 2.4.6), node-ical (npm, 0.26.1): a category with a comma is two, one with a backslash.
#
# Expected: RFC 5545 (3.3.11, 3.8.1.2): a comma that belongs to a category is written \, and a bare one
#   stands between two categories. "Roads\, pavements,Lights" is two categories.
# Seen: both packages split at every comma: "Roads\", " pavements" and "Lights". Their summaries are read
#   well, with the same escape in them. ical.js 2.2.1 finds the two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ts-ics@2.4.6 node-ical@0.26.1 ical.js@2.2.1 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';

const lines = ['DTSTART:20260105T100000Z', 'SUMMARY:Roads\\, pavements', 'CATEGORIES:Roads\\, pavements,Lights'];
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const byTs = convertIcsCalendar(undefined, text).events[0];
const byNode = Object.values(nodeIcal.sync.parseICS(text)).find((part) => part.type === 'VEVENT');
const byIcal = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent').getFirstProperty('categories').getValues();
console.log({ 'ts-ics': byTs.categories, 'node-ical': byNode.categories, 'ical.js': byIcal, summary: [byTs.summary, byNode.summary] });
const cut = (list) => list.map((part) => part.trim()).join('|') === 'Roads\\|pavements|Lights';
process.exit(cut(byTs.categories) && cut(byNode.categories) && byIcal.join('|') === 'Roads, pavements|Lights' ? 0 : 1);
JS
echo 'Expected: "Roads, pavements" and "Lights" three times.'
node check.mjs
