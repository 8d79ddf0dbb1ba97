#!/usr/bin/env bash
# hdr-histogram-js (npm, 3.0.1): in its summary the median of equal values is below every one of them.
#
# Expected: with three significant digits a percentile is within a thousandth of what was recorded, and not below it, as
#   getValueAtPercentile() gives it.
# Seen: a hundred answers of 1,999 ms have a median of 1,990 ms, of 19,999 ms one of 19,900 ms: toJSON() and summary cut all after
#   the third digit off, four times the promised error. The greatest value beside it is exact.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hdr-histogram-js@3.0.1 >/dev/null

cat >check.cjs <<'JS'
const { build } = require('hdr-histogram-js');

const seen = [1_999, 19_999].map((ms) => {
  const histogram = build();
  for (let count = 0; count < 100; count += 1) histogram.recordValue(ms);
  const { p50, p99, max } = histogram.toJSON();
  return [ms, p50, p99, max, histogram.getValueAtPercentile(50)];
});
for (const [ms, p50, , max, asked] of seen) {
  console.log(`each ${ms}: median ${p50}, greatest ${max}, getValueAtPercentile(50) ${asked}`);
}
const wanted = [
  [1_999, 1_990, 1_990, 1_999, 1_999],
  [19_999, 19_900, 19_900, 19_999, 19_999],
];
process.exit(JSON.stringify(seen) === JSON.stringify(wanted) ? 0 : 1);
JS
echo 'Expected: 1999 and 19999, or at most a thousandth above.'
node check.cjs
