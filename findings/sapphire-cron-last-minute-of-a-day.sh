#!/usr/bin/env bash
# @sapphire/cron (npm, 1.2.1): asked in the last minute of a day, the next run is hours ago.
#
# Expected: next() gives the first moment after the one that it is given.
# Seen: it adds a minute to see what hour it is, and takes the date from before: at 23:59 the next run of "30 8 * * *" is at
#   half past eight of the same day, fifteen hours ago. So it is every night with every expression that has
#   today's date; a timer that is set for it fires at once.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @sapphire/cron@1.2.1 >/dev/null

cat >check.cjs <<'JS'
const { Cron } = require('@sapphire/cron');

const cron = new Cron('30 8 * * *');
const seen = ['2026-12-01T23:58:00Z', '2026-12-01T23:59:00Z', '2026-12-02T00:00:00Z'].map((moment) => {
  const next = cron.next(new Date(moment)).toISOString();
  console.log(`after ${moment}: ${next}`);
  return next.slice(0, 16);
});
process.exit(seen.join() === '2026-12-02T08:30,2026-12-01T08:30,2026-12-02T08:30' ? 0 : 1);
JS
echo 'Expected: three times 2026-12-02T08:30.'
node check.cjs
