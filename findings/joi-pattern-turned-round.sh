#!/usr/bin/env bash
# joi-to-swagger (npm, 6.2.0), joi-to-json (npm, 5.0.5), joi 17.13.4: the schema demands what Joi forbids.
#
# Expected: Joi's API (string.pattern): with invert the value must not match. Both packages offer to put a
#   Joi schema into JSON Schema, which can say it with not, as they do for invalid().
# Seen: the pattern is written without the not. "No digit in the name" is, for every client of the
#   description, "a digit in the name"; a README shows such a pattern and takes no notice of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund joi@17.13.4 joi-to-swagger@6.2.0 joi-to-json@5.0.5 ajv@8.17.1 >/dev/null

cat >check.cjs <<'JS'
const Ajv = require('ajv');
const Joi = require('joi');
const toJson = require('joi-to-json');
const toSwagger = require('joi-to-swagger');

const name = Joi.string().pattern(/[0-9]/, { invert: true });
const ajv = new Ajv({ strict: false });
const bySwagger = ajv.compile(toSwagger(name).swagger);
const byJson = ajv.compile(toJson(name));
const seen = ['Mellat park', 'Mellat 2'].map((text) => [!name.validate(text).error, bySwagger(text), byJson(text)]);
console.log('Mellat park, Mellat 2 (by Joi, joi-to-swagger, joi-to-json):', seen.join(' | '));
process.exit(String(seen) === 'true,false,false,false,true,true' ? 0 : 1);
JS
echo 'Expected: true three times, false three times.'
node check.cjs
