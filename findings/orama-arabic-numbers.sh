#!/usr/bin/env bash
# @orama/orama (npm, 3.1.18): set to Arabic, it keeps no number that is written in Arabic digits.
#
# Expected: language: 'arabic' is among the supported languages of the documentation. Digits of the language
#   are part of a text as Latin ones are, which it keeps.
# Seen: the tokenizer keeps a-z, 0-9 and part of the Arabic letters and drops everything else. «شارع ١٣٧»
#   is found by the street and not by the number, and a search for the number finds nothing at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @orama/orama@3.1.18 >/dev/null

cat >check.mjs <<'JS'
import { create, insert, search } from '@orama/orama';

const index = create({ schema: { text: 'string' }, language: 'arabic' });
insert(index, { id: 'arabic digits', text: 'شارع ١٣٧' });
insert(index, { id: 'latin digits', text: 'شارع 137' });
const found = (term) => search(index, { term }).hits.map((hit) => hit.id);
const tokens = index.tokenizer.tokenize('شارع ١٣٧', 'arabic');
const byArabic = found('١٣٧');
const byLatin = found('137');
console.log('tokens of شارع ١٣٧:', tokens);
console.log('found by ١٣٧:', byArabic, '\nfound by 137:', byLatin);
process.exit(tokens.length === 1 && byArabic.length === 0 && String(byLatin) === 'latin digits' ? 0 : 1);
JS
echo 'Expected: two tokens; each number is found.'
node check.mjs
