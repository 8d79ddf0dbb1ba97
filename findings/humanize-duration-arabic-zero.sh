#!/usr/bin/env bash
# humanize-duration (npm, 3.35.1): its Arabic numbers have a zero of Persian, and "and" is a letter's shape.
#
# Expected: the README lists Arabic, with digits of its own. They are U+0660 to U+0669, as Intl writes them for
#   ar-EG; the row of Persian (U+06F0) is another. The Unicode Standard (9.2) leaves the shapes U+FE70 to
#   U+FEFF to old data.
# Seen: 100 hours are U+0661, U+06F0, U+06F0: a search for the number fails and so does every parser of
#   digits, while 11 to 99 without a zero are right. «و» between two parts is U+FEED.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund humanize-duration@3.35.1 >/dev/null

cat >check.mjs <<'JS'
import humanizeDuration from 'humanize-duration';

const hour = 3_600_000;
const hundred = humanizeDuration(100 * hour, { language: 'ar', units: ['h'] }).split(' ')[0];
const intl = new Intl.NumberFormat('ar-EG').format(100);
const code = (letter) => `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
const codes = (text) => [...text].map(code).join(' ');
const and = humanizeDuration(36 * hour, { language: 'ar' }).split(' ')[2];
console.log(`100: ${codes(hundred)}\nIntl: ${codes(intl)}\nand: ${codes(and)}`);
const asSeen = codes(hundred) === 'U+0661 U+06F0 U+06F0' && codes(intl) === 'U+0661 U+0660 U+0660';
process.exit(asSeen && codes(and) === 'U+FEED' ? 0 : 1);
JS
echo 'Expected: U+0661 U+0660 U+0660 twice, and U+0648.'
node check.mjs
