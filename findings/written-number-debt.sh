#!/usr/bin/env bash
# written-number (npm, 0.11.1): five below zero is nothing at all.
#
# Expected: a number in words, or an error; the README has no limits. Zero is «zero», and in Arabic «صفر».
# Seen: every negative number is an empty text, in each of its languages, so that a sentence with a debt or a frost has a
#   gap in it; one and a half is two, and half is one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund written-number@0.11.1 >/dev/null

cat >check.cjs <<'JS'
const writtenNumber = require('written-number');

const seen = [0, 5, -5, -100, 1.5, 0.5].map((number) => writtenNumber(number));
const arabic = writtenNumber(-5, { lang: 'ar' });
console.log(seen, JSON.stringify(arabic));
process.exit(JSON.stringify(seen) === '["zero","five","","","two","one"]' && arabic === '' ? 0 : 1);
JS
echo 'Expected: words for each, or errors.'
node check.cjs
