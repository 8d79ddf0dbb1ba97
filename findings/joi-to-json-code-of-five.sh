#!/usr/bin/env bash
# joi-to-json (npm, 5.0.5), joi 17.13.4: a text of exactly five signs may have any length.
#
# Expected: JSON Schema says length(5) with minLength and maxLength. The README shows length(2) of a list
#   becoming minItems and maxItems, and min and max of a text becoming minLength and maxLength.
# Seen: length() of a text is left out without a word. Beside it, the flag of a pattern is kept as a part of
#   the pattern, "^[a-z]+$/i", which no text meets, since nothing stands after the end.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund joi@17.13.4 joi-to-json@5.0.5 ajv@8.17.1 >/dev/null

cat >check.cjs <<'JS'
const Ajv = require('ajv');
const Joi = require('joi');
const toJson = require('joi-to-json');

const seen = [[Joi.string().length(5), '123456789'], [Joi.string().pattern(/^[a-z]+$/i), 'Mashhad']].map(([rule, text]) => {
  const schema = toJson(rule);
  const answers = [!rule.validate(text).error, new Ajv().compile(schema)(text)];
  console.log(JSON.stringify(schema), `${text}, by Joi and by the schema: ${answers}`);
  return answers;
});
process.exit(String(seen) === 'false,true,true,false' ? 0 : 1);
JS
echo 'Expected: false twice, true twice.'
node check.cjs
