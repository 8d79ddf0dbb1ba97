#!/usr/bin/env bash
# cssjanus (npm, 2.3.1): "Turn left at the bridge" is "Turn right at the bridge".
#
# Expected: properties and their values trade sides; the README leaves even the addresses in url() as they are by
#   default. A text in quotes is shown to people or compared with an attribute (CSS Values 4, strings; Selectors 4,
#   6.1).
# Seen: left and right are turned in every text in quotes too: in the text of a page, in the name of a font and the
#   value that a selector looks for, which then finds the wrong elements or none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cssjanus@2.3.1 >/dev/null

cat >check.cjs <<'JS'
const { transform } = require('cssjanus');

const seen = ['a::after { content: "Turn left at the bridge"; }', 'a { font-family: "Left Sans", "left sans"; }', 'p[title="left"] { color: red; }'].map((rule) => {
  const turned = transform(rule);
  console.log(`${rule} becomes ${turned}`);
  return turned;
});
const expected = ['a::after { content: "Turn right at the bridge"; }', 'a { font-family: "right Sans", "right sans"; }', 'p[title="right"] { color: red; }'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the same again.'
node check.cjs
