#!/usr/bin/env bash
# zod (npm, 4.6.7): the schema that it reads from its own JSON Schema refuses every word.
#
# Expected: z.fromJSONSchema(), if still experimental, reads what z.toJSONSchema() writes; JSON Schema (2020-12,
#   core 6.4) has a pattern be a regular expression with the Unicode flag, so that \p{L} is any letter.
# Seen: the pattern is written well, and ajv 8.20.0 accepts «خیابان» by it; read back it is compiled without
#   the flag, \p{L} is then the letters "p{L}", and neither Persian nor English passes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 ajv@8.20.0 >/dev/null

cat >check.mjs <<'JS'
import Ajv from 'ajv/dist/2020.js';
import { z } from 'zod';

const name = z.string().regex(/^\p{L}+$/u);
const schema = z.toJSONSchema(name);
const again = z.fromJSONSchema(schema);
const byAjv = new Ajv().compile(schema);
const seen = ['خیابان', 'street'].map((word) => [name, again].map((type) => type.safeParse(word).success));
console.log(`pattern: ${schema.pattern}\nzod, and zod out of its JSON Schema: ${JSON.stringify(seen)}`);
console.log(`ajv: ${byAjv('خیابان')}`);
process.exit(JSON.stringify(seen) === '[[true,false],[true,false]]' && byAjv('خیابان') ? 0 : 1);
JS
echo 'Expected: true everywhere.'
node check.mjs
