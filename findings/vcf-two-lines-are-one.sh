#!/usr/bin/env bash
# vcf (npm, 2.1.2): two lines of a note are written as one word, and a name is read with its backslash.
#
# Expected: RFC 6350 (3.4) writes a new line in a text as \n and a comma as \, and reads them back. The
#   README sets and gets values of a card and writes it with toString().
# Seen: set() and toString() drop the new line, so that the last word of a line and the first of the next
#   are one; get() gives the comma of a card with the backslash before it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vcf@2.1.2 >/dev/null

cat >check.mjs <<'JS'
import vCard from 'vcf';

const card = new vCard();
card.set('fn', 'a');
card.set('note', 'first line\nsecond line');
const written = card.toString('4.0').split('\r\n').find((line) => line.startsWith('NOTE'));
const lines = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Rezaei\\, manager', 'END:VCARD', ''];
const name = new vCard().parse(lines.join('\r\n')).get('fn').valueOf();
console.log(`written: ${written}\nname: ${name}`);
process.exit(written === 'NOTE:first linesecond line' && name === 'Rezaei\\, manager' ? 0 : 1);
JS
echo 'Expected: NOTE:first line\nsecond line; Rezaei, manager.'
node check.mjs
