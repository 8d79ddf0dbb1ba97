#!/usr/bin/env bash
# wkx (npm, 0.5.0): an empty point that was written as WKB is read back as a point at NaN NaN.
#
# Expected: POINT EMPTY, as before. WKB has no sign for it; by convention (PostGIS, GeoPackage, section 2.1.3) both
#   coordinates are NaN, which wkx also writes.
# Seen: what it wrote itself becomes POINT(NaN NaN), and in GeoJSON a position of two nulls once that is written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund wkx@0.5.0 >/dev/null

cat >check.cjs <<'JS'
const { Geometry } = require('wkx');

const written = Geometry.parse('POINT EMPTY').toWkb();
const read = Geometry.parse(written);
const seen = [read.toWkt(), JSON.stringify(read.toGeoJSON().coordinates)];
console.log(`bytes: ${written.toString('hex')}\nread again: ${seen[0]}, as GeoJSON ${seen[1]}`);
process.exit(seen.join() === 'POINT(NaN NaN),[null,null]' ? 0 : 1);
JS
echo 'Expected: POINT EMPTY, as GeoJSON [].'
node check.cjs
