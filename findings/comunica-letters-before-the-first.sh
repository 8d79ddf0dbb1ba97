#!/usr/bin/env bash
# @comunica/query-sparql-rdfjs-lite (npm, 5.2.3): a piece that begins before the text is another piece.
#
# Expected: SUBSTR() counts from 1, and gives the signs whose places are from the start on and below start plus length,
#   wherever the start is (SPARQL 1.1, 17.4.3.3; XPath and XQuery Functions 3.1, fn:substring, which has "12345" from 0,
#   3 long, as its example: "12").
# Seen: with 0 the last sign alone, with a length nothing, with minus three all but the first: what slice() of
#   JavaScript makes of the number less one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @comunica/query-sparql-rdfjs-lite@5.2.3 n3@2.13.12 >/dev/null

cat >check.mjs <<'JS'
import { QueryEngine } from '@comunica/query-sparql-rdfjs-lite';
import { Store } from 'n3';

const engine = new QueryEngine();
let same = true;
for (const [expression, expected, before] of [
  ['SUBSTR("12345", 2, 3)', '234', '234'],
  ['SUBSTR("12345", 0, 3)', '12', ''],
  ['SUBSTR("12345", 0)', '12345', '5'],
  ['SUBSTR("12345", -3, 5)', '1', ''],
  ['SUBSTR("12345", -3)', '12345', '2345'],
]) {
  const bindings = await engine.queryBindings(`SELECT (${expression} AS ?result) WHERE {}`, { sources: [new Store()] });
  const [row] = await bindings.toArray();
  const seen = row.get('result').value;
  console.log(`${expression} is ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`);
  same &&= seen === before;
}
process.exit(same ? 0 : 1);
JS
node check.mjs
