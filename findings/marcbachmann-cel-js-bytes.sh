#!/usr/bin/env bash
# @marcbachmann/cel-js (npm, 8.0.0): the bytes of a Persian word are half of each letter.
#
# Expected: the language definition has a bytes literal hold the UTF-8 of the characters in it, as bytes()
#   of the string does, and string() read the same text back.
# Seen: b'سلام' has four bytes, the low half of each code unit; string() of them is 3D'E, another text.
#   bytes('سلام') has eight and comes back. Without a letter beyond ASCII the two agree.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @marcbachmann/cel-js@8.0.0 >/dev/null

cat >check.mjs <<'JS'
import { evaluate } from '@marcbachmann/cel-js';

const sizes = ["size(b'سلام')", "size(bytes('سلام'))"].map((text) => String(evaluate(text)));
const texts = ["string(b'سلام')", "string(bytes('سلام'))"].map((text) => evaluate(text));
const equal = ["b'salam' == bytes('salam')", "b'سلام' == bytes('سلام')"].map((text) => evaluate(text));
console.log(`bytes: ${sizes.join(' and ')}\ntexts: ${texts.join(' and ')}\nequal: ${equal.join(' and ')}`);
const asSeen = String(sizes) === '4,8' && texts[0] === "3D'E" && texts[1] === 'سلام' && String(equal) === 'true,false';
process.exit(asSeen ? 0 : 1);
JS
echo 'Expected: 8 and 8, سلام and سلام, true and true.'
node check.mjs
