#!/usr/bin/env bash
# @seald-io/nedb (npm, 4.1.2): a document with an empty list does not have the list, and is not found by "not".
#
# Expected: the README has $exists check whether the document has the field, and $ne find the
#   documents where it is another. In MongoDB, whose language it is, both find an empty list.
# Seen: every condition on a list holds if it holds for one element, and an empty list has none: files: []
#   is found neither by $exists: true nor by $exists: false. $ne: 'a' leaves it out, and finds the list with a.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @seald-io/nedb@4.1.2 >/dev/null

cat >check.mjs <<'JS'
import Datastore from '@seald-io/nedb';

const requests = new Datastore();
await requests.insertAsync([
  { _id: 'two', files: ['a', 'b'] },
  { _id: 'none', files: [] },
  { _id: 'no list' },
]);
const found = async (files) => (await requests.findAsync({ files })).map(({ _id }) => _id).sort().join(' and ');
const seen = [await found({ $exists: true }), await found({ $exists: false }), await found({ $ne: 'a' })];
console.log(`there: ${seen[0]}\nnot there: ${seen[1]}\nother than a: ${seen[2]}`);
process.exit(String(seen) === 'two,no list,no list and two' ? 0 : 1);
JS
echo 'Expected: none and two; no list; no list and none.'
node check.mjs
