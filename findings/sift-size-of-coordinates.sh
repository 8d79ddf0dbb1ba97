#!/usr/bin/env bash
# sift (npm, 17.1.4), MongoDB queries in JavaScript: asked for places with two coordinates, it finds lines too.
#
# Expected: the README refers to MongoDB's manual for the meaning of the operators: $size matches an
#   array with exactly that number of elements. A GeoJSON Point has two coordinates; a LineString of
#   three positions has three elements.
# Seen: operators go down into arrays inside arrays. A line of three positions, each with two numbers,
#   matches { $size: 2 }. Equality does so too: { coordinates: 36.2 } matches the line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sift@17.1.4 >/dev/null

cat >check.cjs <<'JS'
const sift = require('sift').default;

const places = [
  { type: 'Point', coordinates: [59.6, 36.3] },
  { type: 'LineString', coordinates: [[59.6, 36.3], [59.5, 36.2], [59.4, 36.1]] },
];
const found = (query) => places.filter(sift(query)).map(({ type }) => type);
const seen = [found({ coordinates: { $size: 2 } }), found({ coordinates: { $size: 3 } }), found({ coordinates: 36.2 })];
console.log(`$size 2: ${seen[0]}\n$size 3: ${seen[1]}\n36.2: ${seen[2]}`);
process.exit(JSON.stringify(seen) === '[["Point","LineString"],["LineString"],["LineString"]]' ? 0 : 1);
JS
echo 'Expected: Point; LineString; nothing.'
node check.cjs
