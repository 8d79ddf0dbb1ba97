#!/usr/bin/env bash
# ical.js (npm, 2.2.1): saving a vCard puts a backslash into its photo and into its place.
#
# Expected: RFC 6350 escapes commas in texts. PHOTO, GEO and URL are addresses by default, which RFC 6350 (4.2)
#   leaves as they are; data:image/png;base64,… and geo:36.297,59.606 have a comma each.
# Seen: read and written without a change, they are data:image/png;base64\,… and geo:36.297\,59.606. The
#   library takes it off again in reading; vcard4 4.0.5 reads an address with a backslash in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 vcard4@4.0.5 >/dev/null

cat >check.mjs <<'JS'
import ICAL from 'ical.js';
import { parse } from 'vcard4';

const places = ['GEO:geo:36.297,59.606', 'PHOTO:data:image/png;base64,AAAA'];
const lines = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:a', ...places, 'END:VCARD'];
const card = `${lines.join('\r\n')}\r\n`;
const saved = ICAL.Component.fromString(card).toString();
const line = (name) => saved.split('\r\n').find((text) => text.startsWith(name));
const elsewhere = parse(`${saved.trimEnd()}\r\n`).parsedVcard.find(({ property }) => property === 'GEO').value;
console.log(`${line('GEO')}\n${line('PHOTO')}\nread by vcard4: ${elsewhere}`);
const asSeen = line('GEO') === 'GEO:geo:36.297\\,59.606' && line('PHOTO') === 'PHOTO:data:image/png;base64\\,AAAA';
process.exit(asSeen && elsewhere.includes('\\') ? 0 : 1);
JS
echo 'Expected: the lines as they were.'
node check.mjs
