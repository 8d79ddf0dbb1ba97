#!/usr/bin/env bash
# java-properties (npm, 1.0.2), beside properties-file (npm, 5.0.7): a comment is a property, and a property has no value.
#
# Expected: it reads the .properties files of Java (README). There a line with an exclamation mark before it is a
#   comment, a space is enough between a key and its value, and a space that belongs to a key has a backslash
#   (java.util.Properties, load()). properties-file reads them so.
# Seen: "! old = 5" is a property «! old», "title Requests" is a key with no value, and the backslash stays in the
#   key. A value that refers to one that is not there has the word undefined in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund java-properties@1.0.2 properties-file@5.0.7 >/dev/null

printf '! old = 5\ntitle Requests of citizens\nnew\\ key = 7\ngreeting = Dear ${name}\n' >texts.properties
cat >check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import javaProperties from 'java-properties';
import { getProperties } from 'properties-file';

const file = javaProperties.of('texts.properties');
const seen = Object.fromEntries(file.getKeys().map((key) => [key, file.get(key)]));
console.log(seen, 'and by properties-file', getProperties(readFileSync('texts.properties', 'utf8')));
const expected = { '! old': '5', 'title Requests of citizens': '', 'new\\ key': '7', greeting: 'Dear undefined' };
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the same keys in both.'
node check.mjs
