#!/usr/bin/env bash
# accept-language-parser (npm, 1.5.0): with a space before its weight a language counts fully, and there is a language "q".
#
# Expected: spaces may stand around the semicolon of a weight (RFC 9110, 12.4.2), so «fa; q=0.2» is «fa;q=0.2».
# Seen: «fa; q=0.2» is Persian with weight 1 and a language «q» beside it; pick() then gives Persian to a reader who prefers
#   Kurdish and English.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund accept-language-parser@1.5.0 >/dev/null

cat >check.cjs <<'JS'
const { parse, pick } = require('accept-language-parser');

const seen = ['fa;q=0.2, ckb, en;q=0.8', 'fa; q=0.2, ckb, en; q=0.8'].map((header) => [
  parse(header).map(({ code, quality }) => `${code} ${quality}`).join(', '),
  pick(['fa', 'en'], header),
]);
for (const [languages, picked] of seen) console.log(`${languages} → ${picked}`);
const wanted = [
  ['ckb 1, en 0.8, fa 0.2', 'en'],
  ['fa 1, q 1, ckb 1, en 1, q 1', 'fa'],
];
process.exit(JSON.stringify(seen) === JSON.stringify(wanted) ? 0 : 1);
JS
echo 'Expected: both lines the same, with English picked.'
node check.cjs
