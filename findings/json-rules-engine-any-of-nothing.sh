#!/usr/bin/env bash
# json-rules-engine (npm, 7.3.1): a rule with any of no conditions always fires.
#
# Expected: "any" is true when at least one of its conditions is; of an empty list none is, as [].some() is false in
#   JavaScript, and as json-logic-js 2.0.5 and FEEL have it. A rule whose last alternative an editor removed is silent.
# Seen: {"any": []} fires for whatever it is given, as {"all": []} does; so does it below another "all".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-rules-engine@7.3.1 json-logic-js@2.0.5 >/dev/null

cat >check.cjs <<'JS'
const { Engine } = require('json-rules-engine');
const jsonLogic = require('json-logic-js');

async function fires(conditions) {
  const engine = new Engine();
  engine.addRule({ conditions, event: { type: 'escalate' } });
  return (await engine.run({ hours: 1 })).events.length === 1;
}

(async () => {
  const isLate = { fact: 'hours', operator: 'greaterThan', value: 72 };
  const seen = [await fires({ any: [isLate] }), await fires({ any: [] }), await fires({ all: [{ any: [] }] })];
  const other = jsonLogic.apply({ some: [[], { '>': [{ var: '' }, 72] }] }, {});
  console.log(`one condition, not met: ${seen[0]}; none: ${seen[1]}; none below «all»: ${seen[2]}; json-logic: ${other}`);
  process.exit(seen.join() === 'false,true,true' && other === false ? 0 : 1);
})();
JS
echo 'Expected: false everywhere.'
node check.cjs
