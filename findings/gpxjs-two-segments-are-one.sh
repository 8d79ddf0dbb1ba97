#!/usr/bin/env bash
# @we-gold/gpxjs (npm, 1.2.0): the way between two segments of a track, where nothing was recorded, is part of it.
#
# Expected: a new segment begins where the reception was lost or the receiver was off; the points of one segment
#   are connected, those of two are not (GPX 1.1, trksegType). GeoJSON has MultiLineString for that (RFC 7946, 3.1.5).
# Seen: all points of a track become one line. A lorry that recorded a kilometre here and a kilometre there has
#   driven twelve, the line of its GeoJSON crosses the city, and written again the file has one segment.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @we-gold/gpxjs@1.2.0 xmldom-qsa@1.1.3 >/dev/null

cat >check.mjs <<'JS'
import { parseGPXWithCustomParser, stringifyGPX } from '@we-gold/gpxjs';
import { DOMParser, XMLSerializer } from 'xmldom-qsa';

const point = (lat) => `<trkpt lat="${lat}" lon="59.60"/>`;
const text = `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="check"><trk>
  <trkseg>${point(36.3)}${point(36.31)}</trkseg><trkseg>${point(36.4)}${point(36.41)}</trkseg></trk></gpx>`;
const [file, error] = parseGPXWithCustomParser(text, (xml) => new DOMParser().parseFromString(xml, 'text/xml'));
if (error) throw error;
const metres = Math.round(file.tracks[0].distance.total);
const { geometry } = file.toGeoJSON().features[0];
const again = String(stringifyGPX(file, new XMLSerializer()));
const segments = again.match(/<trkseg/g).length;
console.log(`${metres} m, a ${geometry.type} of ${geometry.coordinates.length} points, segments when written again: ${segments}`);
process.exit(metres === 12231 && geometry.type === 'LineString' && geometry.coordinates.length === 4 && segments === 1 ? 0 : 1);
JS
echo 'Expected: 2224 m, a MultiLineString, 2 segments.'
node check.mjs
