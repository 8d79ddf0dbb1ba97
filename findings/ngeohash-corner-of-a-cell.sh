#!/usr/bin/env bash
# ngeohash (npm, 0.6.4): the corner of a cell is not in the cell, and null island lies in another quarter of
# the world than in the other libraries.
#
# Expected: a geohash halves a range again and again. Descriptions leave open to which half the middle
#   belongs; latlon-geohash 2.0.0 and pygeohash 3.5.1 give it to the upper one, so that (0, 0) is s0000 and
#   a cell holds its south-west corner. A key is of use only if all writers agree.
# Seen: the middle goes to the lower half: (0, 0) is 7zzzz. The smallest box of the cell tq6qh0 is covered
#   by four cells, and points on a grid, as rounded coordinates are, meet a key of another system in the
#   neighbouring cell.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ngeohash@0.6.4 latlon-geohash@2.0.0 >/dev/null

cat >check.mjs <<'JS'
import ngeohash from 'ngeohash';
import geohash from 'latlon-geohash';

const [south, west] = ngeohash.decode_bbox('tq6qh0');
const corner = { ngeohash: ngeohash.encode(south, west, 6), other: geohash.encode(south, west, 6) };
const zero = { ngeohash: ngeohash.encode(0, 0, 5), other: geohash.encode(0, 0, 5) };
const cells = ngeohash.bboxes(...ngeohash.decode_bbox('tq6qh0'), 6);
console.log('corner of tq6qh0:', corner, '\n(0, 0):', zero, '\ncells of the box of tq6qh0:', cells);
const asSeen = corner.ngeohash === 'tq6mgz' && corner.other === 'tq6qh0' && zero.ngeohash === '7zzzz';
process.exit(asSeen && zero.other === 's0000' && cells.length === 4 ? 0 : 1);
JS
echo 'Expected: tq6qh0 twice, s0000 twice.'
node check.mjs
