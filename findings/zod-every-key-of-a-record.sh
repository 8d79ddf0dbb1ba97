#!/usr/bin/env bash
# zod (npm, 4.6.7): read back from its JSON Schema, a record that needs all its keys needs none.
#
# Expected: the documentation has a record whose keys are an enum be exhaustive, every key there; the JSON
#   Schema that zod writes says so with "required", and z.fromJSONSchema(), if still experimental, reads it.
# Seen: with "propertyNames" beside it, "required" is passed over in reading: {} is valid, and so is a rota
#   with one day of two. ajv 8.20.0 refuses both by the same JSON Schema, as the first schema does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 ajv@8.20.0 >/dev/null

cat >check.mjs <<'JS'
import Ajv from 'ajv/dist/2020.js';
import { z } from 'zod';

const rota = z.record(z.enum(['saturday', 'sunday']), z.string());
const schema = z.toJSONSchema(rota);
const again = z.fromJSONSchema(schema);
const byAjv = new Ajv().compile(schema);
const seen = [{}, { saturday: 'district 2' }].map((value) => [
  rota.safeParse(value).success,
  byAjv(value),
  again.safeParse(value).success,
]);
console.log(`required: ${schema.required}\nzod, ajv, zod out of its JSON Schema: ${JSON.stringify(seen)}`);
process.exit(JSON.stringify(seen) === '[[false,false,true],[false,false,true]]' ? 0 : 1);
JS
echo 'Expected: false everywhere.'
node check.mjs
