#!/usr/bin/env bash
# json-schema-merge-allof (npm, 0.8.1): «a number, and it is whole» is taken for a contradiction.
#
# Expected: "allOf": [{"type": "number"}, {"type": "integer"}] merges to "integer"; in JSON Schema each integer is
#   a number, and the README says that what all parts allow is found by intersection.
# Seen: an error says that the two are probably incompatible. Of ["number", "null"] and ["integer", "null"] it
#   makes "null" alone, without an error: no number is valid any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-merge-allof@0.8.1 ajv@8.20.0 >/dev/null

cat >check.mjs <<'JS'
import Ajv from 'ajv';
import merge from 'json-schema-merge-allof';

const ofTypes = (...types) => ({ allOf: types.map((type) => ({ type })) });
const hours = ofTypes(['number', 'null'], ['integer', 'null']);
const merged = merge(hours);
let said;
try {
  merge(ofTypes('number', 'integer'));
} catch (error) {
  said = error.message.split('.')[0];
}
const valid = [hours, merged].map((schema) => new Ajv().validate(schema, 72));
console.log(`number and integer: ${said}\nboth or null: ${JSON.stringify(merged)}\n72 before and after: ${valid}`);
process.exit(/Could not resolve/.test(said ?? '') && valid.join() === 'true,false' ? 0 : 1);
JS
echo 'Expected: integer; integer or null; true, true.'
node check.mjs
