#!/usr/bin/env bash
# n2words (npm, 4.0.0): 300 and minus have Arabic letters in their Persian words.
#
# Expected: yeh in Persian is U+06CC. The Arabic yeh (U+064A) and alef maksura (U+0649) look the same in some
#   shapes, and are other letters to a search, a sort and a comparison.
# Seen: «سيصد» of 300 has U+064A and «منفى» of a negative number has U+0649; «سی» of 30 and «بیست» of 20 have
#   the Persian one. "سیصد" is not found in what it wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund n2words@4.0.0 >/dev/null

cat >check.mjs <<'JS'
import { toCardinal } from 'n2words/fa-IR';

const seen = [300, -20, 30].map((number) => [number, toCardinal(number), /[\u0649\u064A]/.test(toCardinal(number))]);
for (const [number, words, arabic] of seen) console.log(`${number}: «${words}», Arabic letters: ${arabic}`);
const found = toCardinal(300).includes('سیصد');
console.log(`«سیصد» is in the words of 300: ${found}`);
process.exit(seen.map(([, , arabic]) => arabic).join() === 'true,true,false' && !found ? 0 : 1);
JS
echo 'Expected: no Arabic letters, and it is found.'
node check.mjs
