#!/usr/bin/env bash
# openapi-zod-client (npm, 1.18.3) and typed-openapi (npm, 2.2.7): what must be one constant may be anything.
#
# Expected: "const" of a schema (OpenAPI 3.1 by JSON Schema 2020-12, 6.1.3) is that one value, by which the branches of a
#   "oneOf" are told apart; both say that they read OpenAPI 3 into zod.
# Seen: both write z.unknown(), which makes even the required property optional: an address without a street and a point of the kind
#   "address" pass. With an "enum" of one value in its place both refuse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund openapi-zod-client@1.18.3 typed-openapi@2.2.7 zod@3.25.76 @zodios/core@10.9.6 axios@1 tsx@4.20.6 >/dev/null

cat >specs.cjs <<'JS'
const { writeFileSync } = require('node:fs');

const branch = (kind, fields) => ({
  type: 'object',
  properties: { kind, ...Object.fromEntries(fields.map((field) => [field, { type: 'number' }])) },
  required: ['kind', ...fields],
});
for (const [name, only] of [['const', (value) => ({ const: value })], ['enum', (value) => ({ type: 'string', enum: [value] })]]) {
  const Place = { oneOf: [branch(only('point'), ['latitude', 'longitude']), branch(only('house'), ['number'])] };
  const ok = { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/Place' } } } };
  writeFileSync(`${name}.json`, JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'places', version: '1' },
    paths: { '/place': { get: { operationId: 'readPlace', responses: { 200: ok } } } },
    components: { schemas: { Place } },
  }));
}
JS
node specs.cjs
for form in const enum; do
  npx openapi-zod-client "$form.json" -o "zod-client-$form.ts" --export-schemas >/dev/null 2>&1
  npx typed-openapi "$form.json" -o "typed-$form.ts" --runtime zod >/dev/null 2>&1
done

cat >check.mts <<'TS'
const wrong = [{ kind: 'house', latitude: 36, longitude: 59 }, { number: 5 }];
const seen: boolean[][] = [];
for (const form of ['const', 'enum']) {
  const client = await import(`./zod-client-${form}.ts`);
  const typed = await import(`./typed-${form}.ts`);
  for (const [name, Place] of [['openapi-zod-client', client.schemas.Place], ['typed-openapi', typed.Place]] as const) {
    const passes = wrong.map((value) => Place.safeParse(value).success as boolean);
    seen.push(passes);
    console.log(`${name}, ${form}: ${passes.map((one) => (one ? 'passes' : 'refused')).join(', ')}`);
  }
}
const isSeen = JSON.stringify(seen) === '[[true,true],[true,true],[false,false],[false,false]]';
process.exit(isSeen ? 0 : 1);
TS
echo 'Expected: everything refused.'
npx tsx check.mts
