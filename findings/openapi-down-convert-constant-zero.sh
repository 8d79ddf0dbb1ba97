#!/usr/bin/env bash
# @apiture/openapi-down-convert (npm, 0.14.2): a constant that is 0, false or "" stays a const, which
# OpenAPI 3.0 does not know.
#
# Expected: the README, "Convert const to enum": OpenAPI 3.0 has no const, so that the tool writes an enum
#   of one value instead. What the tool cannot convert is listed there, const is not among it.
# Seen: 1, true and "a" become an enum; 0, false and "" do not. A reader of 3.0 passes over the unknown
#   word, so that "deleted must be false" turns into "deleted may be anything of its type".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @apiture/openapi-down-convert@0.14.2 >/dev/null

cat >check.cjs <<'JS'
const { Converter } = require('@apiture/openapi-down-convert');

const values = [1, 0, true, false, 'a', ''];
const schemas = Object.fromEntries(values.map((value, at) => [`s${at}`, { type: typeof value === 'number' ? 'integer' : typeof value, const: value }]));
const document = { openapi: '3.1.0', info: { title: 'City', version: '1' }, paths: {}, components: { schemas } };
const converted = new Converter(document, {}).convert();
const seen = Object.values(converted.components.schemas).map((schema) => ('enum' in schema ? 'enum' : 'const'));
console.log(converted.openapi, values.map((value, at) => `${JSON.stringify(value)}: ${seen[at]}`).join(', '));
process.exit(String(seen) === 'enum,const,enum,const,enum,const' ? 0 : 1);
JS
echo 'Expected: six times enum.'
node check.cjs
