#!/usr/bin/env bash
# rtl-css-js (npm, 1.16.1): from left to right a shadow stays on its side and loses its colour.
#
# Expected: the README promises to turn what makes sense to turn. A shadow may name its colour before its
#   offsets (CSS Backgrounds and Borders 3, 6.1); what changes sides is the first offset. Of three radii the second
#   stands for two corners (the same, 4.1), which trade places with the first and the third.
# Seen: in "rgb(10, 20, 30) 2px 4px" the green becomes -20 and the offset stays; three radii stay as they are,
#   though two and four are turned.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rtl-css-js@1.16.1 >/dev/null

cat >check.cjs <<'JS'
const turn = require('rtl-css-js');

const seen = [
  turn({ boxShadow: '2px 4px rgb(10, 20, 30)' }).boxShadow,
  turn({ boxShadow: 'rgb(10, 20, 30) 2px 4px' }).boxShadow,
  turn({ borderRadius: '1px 2px 3px 2px' }).borderRadius,
  turn({ borderRadius: '1px 2px 3px' }).borderRadius,
];
console.log(seen);
const expected = ['-2px 4px rgb(10, 20, 30)', 'rgb(10, -20, 30) 2px 4px', '2px 1px 2px 3px', '1px 2px 3px'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the second is rgb(10, 20, 30) -2px 4px, the fourth 2px 1px 2px 3px.'
node check.cjs
