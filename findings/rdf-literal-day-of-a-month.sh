#!/usr/bin/env bash
# rdf-literal (npm, 2.0.0): a day of a month, an endless number and a date with a zone are nothing.
#
# Expected: getSupportedRdfDatatypes() names gMonthDay, gDay, date and double. In XML Schema 1.1, Part 2, they
#   are written --12-25 (3.3.12), ---31 (3.3.13), 2026-12-01+03:30 (3.3.9) and INF (3.3.5).
# Seen: an invalid date and NaN, without an error; asked to validate, it calls all four invalid, and takes
#   12-25 and 31, which are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdf-literal@2.0.0 @rdfjs/data-model@2.1.2 >/dev/null

cat >check.mjs <<'JS'
import dataModel from '@rdfjs/data-model';
import { fromRdf, getSupportedRdfDatatypes } from 'rdf-literal';

const supported = getSupportedRdfDatatypes().map((type) => type.value);
const read = ([text, name], validate) => {
  const type = dataModel.namedNode(`http://www.w3.org/2001/XMLSchema#${name}`);
  if (!supported.includes(type.value)) throw new Error(`not supported: ${name}`);
  try {
    return String(fromRdf(dataModel.literal(text, type), validate));
  } catch {
    return 'refused';
  }
};
const valid = [['--12-25', 'gMonthDay'], ['---31', 'gDay'], ['2026-12-01+03:30', 'date'], ['INF', 'double']];
const invalid = [['12-25', 'gMonthDay'], ['31', 'gDay']];
for (const literal of valid) console.log(...literal, read(literal, false), 'validated:', read(literal, true));
for (const literal of invalid) console.log(...literal, 'validated:', read(literal, true));
const seen = valid.map((literal) => read(literal, false)).join();
const refused = valid.every((literal) => read(literal, true) === 'refused') && invalid.every((literal) => read(literal, true) !== 'refused');
process.exit(seen === 'Invalid Date,Invalid Date,Invalid Date,NaN' && refused ? 0 : 1);
JS
echo 'Expected: three dates and Infinity, of which none is refused; the last two are.'
node check.mjs
