#!/usr/bin/env bash
# android-string-resource (npm, 2.3.10): the non-joiner of a Persian word becomes the letters u200c.
#
# Expected: Android's guide "String resources" ("Handle special characters"): \n, \t and \uXXXX stand for a
#   new line, a tab and a character. An invisible one, as in «می\u200cشود», is written in this way.
# Seen: \n is read, of the others only the backslash is taken away: «میu200cشود» and "onettwo".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund android-string-resource@2.3.10 >/dev/null

cat >check.mjs <<'JS'
import asr2js from 'android-string-resource/asr2js';

const texts = ['می\\u200cشود', 'one\\ttwo', 'one\\ntwo'];
const xml = texts.map((text, at) => `<string name="t${at}">${text}</string>`).join('');
const seen = Object.values(await asr2js(`<resources>${xml}</resources>`));
texts.forEach((text, at) => console.log(`${text} is read as ${JSON.stringify(seen[at])}`));
process.exit(JSON.stringify(seen) === JSON.stringify(['میu200cشود', 'onettwo', 'one\ntwo']) ? 0 : 1);
JS
echo 'Expected: a non-joiner, a tab, a new line.'
node check.mjs
