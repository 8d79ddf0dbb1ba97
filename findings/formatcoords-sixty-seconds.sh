#!/usr/bin/env bash
# formatcoords (npm, 1.1.3), geolib (npm, 3.3.14): one minute is written as sixty seconds.
#
# Expected: the minutes and seconds of a place are below 60 (ISO 6709). 36 degrees and 1 minute are
#   36° 1′ 0″, whether the decimal number was a hair below it or not.
# Seen: both round the seconds after they took the minutes off: 36° 0′ 60.00000″. Of the sixty whole minutes
#   of a degree that happens to 28 in formatcoords and to 20 in geolib. In geolib a place within a
#   tenth of a metre of the equator has its exponent in front of the degree sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund formatcoords@1.1.3 geolib@3.3.14 >/dev/null

cat >check.cjs <<'JS'
const formatcoords = require('formatcoords');
const { decimalToSexagesimal } = require('geolib');

const minutes = Array.from({ length: 60 }, (_, minute) => 36 + minute / 60);
const first = minutes.filter((lat) => formatcoords(lat, 59.6).format().includes('60.0'));
const second = minutes.filter((lat) => decimalToSexagesimal(lat).includes('60.0'));
const seen = [formatcoords(minutes[1], 59.6).format().split(' N')[0], decimalToSexagesimal(minutes[1]), decimalToSexagesimal(0.0000005)];
console.log(first.length, second.length, seen);
const expected = ['36° 0′ 60.00000″', '36° 00\' 60.0"', '5e-7° 00\' 00.0"'];
process.exit(first.length === 28 && second.length === 20 && JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: 0 0, 36° 1′ 0.00000″, 36° 01'"'"' 00.0", 0° 00'"'"' 00.0018".'
node check.cjs
