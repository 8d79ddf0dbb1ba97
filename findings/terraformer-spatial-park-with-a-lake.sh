#!/usr/bin/env bash
# @terraformer/spatial (npm, 2.2.2): a lake is within the park that has it cut out, if there is land around it.
#
# Expected: contains() and within() say whether the second geometry lies wholly in the first; a polygon is without its holes
#   (RFC 7946, 3.1.6; Simple Features, 6.1.15.3).
# Seen: an area or a line that goes over the hole is contained, since only its corners are looked at; a line between the
#   two legs of a U is within the U too. A point in the hole, and an area that is wholly in it, are not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @terraformer/spatial@2.2.2 >/dev/null

cat >check.cjs <<'JS'
const { contains, within } = require('@terraformer/spatial');

const square = (at, size) => [[at, at], [at + size, at], [at + size, at + size], [at, at + size], [at, at]];
const polygon = (...rings) => ({ type: 'Polygon', coordinates: rings });
const park = polygon(square(0, 10), square(3, 4).reverse());
const u = polygon([[0, 0], [10, 0], [10, 10], [7, 10], [7, 3], [3, 3], [3, 10], [0, 10], [0, 0]]);
const seen = {
  'a square of land': contains(park, polygon(square(1, 1))),
  'a square in the lake': contains(park, polygon(square(4, 1))),
  'land and lake': contains(park, polygon(square(1, 8))),
  'a way over the lake': within({ type: 'LineString', coordinates: [[1, 5], [9, 5]] }, park),
  'from leg to leg of a U': within({ type: 'LineString', coordinates: [[1, 9], [9, 9]] }, u),
};
console.log(seen);
process.exit(Object.values(seen).join() === 'true,false,true,true,true' ? 0 : 1);
JS
echo 'Expected: true for the first only.'
node check.cjs
