#!/usr/bin/env bash
# n2words (npm, 4.0.0): 1403 in Persian words loses its first "and", and 400 is two words.
#
# Expected: fa-IR is among the languages. Persian joins every part by «و» and writes the hundreds as one
#   word: 1403 is «هزار و چهارصد و سه», as num2words 0.5.14 says.
# Seen: «هزار چهار صد و سه». Between thousand and hundred nothing is written, and «چهار صد» is read as "four,
#   hundred". 1203 lacks the first «و» too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund n2words@4.0.0 >/dev/null

cat >check.mjs <<'JS'
import { toCardinal } from 'n2words/fa-IR';

const expected = { 400: 'چهارصد', 1203: 'هزار و دویست و سه', 1403: 'هزار و چهارصد و سه' };
const seen = Object.keys(expected).map((number) => toCardinal(Number(number)));
Object.entries(expected).forEach(([number, words], index) => {
  console.log(`${number}: «${seen[index]}», in Persian «${words}»`);
});
process.exit(String(seen) === 'چهار صد,هزار دویست و سه,هزار چهار صد و سه' ? 0 : 1);
JS
echo 'Expected: the words in the second place.'
node check.mjs
