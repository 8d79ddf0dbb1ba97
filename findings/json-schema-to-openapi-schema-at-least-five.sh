#!/usr/bin/env bash
# @openapi-contrib/json-schema-to-openapi-schema (npm, 4.3.4): "more than 0 and at least 5" becomes "more than 0".
#
# Expected: minimum and exclusiveMinimum are two assertions since draft 6, and both hold (JSON Schema Validation, 6.2.4 and
#   6.2.5). OpenAPI 3.0 has one limit, which can be the narrower of the two: minimum 5.
# Seen: the exclusive limit is put over the other, whichever is narrower, so that 1 is accepted; likewise at the upper
#   end. Schemas that are generated from "positive, at least 5" have both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @openapi-contrib/json-schema-to-openapi-schema@4.3.4 ajv@8.20.0 ajv-draft-04@1.0.0 >/dev/null

cat >check.mjs <<'JS'
import { convert } from '@openapi-contrib/json-schema-to-openapi-schema';
import { Ajv } from 'ajv';
import draft04 from 'ajv-draft-04';

const Ajv04 = draft04.default ?? draft04;
const seen = [];
for (const [schema, value] of [[{ type: 'number', exclusiveMinimum: 0, minimum: 5 }, 1], [{ type: 'number', exclusiveMaximum: 10, maximum: 5 }, 9]]) {
  const before = new Ajv().validate(schema, value);
  const openapi = await convert(structuredClone(schema));
  const after = new Ajv04().validate(openapi, value);
  console.log(JSON.stringify(schema), 'accepts', value, before, '; becomes', JSON.stringify(openapi), after);
  seen.push(before, after);
}
process.exit(seen.join() === 'false,true,false,true' ? 0 : 1);
JS
echo 'Expected: false before and after.'
node check.mjs
