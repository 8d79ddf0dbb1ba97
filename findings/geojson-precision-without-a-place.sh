#!/usr/bin/env bash
# geojson-precision (npm, 1.0.0): what has no place gets an empty one.
#
# Expected: a feature whose geometry is null, which RFC 7946 allows for what has no place, stays as it is when its
#   coordinates are shortened.
# Seen: null becomes {}, an object without a type, which is no GeoJSON: a reader that leaves out what has no place
#   finds one, and a check by schema refuses the whole file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund geojson-precision@1.0.0 >/dev/null

cat >check.cjs <<'JS'
const { parse } = require('geojson-precision');

const placed = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [59.605899, 36.297402] } };
const seen = [placed, { ...placed, geometry: null }].map((feature) => JSON.stringify(parse(feature, 3).geometry));
console.log(seen.join('\n'));
process.exit(seen.join() === '{"type":"Point","coordinates":[59.606,36.297]},{}' ? 0 : 1);
JS
echo 'Expected: the point with three decimals, and null.'
node check.cjs
