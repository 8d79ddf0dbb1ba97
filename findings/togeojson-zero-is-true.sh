#!/usr/bin/env bash
# @tmcw/togeojson (npm, 7.1.3): a KML field of type bool that holds 0 becomes true.
#
# Expected: KML 2.2 (OGC 07-147r2) takes bool from XML Schema, where 0 and false are false, 1 and true are true.
#   Values of a schema are cast: an int of 007 becomes the number 7.
# Seen: true for 0, and also for the word false; only an empty field is not true. So "connected: 0" of a file of units
#   reads as connected.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12 >/dev/null

cat >check.mjs <<'JS'
import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';

const read = (value) => {
  const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Schema name="unit" id="unit"><SimpleField type="bool" name="connected"/></Schema>
    <Placemark><ExtendedData><SchemaData schemaUrl="#unit"><SimpleData name="connected">${value}</SimpleData></SchemaData></ExtendedData>
    <Point><coordinates>59.6,36.3</coordinates></Point></Placemark></Document></kml>`;
  return kml(new DOMParser().parseFromString(text, 'text/xml')).features[0].properties.connected;
};
const seen = ['1', 'true', '0', 'false'].map((value) => `${value} is ${read(value)}`);
console.log(seen.join(', '));
process.exit(seen.join() === '1 is true,true is true,0 is true,false is true' ? 0 : 1);
JS
echo 'Expected: 1 is true, true is true, 0 is false, false is false.'
node check.mjs
