#!/usr/bin/env bash
# flatgeobuf (npm, 4.5.0): a property that a place does not have comes back as false, or as an empty text.
#
# Expected: a property that is not there stays away, or is null; the format has each feature list the
#   columns that it has a value for. null itself is kept out of the file in this way.
# Seen: absent is written as the empty value of the column. A request without "answered" is one that was
#   answered with no, and every filter counts it so; a list that is absent makes the file unreadable.
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
  try {
    const bytes = serialize({ type: 'FeatureCollection', features: list.map(place) });
    for await (const { properties } of deserialize(bytes)) read.push(JSON.stringify(properties));
  } catch (error) {
    read.push(error.message);
  }
  return read.join(' ');
};
const absent = await again({ answered: true, note: 'a' }, {});
const empty = await again({ answered: true, note: 'a' }, { answered: null, note: null });
const list = await again({ tags: ['a'] }, {});
console.log(`absent: ${absent}\nnull: ${empty}\nabsent list: ${list}`);
const asSeen = absent.endsWith('{"answered":false,"note":""}') && empty.endsWith('{}');
process.exit(asSeen && list.includes('Unexpected end of JSON') ? 0 : 1);
JS
echo 'Expected: {} as the second place of each line.'
node check.mjs
