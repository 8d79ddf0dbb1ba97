#!/usr/bin/env bash
# cron-parser (npm, 5.10.6): "every even hour" also fires at one o'clock on the night the clocks go forward.
#
# Expected: crontab(5) of Vixie cron: times that do not exist when the clocks go forward never
#   match. Cairo goes from 00:00 to 01:00 on 24 April 2026, so that after 22:00 comes 02:00.
#   croner 11.0.1 does so and documents it.
# Seen: cron-parser, whose README says that it handles such changes correctly, moves 00:00 to 01:00
#   and adds 02:00: two runs an hour apart, the first at an odd hour.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cron-parser@5.10.6 croner@11.0.1 >/dev/null

cat >check.mjs <<'JS'
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';

const zone = 'Africa/Cairo';
const from = new Date('2026-04-23T19:30:00Z');
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const parsed = CronExpressionParser.parse('0 */2 * * *', { tz: zone, currentDate: from });
const ours = [1, 2, 3, 4].map(() => clock.format(parsed.next().toDate()));
const theirs = new Cron('0 */2 * * *', { timezone: zone, paused: true }).nextRuns(4, from).map((date) => clock.format(date));
console.log(`cron-parser: ${ours.join(', ')}\ncroner: ${theirs.join(', ')}`);
process.exit(String(ours) === '22:00,01:00,02:00,04:00' && String(theirs) === '22:00,02:00,04:00,06:00' ? 0 : 1);
JS
echo 'Expected: 22:00, 02:00, 04:00, 06:00 twice.'
node check.mjs
