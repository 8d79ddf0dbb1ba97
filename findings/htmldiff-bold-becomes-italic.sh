#!/usr/bin/env bash
# node-htmldiff (npm, 0.9.4), htmldiff-js (npm, 1.0.5): where bold became italic, it is both, and an end tag is too much.
#
# Expected: of two fragments of HTML they make a third that shows what changed; it is well-formed as they are (HTML,
#   "Optional tags" does not name b, i and ins: an element ends within the one in which it began).
# Seen: node-htmldiff puts the tags of both beside each other, <b><i>word</b></i>, marks nothing, and the word is
#   shown bold and italic; htmldiff-js closes its mark before the element in it. A browser mends that by guesses, a
#   parser of XML refuses it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-htmldiff@0.9.4 htmldiff-js@1.0.5 fast-xml-parser@5.12.1 >/dev/null

cat >check.cjs <<'JS'
const { XMLValidator } = require('fast-xml-parser');
const first = require('node-htmldiff');
const second = require('htmldiff-js').default;

const before = '<p>a <b>word</b></p>';
const after = '<p>a <i>word</i></p>';
const seen = [first(before, after), second.execute(before, after)].map((difference) => {
  const wellFormed = XMLValidator.validate(difference) === true;
  console.log(difference, wellFormed ? 'is well-formed' : 'is not well-formed');
  return difference;
});
process.exit(seen[0] === '<p>a <b><i>word</b></i></p>' && seen[1] === '<p>a <ins class="mod"><i>word</ins></i></p>' && seen.every((difference) => XMLValidator.validate(difference) !== true) ? 0 : 1);
JS
echo 'Expected: well-formed twice, with what was there marked.'
node check.cjs
