#!/usr/bin/env bash
# @turf/boolean-valid (npm, 7.4.0): an area whose border crosses itself is valid.
#
# Expected: the documentation says "valid according to the OGC Simple Feature Specification", which wants rings that are
#   simple; a boundary drawn as a figure of eight is the commonest error in files of districts.
# Seen: true for the figure of eight, in which @turf/kinks finds the crossing; false for a hole that crosses the outer ring.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @turf/boolean-valid@7.4.0 @turf/kinks@7.4.0 >/dev/null

cat >check.mjs <<'JS'
import { booleanValid } from '@turf/boolean-valid';
import { kinks } from '@turf/kinks';

const eight = { type: 'Polygon', coordinates: [[[59, 36], [60, 37], [60, 36], [59, 37], [59, 36]]] };
const crossingHole = {
  type: 'Polygon',
  coordinates: [
    [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]],
    [[1, 1], [1, 2], [6, 2], [6, 1], [1, 1]],
  ],
};
const seen = [booleanValid(eight), kinks(eight).features.length, booleanValid(crossingHole)];
console.log(`figure of eight: valid ${seen[0]}, crossings ${seen[1]}\nhole that crosses the border: valid ${seen[2]}`);
process.exit(String(seen) === 'true,1,false' ? 0 : 1);
JS
echo 'Expected: valid false twice.'
node check.mjs
