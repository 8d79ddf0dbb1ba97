#!/usr/bin/env bash
# just-diff (npm, 6.0.2): its JSON Patch for the member "3/4" changes the member "4" of the member "3".
#
# Expected: the README: with jsonPatchPathConverter the paths are those of the JSON Patch standard. There they
#   are JSON Pointers, in which a slash within a name is ~1 and a tilde ~0 (RFC 6902, 4; RFC 6901, 3).
# Seen: the names are joined as they are. fast-json-patch 3.1.1, which is given such a patch, changes another
#   member than the one that differs, without an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund just-diff@6.0.2 fast-json-patch@3.1.1 >/dev/null

cat >check.cjs <<'JS'
const jsonPatch = require('fast-json-patch');
const { diff, jsonPatchPathConverter } = require('just-diff');

const before = { plates: { '3/4': 'old', 3: { 4: 'old' }, 'a~b': 'old' } };
const after = { plates: { '3/4': 'new', 3: { 4: 'old' }, 'a~b': 'old' } };
const patch = diff(before, after, jsonPatchPathConverter);
const result = jsonPatch.applyPatch(structuredClone(before), patch, true).newDocument;
console.log(JSON.stringify(patch), 'makes', JSON.stringify(result));
process.exit(patch[0].path === '/plates/3/4' && result.plates['3/4'] === 'old' && result.plates[3][4] === 'new' ? 0 : 1);
JS
echo 'Expected: the path /plates/3~14.'
node check.cjs
