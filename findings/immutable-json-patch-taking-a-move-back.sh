#!/usr/bin/env bash
# immutable-json-patch (npm, 6.0.3): taking back a move to the end of a list leaves a hole in it.
#
# Expected: the README: revertJSONPatch() gives the operations that fully take back those that were applied.
#   "-" for the end of a list is a valid target of move (RFC 6901, 4; RFC 6902, 4.4).
# Seen: after [1, 2] has become [2, 1], the way back leads to [undefined, 2, 1], which is written as
#   [null,2,1]. Taking back an add to the end is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund immutable-json-patch@6.0.3 >/dev/null

cat >check.mjs <<'JS'
import { immutableJSONPatch, revertJSONPatch } from 'immutable-json-patch';

const before = { list: [1, 2] };
const seen = [[{ op: 'add', path: '/list/-', value: 3 }], [{ op: 'move', from: '/list/0', path: '/list/-' }]].map((patch) => {
  const after = immutableJSONPatch(before, patch);
  const back = immutableJSONPatch(after, revertJSONPatch(before, patch));
  console.log(`${patch[0].op}: ${JSON.stringify(after)}, taken back: ${JSON.stringify(back)}`);
  return JSON.stringify(back.list);
});
process.exit(String(seen) === '[1,2],[null,2,1]' ? 0 : 1);
JS
echo 'Expected: [1,2] both times.'
node check.mjs
