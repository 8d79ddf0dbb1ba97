#!/usr/bin/env bash
# parse-prometheus-text-format (npm, 1.1.1): of a histogram with labels only the last series is left, and half of it.
#
# Expected: the exposition format has a histogram for each set of labels, each with its buckets, sum and count; the
#   README shows metrics as a list with the labels of each, as counters come out.
# Seen: two bots' histograms under one name come out as one without labels, sum and count; its buckets are those of the
#   bot named last. The same lines as a counter keep both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund parse-prometheus-text-format@1.1.1 >/dev/null

cat >check.cjs <<'JS'
const loaded = require('parse-prometheus-text-format');
const parse = loaded.default ?? loaded;

const seriesOf = (bot, fast, all, sum) => [
  `answer_seconds_bucket{bot="${bot}",le="1"} ${fast}`,
  `answer_seconds_bucket{bot="${bot}",le="+Inf"} ${all}`,
  `answer_seconds_sum{bot="${bot}"} ${sum}`,
  `answer_seconds_count{bot="${bot}"} ${all}`,
];
const histogram = ['# TYPE answer_seconds histogram', ...seriesOf('citizen', 90, 100, 60), ...seriesOf('staff', 5, 9, 8)];
const counter = ['# TYPE answers counter', 'answers{bot="citizen"} 100', 'answers{bot="staff"} 9'];
const [of, plain] = [histogram, counter].map((lines) => parse(`${lines.join('\n')}\n`)[0].metrics);
console.log(`counter:   ${JSON.stringify(plain)}`);
console.log(`histogram: ${JSON.stringify(of)}`);
const isSeen = plain.length === 2 && JSON.stringify(of) === '[{"buckets":{"1":"5","+Inf":"9"}}]';
process.exit(isSeen ? 0 : 1);
JS
echo 'Expected: two histograms, citizen with 90 of 100 and staff with 5 of 9, each with sum and count.'
node check.cjs
