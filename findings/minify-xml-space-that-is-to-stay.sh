#!/usr/bin/env bash
# minify-xml (npm, 4.5.2): spaces that are to be preserved are taken out, in the example of the README too.
#
# Expected: considerPreserveWhitespace is on by default, with <anyTag xml:space="preserve">   </anyTag> as the example of what
#   is not touched (README, "Options"). By XML the attribute holds for all that is within (XML 1.0, 2.10).
# Seen: the element of the example becomes an empty one, and the space between two words in bold and italics is lost, so
#   that they are one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund minify-xml@4.5.2 >/dev/null

cat >check.mjs <<'JS'
import { minify } from 'minify-xml';

const seen = ['<any xml:space="preserve">   </any>', '<p xml:space="preserve"><b>one</b> <i>two</i></p>'].map((text) => {
  const short = minify(text);
  console.log(`${text} becomes ${short}`);
  return short;
});
process.exit(seen.join() === '<any xml:space="preserve"/>,<p xml:space="preserve"><b>one</b><i>two</i></p>' ? 0 : 1);
JS
echo 'Expected: the same again.'
node check.mjs
