#!/usr/bin/env bash
# @sapphire/cron (npm, 1.2.1): from ten at night to two is from two to ten at night.
#
# Expected: a range whose first value is the greater goes over midnight or the end of the week, as in Quartz, or is refused,
#   as by most. In a crontab 7 is Sunday (crontab(5)), and the package takes it in a range.
# Seen: the two values trade places: "0 22-2 * * *" runs at every hour but those of the night, SAT-WED is from Wednesday
#   to Saturday, and 5-7 has no Sunday.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @sapphire/cron@1.2.1 >/dev/null

cat >check.cjs <<'JS'
const { Cron } = require('@sapphire/cron');

const runs = (expression, count, write) => {
  const cron = new Cron(expression);
  let moment = new Date('2026-12-04T12:00:00Z');
  return Array.from({ length: count }, () => write((moment = cron.next(moment)))).join(' ');
};
const hours = runs('0 22-2 * * *', 12, (moment) => moment.getUTCHours());
const weekday = (moment) => moment.toUTCString().slice(0, 3);
const week = runs('0 0 * * SAT-WED', 4, weekday);
const weekend = runs('0 0 * * 5-7', 4, weekday);
console.log(`hours 22-2: ${hours}; SAT-WED: ${week}; 5-7: ${weekend}`);
process.exit(hours === '13 14 15 16 17 18 19 20 21 22 2 3' && week === 'Sat Wed Thu Fri' && weekend === 'Sat Fri Sat Fri' ? 0 : 1);
JS
echo 'Expected: hours 22-2: 22 23 0 1 2 22 and so on; SAT-WED: Sat Sun Mon Tue; 5-7: Sat Sun Fri Sat; or errors.'
TZ=UTC node check.cjs
