#!/usr/bin/env bash
# @placemarkio/tokml (npm, 0.3.9): the altitude of every point is gone in the KML.
#
# Expected: RFC 7946, section 3.1.1, lets a position have the altitude as its third number; KML writes
#   coordinates as longitude,latitude[,altitude]. The older tokml 0.4.0 carries it over.
# Seen: 59.6,36.3 without the 985 metres, and nothing in the notes of the README about it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @placemarkio/tokml@0.3.9 tokml@0.4.0 >/dev/null

cat >check.mjs <<'JS'
import { toKML } from '@placemarkio/tokml';
import tokml from 'tokml';

const point = { type: 'Feature', properties: { name: 'tank' }, geometry: { type: 'Point', coordinates: [59.6, 36.3, 985] } };
const collection = { type: 'FeatureCollection', features: [point] };
const coordinates = (kml) => kml.match(/<coordinates>([^<]*)/)[1].trim();
const seen = [coordinates(toKML(collection)), coordinates(tokml(collection))];
console.log(`@placemarkio/tokml: ${seen[0]}\ntokml: ${seen[1]}`);
process.exit(String(seen) === '59.6,36.3,59.6,36.3,985' ? 0 : 1);
JS
echo 'Expected: 59.6,36.3,985 twice.'
node check.mjs
