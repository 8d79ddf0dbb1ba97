#!/usr/bin/env bash
# flatgeobuf (npm, 4.5.0): properties that the first place does not have are dropped from all the others.
#
# Expected: GeoJSON (RFC 7946, 3.2) leaves each feature its own properties, and serialize() takes a collection
#   of it; a column for each that occurs, or an error, would keep the data.
# Seen: the columns are those of the first feature. With an unanswered request at the head of the list, the
#   answers of all others are gone; with an answered one there they are kept. No error, no warning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund flatgeobuf@4.5.0 >/dev/null

cat >check.mjs <<'JS'
import { deserialize, serialize } from 'flatgeobuf/lib/mjs/geojson.js';

const place = (properties) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [59.6, 36.3] } });
const again = async (...list) => {
  const read = [];
  const bytes = serialize({ type: 'FeatureCollection', features: list.map(place) });
  for await (const { properties } of deserialize(bytes)) read.push(properties.answer ?? 'no answer');
  return read.sort().join(', ');
};
const open = { number: 1 };
const closed = [{ number: 2, answer: 'repaired' }, { number: 3, answer: 'cleaned' }];
const openFirst = await again(open, ...closed);
const openLast = await again(...closed, open);
console.log(`open first: ${openFirst}\nopen last: ${openLast}`);
const kept = openLast.includes('cleaned') && openLast.includes('repaired');
process.exit(openFirst === 'no answer, no answer, no answer' && kept ? 0 : 1);
JS
echo 'Expected: repaired and cleaned on both lines.'
node check.mjs
