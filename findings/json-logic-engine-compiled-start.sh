#!/usr/bin/env bash
# json-logic-engine (npm, 5.0.7): compiled, a sum over a fixed list forgets the number that it starts with.
#
# Expected: the third part of "reduce" is the start, and may be any expression, a variable too; the README
#   offers compiling as a matter of speed only.
# Seen: with a list that is written in the rule, run() adds the three fees to the balance of the data, and
#   build() gives the sum of the fees alone, whatever the balance. With a list out of the data both agree.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-engine@5.0.7 >/dev/null

cat >check.mjs <<'JS'
import { LogicEngine } from 'json-logic-engine';

const engine = new LogicEngine();
const sum = { '+': [{ var: 'current' }, { var: 'accumulator' }] };
const results = (list) => {
  const rule = { reduce: [list, sum, { var: 'balance' }] };
  const data = { balance: 1000, fees: [1, 2, 3] };
  return [engine.run(rule, data), engine.build(rule)(data)];
};
const written = results([1, 2, 3]);
const given = results({ var: 'fees' });
console.log(`list in the rule: run ${written[0]}, compiled ${written[1]}`);
console.log(`list in the data: run ${given[0]}, compiled ${given[1]}`);
process.exit(String(written) === '1006,6' && String(given) === '1006,1006' ? 0 : 1);
JS
echo 'Expected: 1006 four times.'
node check.mjs
