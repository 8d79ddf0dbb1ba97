#!/usr/bin/env bash
# android-string-resource (npm, 2.3.10): a Persian text with one bold word is full of numbers.
#
# Expected: Android's guide "String resources" ("Styling with HTML markup", "Formatting strings"): tags
#   such as b and placeholders such as %1$s may stand in a string. asr2js should give the text with them.
# Seen: as soon as there is one tag, every letter that is not ASCII and the $ of a placeholder come out as
#   references: "&#x633;…" is what the translator sees, and %1&#x24;s is no placeholder any more. Without
#   the tag the same text is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund android-string-resource@2.3.10 >/dev/null

cat >check.mjs <<'JS'
import asr2js from 'android-string-resource/asr2js';

const { plain, bold } = await asr2js(
  '<resources><string name="plain">سلام %1$s</string><string name="bold"><b>سلام</b> %1$s</string></resources>',
);
console.log(`plain: ${plain}\nbold:  ${bold}`);
process.exit(plain === 'سلام %1$s' && bold === '<b>&#x633;&#x644;&#x627;&#x645;</b> %1&#x24;s' ? 0 : 1);
JS
echo 'Expected: سلام %1$s and <b>سلام</b> %1$s.'
node check.mjs
