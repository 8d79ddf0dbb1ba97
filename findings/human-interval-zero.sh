#!/usr/bin/env bash
# human-interval (npm, 2.0.1), the reader of intervals of job schedulers: "half an hour" is no time at all.
#
# Expected: the README lists numbers in words and says that libraries such as Agenda use it for
#   intervals. What it does not understand should be NaN, as "1 fortnight" and "72h" are.
# Seen: "half an hour" and "a week" are 0, a job that repeats at once; "one and a half hours" is one
#   hour, and "1,000 seconds" is one second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund human-interval@2.0.1 >/dev/null

cat >check.cjs <<'JS'
const humanInterval = require('human-interval');

const seen = ['half an hour', 'a week', 'one and a half hours', '1,000 seconds', '1 fortnight', '72h'].map((text) => {
  console.log(`${text}: ${humanInterval(text)} ms`);
  return humanInterval(text);
});
process.exit(String(seen) === '0,0,3600000,1000,NaN,NaN' ? 0 : 1);
JS
echo 'Expected: 1800000, 604800000, 5400000, 1000000; or NaN for what is not understood.'
node check.cjs
