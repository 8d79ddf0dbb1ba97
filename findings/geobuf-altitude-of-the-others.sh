#!/usr/bin/env bash
# geobuf (npm, 4.0.0): one point with an altitude puts every other one at sea level.
#
# Expected: the README calls the encoding nearly lossless, and means by "nearly" the digits after the sixth.
# Seen: the whole file has one number of dimensions. Beside one point that was measured with its height,
#   lines and areas without any come back with 0 as the third number, as if it had been measured.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund geobuf@4.0.0 pbf@5.1.2 >/dev/null

cat >check.mjs <<'JS'
import * as geobuf from 'geobuf';
import { PbfReader, PbfWriter } from 'pbf';

const place = (coordinates) => ({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: {} });
const again = (features) => {
  const bytes = geobuf.encode({ type: 'FeatureCollection', features }, new PbfWriter());
  return geobuf.decode(new PbfReader(bytes)).features.map(({ geometry }) => geometry.coordinates);
};
const alone = again([place([59.6, 36.3])]);
const beside = again([place([59.6, 36.3]), place([59.7, 36.4, 985])]);
console.log(`alone: ${JSON.stringify(alone)}\nbeside a point with an altitude: ${JSON.stringify(beside)}`);
process.exit(JSON.stringify(alone) === '[[59.6,36.3]]' && JSON.stringify(beside[0]) === '[59.6,36.3,0]' ? 0 : 1);
JS
echo 'Expected: [59.6,36.3] both times.'
node check.mjs
