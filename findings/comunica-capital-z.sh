#!/usr/bin/env bash
# @comunica/query-sparql-rdfjs-lite (npm, 5.2.3): "Z" is not less than "a", and "b" is between "A" and "Z".
#
# Expected: of texts the operators are fn:compare (SPARQL 1.1, 17.3), and a query chooses no collation: by code
#   points, the collation that every implementation has (XPath and XQuery Functions 3.1, 5.3), the capitals of Latin
#   come before its small letters. Oxigraph compares so.
# Seen: they are compared as words in a dictionary of the language that the process runs in. A range of codes,
#   FILTER(?code >= "A" && ?code <= "Z"), has small letters in it, and what is sorted in one country is not in
#   another.
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
  ['"Z" < "a"', 'true', 'false'],
  ['"b" >= "A" && "b" <= "Z"', 'false', 'true'],
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
