#!/usr/bin/env bash
# strings-file (npm, 0.0.5): a translation of two lines is written, and is not there when it is read.
#
# Expected: parse() reads what compile() writes. In a .strings file a quote and a backslash have a backslash before
#   them, a line break is written \n or stands as it is (Apple, Resource Programming Guide, "Using Special Characters
#   in String Resources").
# Seen: a text with a line break in it is written over two lines and passed over without a word; \n in a file stays
#   two signs; a backslash is not escaped, so that "C:\" takes the quote after it away for every other reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund strings-file@0.0.5 >/dev/null

cat >check.cjs <<'JS'
const { compile, parse } = require('strings-file');

const seen = [parse(compile({ greeting: 'Hello.\nHow can we help?', end: 'Bye' })), parse('"greeting" = "Hello.\\nHow?";'), compile({ drive: 'C:\\' }).trim()];
console.log(...seen.map((value) => JSON.stringify(value)));
const expected = [{ end: 'Bye' }, { greeting: 'Hello.\\nHow?' }, '"drive" = "C:\\";'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: both texts, a text with a line break, and "drive" with two backslashes.'
node check.cjs
