#!/usr/bin/env bash
# immutable-json-patch (npm, 6.0.3): a place is not itself if its members come in another order.
#
# Expected: RFC 6902 (4.6): for the operation test two objects are equal if they have the same members with
#   equal values; the order of members says nothing.
# Seen: the texts of both are compared: {"lat":…,"lon":…} fails against {"lon":…,"lat":…}, and with it the
#   whole patch. fast-json-patch 3.1.1 finds them equal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund immutable-json-patch@6.0.3 fast-json-patch@3.1.1 >/dev/null

cat >check.mjs <<'JS'
import jsonPatch from 'fast-json-patch';
import { immutableJSONPatch } from 'immutable-json-patch';

const outcome = (apply) => {
  try {
    apply();
    return 'equal';
  } catch (error) {
    return error.message;
  }
};
const document = () => ({ place: { lat: 36.3, lon: 59.6 } });
const same = [{ op: 'test', path: '/place', value: { lat: 36.3, lon: 59.6 } }];
const turned = [{ op: 'test', path: '/place', value: { lon: 59.6, lat: 36.3 } }];
const seen = [same, turned].map((patch) => outcome(() => immutableJSONPatch(document(), patch)));
const other = outcome(() => jsonPatch.applyPatch(document(), turned, true));
console.log({ same: seen[0], turned: seen[1], 'fast-json-patch': other });
process.exit(seen[0] === 'equal' && seen[1].includes('differs') && other === 'equal' ? 0 : 1);
JS
echo 'Expected: equal three times.'
node check.mjs
