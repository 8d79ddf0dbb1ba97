#!/usr/bin/env bash
# duration-fns (npm, 3.0.2): from the end of January to the end of February is a month less three days.
#
# Expected: between() gives the duration from one date to another, and apply() adds a duration to a date: applied to the
#   first date it is the second.
# Seen: from 31 January to 28 February there is P1M-3D, and 31 January with that is 25 February: the two numbers of the day
#   are subtracted, while apply() stops at the end of the month, the 28th. The 29th of a leap year is likewise.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund duration-fns@3.0.2 >/dev/null

cat >check.cjs <<'JS'
const duration = require('duration-fns');

const seen = [['2026-01-15', '2026-02-10'], ['2026-01-31', '2026-02-28'], ['2026-03-31', '2026-04-30'], ['2024-02-29', '2025-02-28']].map(([first, second]) => {
  const between = duration.between(first, second);
  const applied = duration.apply(first, between).toISOString().slice(0, 10);
  console.log(`from ${first} to ${second}: ${duration.toString(between)}, applied: ${applied}`);
  return applied;
});
process.exit(seen.join() === '2026-02-10,2026-02-25,2026-04-29,2025-02-27' ? 0 : 1);
JS
echo 'Expected: applied, the second date again.'
TZ=UTC node check.cjs
