#!/usr/bin/env bash
# @comunica/query-sparql-rdfjs-lite (npm, 5.2.3): ENCODE_FOR_URI leaves what has a meaning in an address.
#
# Expected: all but letters, digits and - _ . ~ is written in percent (SPARQL 1.1, 17.4.3.11; XPath and XQuery
#   Functions 3.1, fn:encode-for-uri), so that a name can stand in an address as one part of it.
# Seen: slash, question mark, ampersand, number sign, plus and others stay. The department «Parks/Trees?» makes
#   another address than its own, and nothing says so. Persian letters are right.
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
  ['ENCODE_FOR_URI("آب")', '%D8%A2%D8%A8', '%D8%A2%D8%A8'],
  ['ENCODE_FOR_URI("a/b?c=d&e#f+g")', 'a%2Fb%3Fc%3Dd%26e%23f%2Bg', 'a/b?c=d&e#f+g'],
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
