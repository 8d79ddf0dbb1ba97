#!/usr/bin/env bash
# @persian-tools/persian-tools (npm, 4.0.4): it writes 400 in words that it reads as 104.
#
# Expected: wordsToNumber() is documented as the way back from Persian words; what numberToWords()
#   writes should come back as the same number. Persian writes four hundred as one word, «چهارصد».
# Seen: numberToWords(400) is two words, «چهار صد», and wordsToNumber() adds four and a hundred. Every
#   number with 400 to 499 in a group of three digits is wrong, and no other up to 20,000.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @persian-tools/persian-tools@4.0.4 >/dev/null

cat >check.mjs <<'JS'
import { numberToWords, wordsToNumber } from '@persian-tools/persian-tools';

for (const number of [300, 400, 1403, 500]) {
  const words = numberToWords(number);
  console.log(`${number}: «${words}» is read as ${wordsToNumber(words)}`);
}
const wrong = [];
for (let number = 0; number < 20_000; number += 1) {
  if (wordsToNumber(numberToWords(number)) !== number) wrong.push(number);
}
console.log(`${wrong.length} of 20,000 do not come back`);
const asSeen = wrong.length === 2000 && wrong.every((number) => number % 1000 >= 400 && number % 1000 < 500);
process.exit(asSeen ? 0 : 1);
JS
echo 'Expected: every number comes back.'
node check.mjs
