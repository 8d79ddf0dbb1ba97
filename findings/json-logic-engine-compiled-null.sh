#!/usr/bin/env bash
# json-logic-engine (npm, 5.0.7): a rule that is compiled writes "null" into a text, the same rule that is
# run does not.
#
# Expected: the README offers compiling as a matter of speed only: build(rule)(data) is run(rule, data).
# Seen: "cat" joins a missing value as nothing when it is run, as json-logic-js does, and as the word null
#   once it is compiled. A greeting to a person without a middle name changes with the optimization.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-engine@5.0.7 >/dev/null

cat >check.mjs <<'JS'
import { LogicEngine } from 'json-logic-engine';

const engine = new LogicEngine();
const rule = { cat: ['Street ', { var: 'street' }, { var: 'note' }] };
const data = { street: 'Imam Reza', note: null };
const run = engine.run(rule, data);
const compiled = engine.build(rule)(data);
const withoutKey = engine.build(rule)({ street: 'Imam Reza' });
console.log(`run: "${run}"\ncompiled: "${compiled}"\ncompiled, note absent: "${withoutKey}"`);
const asSeen = run === 'Street Imam Reza' && compiled === 'Street Imam Rezanull' && withoutKey === compiled;
process.exit(asSeen ? 0 : 1);
JS
echo 'Expected: three times "Street Imam Reza".'
node check.mjs
