#!/usr/bin/env bash
# @turf/boolean-overlap (npm, 7.4.0): two districts that only share a border, or even one corner, "overlap".
#
# Expected: the documentation says that it is true where the intersection has the same dimension as both geometries
#   and differs from both, as in OGC Simple Features; two neighbours meet in a line, and squares at a corner in a point.
# Seen: true for both, also where @turf/intersect finds nothing in common. A gap between them gives false. (Of neighbours
#   whose common border is only a part of one side, @turf/boolean-touches says false at the same time.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @turf/boolean-overlap@7.4.0 @turf/boolean-touches@7.4.0 @turf/intersect@7.4.0 @turf/helpers@7.4.0 >/dev/null

cat >check.mjs <<'JS'
import { booleanOverlap } from '@turf/boolean-overlap';
import { booleanTouches } from '@turf/boolean-touches';
import { featureCollection, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';

const square = (west, south, east, north) =>
  polygon([[[west, south], [east, south], [east, north], [west, north], [west, south]]]);
const district = square(0, 0, 4, 4);
const others = {
  'the same border': square(4, 0, 6, 4),
  'a part of the border': square(4, 1, 6, 3),
  'one corner': square(4, 4, 6, 6),
  'a gap': square(5, 0, 6, 4),
};
const seen = Object.entries(others).map(([name, other]) => {
  const common = intersect(featureCollection([district, other])) === null ? 'nothing' : 'an area';
  const line = `overlap ${booleanOverlap(district, other)}, touch ${booleanTouches(district, other)}, ${common} in common`;
  console.log(`${name}: ${line}`);
  return line;
});
const asFound = [
  'overlap true, touch true, nothing in common',
  'overlap true, touch false, nothing in common',
  'overlap true, touch true, nothing in common',
  'overlap false, touch false, nothing in common',
];
process.exit(String(seen) === String(asFound) ? 0 : 1);
JS
echo 'Expected: overlap false in all four, touch true in the first three.'
node check.mjs
