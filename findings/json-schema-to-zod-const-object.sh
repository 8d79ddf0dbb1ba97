#!/usr/bin/env bash
# json-schema-to-zod (npm, 2.8.1): a constant that is an object or a list accepts nothing.
#
# Expected: "const": {"unit": 2} accepts an object with these values, as JSON Schema compares by value; the
#   README promises a zod schema for it and names no limit for this keyword.
# Seen: it writes z.literal({"unit":2}), and zod 4.6.7 compares that by identity: no value that was read from
#   JSON is valid. ajv 8.20.0 accepts both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-to-zod@2.8.1 zod@4.6.7 ajv@8.20.0 >/dev/null

cat >check.mjs <<'JS'
import Ajv from 'ajv/dist/2020.js';
import { jsonSchemaToZod } from 'json-schema-to-zod';
import { z } from 'zod';

const seen = [{ unit: 2 }, ['fa', 'en'], 'fa'].map((value) => {
  const schema = { const: value };
  const written = jsonSchemaToZod(schema);
  const byZod = new Function('z', `return ${written}`)(z).safeParse(JSON.parse(JSON.stringify(value))).success;
  console.log(`${written}: ajv ${new Ajv().validate(schema, value)}, zod ${byZod}`);
  return byZod;
});
process.exit(seen.join() === 'false,false,true' ? 0 : 1);
JS
echo 'Expected: true everywhere.'
node check.mjs
