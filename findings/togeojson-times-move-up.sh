#!/usr/bin/env bash
# @tmcw/togeojson (npm, 7.1.3): where one point of a GPX track has no time, the later times belong to the wrong points.
#
# Expected: coordinateProperties.times has an entry for each coordinate, as the heart rates beside it do, which have
#   null for such a point; time is optional for a point (GPX 1.1, wptType).
# Seen: three coordinates and two times; the time of the third point stands at the place of the second. A garbage lorry
#   appears two minutes too early at its stop.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12 >/dev/null

cat >check.mjs <<'JS'
import { gpx } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';

const text = `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="check"><trk><trkseg>
  <trkpt lat="36.30" lon="59.60"><time>2026-01-01T00:00:00Z</time></trkpt>
  <trkpt lat="36.31" lon="59.60"/>
  <trkpt lat="36.32" lon="59.60"><time>2026-01-01T00:02:00Z</time></trkpt>
</trkseg></trk></gpx>`;
const { geometry, properties } = gpx(new DOMParser().parseFromString(text, 'text/xml')).features[0];
const { times } = properties.coordinateProperties;
console.log(`coordinates: ${geometry.coordinates.length}, times: ${times.length}, the second: ${times[1]}`);
process.exit(geometry.coordinates.length === 3 && times.length === 2 && times[1].includes('00:02') ? 0 : 1);
JS
echo 'Expected: coordinates: 3, times: 3, the second empty.'
node check.mjs
