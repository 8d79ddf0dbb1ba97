#!/usr/bin/env bash
# sms-counter (npm, 1.0.0): a bracket counts once, so that a message of two parts is said to be one.
#
# Expected: signs of the extension table of the GSM alphabet, such as [ ] { } and the euro, take two places each (3GPP TS 23.038,
#   6.2.1); the package knows them as an encoding of their own.
# Seen: 160 brackets are one message of 160, as are 160 letters; split-sms 0.1.7 finds three parts, which is what is billed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sms-counter@1.0.0 split-sms@0.1.7 >/dev/null

cat >check.cjs <<'JS'
const loaded = require('sms-counter');
const count = loaded.count ?? loaded.default.count;
const { split } = require('split-sms');

const seen = ['a'.repeat(160), '['.repeat(80), '['.repeat(81), '['.repeat(160)].map((text) => {
  const { encoding, messages } = count(text);
  return [text.length, encoding, messages, split(text).parts.length];
});
for (const [length, encoding, counted, parts] of seen) {
  console.log(`${length} signs, ${encoding}: counted ${counted}, parts ${parts}`);
}
const wanted = [
  [160, 'GSM_7BIT', 1, 1],
  [80, 'GSM_7BIT_EX', 1, 1],
  [81, 'GSM_7BIT_EX', 1, 2],
  [160, 'GSM_7BIT_EX', 1, 3],
];
process.exit(JSON.stringify(seen) === JSON.stringify(wanted) ? 0 : 1);
JS
echo 'Expected: both count the same.'
node check.cjs
