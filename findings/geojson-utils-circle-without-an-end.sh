#!/usr/bin/env bash
# geojson-utils (npm, 1.1.0): a drawn circle is not closed, and a hole counts as area.
#
# Expected: RFC 7946 (3.1.6): the first and the last position of a ring are the same, and a ring after the
#   first is a hole. The README offers drawCircle() and area() for GeoJSON; pointInPolygon() of the package
#   knows holes.
# Seen: a circle of four steps has four different positions, which is no ring. A square of 10 by 10 with a
#   hole of 2 by 2 has an area of 100, though a point in the hole is outside.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund geojson-utils@1.1.0 >/dev/null

cat >check.cjs <<'JS'
const gju = require('geojson-utils');

const ring = gju.drawCircle(1000, { type: 'Point', coordinates: [59.6, 36.3] }, 4).coordinates[0];
const closed = String(ring[0]) === String(ring.at(-1));
const outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
const hole = [[4, 4], [4, 6], [6, 6], [6, 4], [4, 4]];
const square = { type: 'Polygon', coordinates: [outer, hole] };
const inHole = Boolean(gju.pointInPolygon({ type: 'Point', coordinates: [5, 5] }, square));
console.log(`circle: ${ring.length} positions, closed: ${closed}; area: ${gju.area(square)}, inside at 5, 5: ${inHole}`);
process.exit(ring.length === 4 && !closed && gju.area(square) === 100 && !inHole ? 0 : 1);
JS
echo 'Expected: five positions, closed; 96, not inside.'
node check.cjs
