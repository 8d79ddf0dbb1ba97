#!/usr/bin/env bash
# rfc6902 (npm, 5.4.0): replacing the element after the last one succeeds and changes nothing.
#
# Expected: RFC 6902 (4.3) wants the target of a replacement to exist, and RFC 6901 (4) has "-" stand for
#   the element after the last, which does not. The README: for an operation that fails the list has an
#   Error, null is success.
# Seen: [ null ], and the document as it was. fast-json-patch 3.1.1 refuses the same patch, and rfc6902
#   itself refuses the removal of "-".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rfc6902@5.4.0 fast-json-patch@3.1.1 >/dev/null

cat >check.mjs <<'JS'
import { applyPatch } from 'rfc6902';
import fastJsonPatch from 'fast-json-patch';

const patch = [{ op: 'replace', path: '/managers/-', value: 'mayor' }];
const city = () => ({ managers: ['engineer', 'district'] });
const changed = city();
const result = applyPatch(changed, patch);
const removal = applyPatch(city(), [{ op: 'remove', path: '/managers/-' }]);
let other = 'applied';
try {
  fastJsonPatch.applyPatch(city(), patch, true);
} catch (error) {
  other = error.name;
}
console.log('result:', result, JSON.stringify(changed));
console.log(`removal: ${removal[0]?.name}, fast-json-patch: ${other}`);
const silent = result.length === 1 && result[0] === null && JSON.stringify(changed) === JSON.stringify(city());
process.exit(silent && removal[0] !== null && other.includes('UNRESOLVABLE') ? 0 : 1);
JS
echo 'Expected: an error in the list.'
node check.mjs
