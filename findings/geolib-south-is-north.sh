#!/usr/bin/env bash
# geolib (npm, 3.3.14): put into degrees, minutes and seconds, a place in the south is in the north.
#
# Expected: by the README decimalToSexagesimal() converts a decimal coordinate to the other form and toDecimal()
#   converts it back, by a letter of the compass.
# Seen: the sign is dropped and no letter put for it: -36.5 and 36.5 give one text, and
#   what is read again is in the other hemisphere. getLatitude() takes such texts too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund geolib@3.3.14 >/dev/null

cat >check.mjs <<'JS'
import { decimalToSexagesimal, toDecimal } from 'geolib';

const texts = [36.5, -36.5].map((degrees) => decimalToSexagesimal(degrees));
const again = texts.map((text) => toDecimal(text));
console.log(`36.5: ${texts[0]}, again ${again[0]}\n-36.5: ${texts[1]}, again ${again[1]}`);
process.exit(texts[0] === texts[1] && String(again) === '36.5,36.5' ? 0 : 1);
JS
echo 'Expected: two texts, and -36.5 again.'
node check.mjs
