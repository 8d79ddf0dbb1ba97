#!/usr/bin/env bash
# cel-js (npm, 0.8.2): seven divided by two is three and a half, in a language where it is three.
#
# Expected: the README has the int and uint of the Common Expression Language and its arithmetic checked as
#   supported. The language definition has division of integers give an integer, rounded towards zero;
#   @marcbachmann/cel-js 8.0.0 does so.
# Seen: 3.5, for unsigned numbers too. An escalation rule of the form hours / 24 >= 3 answers the same
#   until a rule compares for equality: 71 / 24 == 2 is true by the language and false here.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cel-js@0.8.2 @marcbachmann/cel-js@8.0.0 >/dev/null

cat >check.mjs <<'JS'
import { evaluate } from 'cel-js';
import { evaluate as other } from '@marcbachmann/cel-js';

const expressions = ['7 / 2', '71 / 24 == 2', '-7 / 2'];
const seen = expressions.map((expression) => evaluate(expression));
const integers = expressions.map((expression) => String(other(expression)));
expressions.forEach((text, index) => console.log(`${text}: cel-js ${seen[index]}, the other library ${integers[index]}`));
const unsigned = evaluate('7u / 2u');
console.log(`7u / 2u: ${unsigned}`);
process.exit(String(seen) === '3.5,false,-3.5' && String(integers) === '3,true,-3' && unsigned === 3.5 ? 0 : 1);
JS
echo 'Expected: 3, true, -3, and 3 for the unsigned.'
node check.mjs
