#!/usr/bin/env bash
# openapi-sampler (npm, 1.7.10): of a text that may be null it makes an empty object.
#
# Expected: the README promises examples from schemas; of «null or text» that is null or a text. Redoc shows them.
# Seen: where null is named first in "anyOf" or "oneOf", the example is {}, which neither branch allows; with
#   the text first it is a text, and by "type": ["null", "string"] it is null.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund openapi-sampler@1.7.10 ajv@8.20.0 >/dev/null

cat >check.mjs <<'JS'
import Ajv from 'ajv/dist/2020.js';
import { sample } from 'openapi-sampler';

const nothing = { type: 'null' };
const text = { type: 'string' };
const seen = [
  { anyOf: [nothing, text] },
  { oneOf: [nothing, { type: 'integer' }] },
  { anyOf: [text, nothing] },
  { type: ['null', 'string'] },
].map((schema) => {
  const example = sample(schema) ?? null;
  return [example, new Ajv().validate(schema, example)];
});
console.log(`example, and whether it fits its schema: ${JSON.stringify(seen)}`);
process.exit(JSON.stringify(seen) === '[[{},false],[{},false],["string",true],[null,true]]' ? 0 : 1);
JS
echo 'Expected: every example fits.'
node check.mjs
