#!/usr/bin/env bash
# xliff (npm, 6.4.0): of a paragraph that was cut into sentences, only the last sentence is read.
#
# Expected: XLIFF 2.0, section 4.2.2.5: a <unit> holds one or more <segment> elements, and translation
#   tools make one of each sentence. xliff2js() should give all of the text.
# Seen: each segment overwrites the one before. "One. Two." becomes "Two.", without an error, and
#   js2xliff() then writes the shorter file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund xliff@6.4.0 >/dev/null

cat >check.mjs <<'JS'
import xliff from 'xliff';

const read = await xliff.xliff2js(`
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fa">
  <file id="f"><unit id="notice">
    <segment id="s1"><source>We got it. </source><target>دریافت شد. </target></segment>
    <segment id="s2"><source>Please wait.</source><target>لطفاً شکیبا باشید.</target></segment>
  </unit></file>
</xliff>`);
const { source, target } = read.resources.f.notice;
console.log(`source: ${source}\ntarget: ${target}`);
process.exit(source === 'Please wait.' && target === 'لطفاً شکیبا باشید.' ? 0 : 1);
JS
echo 'Expected: We got it. Please wait.'
node check.mjs
