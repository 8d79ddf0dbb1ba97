#!/usr/bin/env bash
# @we-gold/gpxjs (npm, 1.2.0): the last point of a track is left out of its duration.
#
# Expected: the README ("Types", "Duration Object") offers the end and the total duration of a track. A track of
#   three points at 8:00, 8:10 and 8:20 ends at 8:20 and lasts 1200 seconds; its distance does count all three.
# Seen: it ends at 8:10 and lasts 600 seconds, so that every average speed is too high. A track of two points
#   has no duration at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @we-gold/gpxjs@1.2.0 xmldom-qsa@1.1.3 >/dev/null

cat >check.mjs <<'JS'
import { parseGPXWithCustomParser } from '@we-gold/gpxjs';
import { DOMParser } from 'xmldom-qsa';

const read = (times) => {
  const points = times.map((time, i) => `<trkpt lat="36.3${i}" lon="59.60"><time>2026-01-01T${time}:00Z</time></trkpt>`);
  const text = `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="check"><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`;
  const [file, error] = parseGPXWithCustomParser(text, (xml) => new DOMParser().parseFromString(xml, 'text/xml'));
  if (error) throw error;
  const { distance, duration } = file.tracks[0];
  console.log(`${times.join(', ')}: ${Math.round(distance.total)} m until ${duration.endTime.toISOString()}, ${duration.totalDuration} s`);
  return duration;
};
const three = read(['08:00', '08:10', '08:20']);
const two = read(['08:00', '08:10']);
process.exit(three.endTime.toISOString().includes('T08:10') && three.totalDuration === 600 && two.totalDuration === 0 ? 0 : 1);
JS
echo 'Expected: until 08:20, 1200 s, and until 08:10, 600 s.'
node check.mjs
