#!/usr/bin/env bash
# xliff (npm, 6.4.0): writing a text with a placeholder puts line breaks and spaces into the text.
#
# Expected: XLIFF 1.2 says of <source> and <target> that they are content; whitespace beside an inline
#   element belongs to the text, as in any mixed content of XML. So "Hi <x/> you" is written as it is.
# Seen: the file is indented inside <source> too: a line break and ten spaces stand before the
#   placeholder. The package trims them when it reads its own file; a translation tool shows and keeps them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund xliff@6.4.0 >/dev/null

cat >check.mjs <<'JS'
import xliff from 'xliff';

const written = await xliff.jsToXliff12({
  sourceLanguage: 'en',
  targetLanguage: 'fa',
  resources: { bot: { hello: { source: ['Hi ', { Standalone: { id: 'name' } }, ' you'], target: 'سلام' } } },
});
const source = written.match(/<source>([^]*?)<\/source>/)[1];
const before = source.slice(0, source.indexOf('<x'));
console.log(`before the placeholder: ${JSON.stringify(before)}`);
process.exit(/^Hi \n {2,}$/.test(before) ? 0 : 1);
JS
echo 'Expected: "Hi "'
node check.mjs
