#!/usr/bin/env bash
# tokml (npm, 0.4.0): giving the document a name takes the names off all its places.
#
# Expected: the README documents each option by itself; documentName is "the name of the full
#   document". Without options each place gets its "name" and "description" properties as its own, and
#   an option about the document should leave that so.
# Seen: the defaults hold only when there is no options object at all. With { documentName } (or
#   { simplestyle: true }) no place has a <name>, and a map shows pins without words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund tokml@0.4.0 >/dev/null

cat >check.mjs <<'JS'
import tokml from 'tokml';

const place = { type: 'Feature', properties: { name: 'Park' }, geometry: { type: 'Point', coordinates: [59.6, 36.3] } };
const collection = { type: 'FeatureCollection', features: [place] };
const named = (options) => /<Placemark><name>Park<\/name>/.test(tokml(collection, options));
const seen = [named(undefined), named({ documentName: 'Mashhad' }), named({ simplestyle: true })];
console.log(`named without options: ${seen[0]}\nwith documentName: ${seen[1]}\nwith simplestyle: ${seen[2]}`);
process.exit(String(seen) === 'true,false,false' ? 0 : 1);
JS
echo 'Expected: true three times.'
node check.mjs
