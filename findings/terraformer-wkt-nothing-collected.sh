#!/usr/bin/env bash
# @terraformer/wkt (npm, 2.2.2): an empty collection becomes text that the package cannot read.
#
# Expected: Simple Feature Access (OGC 06-103r4, 7.2.2): a geometry with nothing in it is written with the
#   word EMPTY, GEOMETRYCOLLECTION EMPTY, as the package does for points, polygons and the others.
# Seen: GEOMETRYCOLLECTION(), which wktToGeoJSON() refuses, though it reads GEOMETRYCOLLECTION EMPTY.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @terraformer/wkt@2.2.2 >/dev/null

cat >check.cjs <<'JS'
const { geojsonToWKT, wktToGeoJSON } = require('@terraformer/wkt');

const polygon = geojsonToWKT({ type: 'MultiPolygon', coordinates: [] });
const written = geojsonToWKT(wktToGeoJSON('GEOMETRYCOLLECTION EMPTY'));
let read = 'read';
try {
  wktToGeoJSON(written);
} catch {
  read = 'refused';
}
console.log(`${polygon}; GEOMETRYCOLLECTION EMPTY becomes ${written}, ${read}`);
process.exit(polygon === 'MULTIPOLYGON EMPTY' && written === 'GEOMETRYCOLLECTION()' && read === 'refused' ? 0 : 1);
JS
echo 'Expected: GEOMETRYCOLLECTION EMPTY, read.'
node check.cjs
