#!/usr/bin/env bash
# @svta/cml-structured-field-values (npm, 1.1.6): a moment is written as no other program can read it.
#
# Expected: a Date is an at sign and an integer, the seconds (RFC 9651, 4.1.10 and 3.3.7); what cannot be written fails,
#   as does a text with other than ASCII letters (4.1.6).
# Seen: a date of JavaScript, which has milliseconds, becomes @1.5, which the package itself refuses to read. A Persian
#   text is written as it is, and read too. Names and tokens with wrong signs do fail.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @svta/cml-structured-field-values@1.1.6 structured-headers@2.1.0 >/dev/null

cat >check.mjs <<'JS'
import { decodeSfItem, encodeSfItem } from '@svta/cml-structured-field-values';
import { parseItem } from 'structured-headers';

const attempt = (read) => {
  try {
    read();
    return 'read';
  } catch {
    return 'refused';
  }
};
const seen = [new Date(1000), new Date(1500), 'street', 'خیابان'].map((value) => {
  const text = encodeSfItem(value);
  const line = `${text} ${attempt(() => decodeSfItem(text))} ${attempt(() => parseItem(text))}`;
  console.log(`${line} by structured-headers`);
  return line;
});
process.exit(seen.join() === '@1 read read,@1.5 refused refused,"street" read read,"خیابان" read refused' ? 0 : 1);
JS
echo 'Expected: all read, or nothing written.'
node check.mjs
