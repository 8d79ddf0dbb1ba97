#!/usr/bin/env bash
# @gramio/format (npm, 0.8.0): a bold word in a line of HTML stands in a paragraph of its own.
#
# Expected: htmlToFormattable('کد <b>۱۲</b> ثبت شد') is one line with one bold word, as a browser shows it and as
#   Telegram's own HTML has it; <br> is one new line. The README has it read what editors of rich text write, and names
#   no limit for words outside <p>.
# Seen: outside <p> each piece between tags is set apart by an empty line: «کد», «۱۲» and «ثبت شد» become three
#   paragraphs, and a <br> four or five empty lines. Inside <p> the same words stay in their line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @gramio/format@0.8.0 node-html-parser@9.0.7 >/dev/null

cat >check.mjs <<'JS'
import { htmlToFormattable } from '@gramio/format/html';

const line = 'کد <b>۱۲</b> ثبت شد';
const seen = [line, `<p>${line}</p>`, 'الف<br>ب'].map((html) => {
  const { text } = htmlToFormattable(html);
  console.log(`${html}: ${JSON.stringify(text)}`);
  return text.split('\n').length;
});
process.exit(seen.join() === '5,1,6' ? 0 : 1);
JS
echo 'Expected: one line, one line, two lines.'
node check.mjs
