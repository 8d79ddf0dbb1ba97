#!/usr/bin/env bash
# csv2geojson (npm, 5.1.2): a table with decimal commas is read without a complaint, and every place loses its fraction.
#
# Expected: "36,297" in a table parted by semicolons, as spreadsheets of half the world write it, is either read, or a row of
#   which the callback gets an error, as it does of a row with an empty or a wordy latitude.
# Seen: no error, and 36; two requests in different streets of a city lie on the same point, 30 kilometres away.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund csv2geojson@5.1.2 >/dev/null

cat >check.cjs <<'JS'
const { csv2geojson } = require('csv2geojson');

const table = 'name;lat;lon\nfirst;36,297;59,606\nsecond;36,342;59,528\n';
csv2geojson(table, { delimiter: ';' }, (errors, { features }) => {
  const places = features.map(({ geometry }) => geometry.coordinates.join(' '));
  console.log(`errors: ${errors}; places: ${places.join(', ')}`);
  process.exit(errors === null && places.join() === '59 36,59 36' ? 0 : 1);
});
JS
echo 'Expected: 59.606 36.297 and 59.528 36.342, or an error for each row.'
node check.cjs
