#!/usr/bin/env bash
# fluent_conv (npm, 3.3.0): references lose what makes them: the attribute, the parameters, the number.
#
# Expected: Project Fluent's guide: { login.title } is an attribute of a message ("Attributes"), a term may
#   get parameters, { -city(case: "genitive") } ("Parameterized Terms"), and a literal may stand in braces
#   ("Special Characters", "Text"). The package is offered to convert there and back.
# Seen: after ftl2js and js2ftl the attribute is the message itself, the term has no parameter, a number is
#   an empty text, and a brace that was written as a literal opens a placeable: that message is then an
#   error for every parser of Fluent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fluent_conv@3.3.0 @fluent/syntax@0.19.0 >/dev/null

cat >check.mjs <<'JS'
import { parse } from '@fluent/syntax';
import ftl2js from 'fluent_conv/ftl2js';
import js2ftl from 'fluent_conv/js2ftl';

console.log = () => {};
const seen = ['hint = See { login.title }', 'note = In { -city(case: "genitive") }', 'count = { 5 } days', 'set = { "{" } is a brace'].map((line) => {
  const written = js2ftl(ftl2js(`${line}\n`)).trim();
  const type = parse(`${written}\n`, {}).body[0].type;
  process.stdout.write(`${line}  becomes  ${written}  (${type})\n`);
  return `${written} ${type}`;
});
const expected = ['hint = See { login } Message', 'note = In { -city } Message', 'count =  days Message', 'set = { is a brace Junk'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: four times the same line again.'
node check.mjs
