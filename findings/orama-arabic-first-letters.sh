#!/usr/bin/env bash
# @orama/orama (npm, 3.1.18): set to Arabic, it takes two letters and all vowel signs for spaces.
#
# Expected: words of Arabic are split at spaces and punctuation; language: 'arabic' is documented.
# Seen: the letters that count are those of the range from alef with hamza above (U+0623) to yeh (U+064A).
#   Hamza (U+0621) and alef with madda (U+0622) come before it, the vowel signs after: «آثار» is indexed as
#   «ثار», «ماء» as «ما», and «السُّوق» as two words, so that the same word without signs does not find it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @orama/orama@3.1.18 >/dev/null

cat >check.mjs <<'JS'
import { create, insert, search } from '@orama/orama';

const index = create({ schema: { text: 'string' }, language: 'arabic' });
const words = ['آثار', 'ماء', 'السُّوق', 'شارع'];
const tokens = Object.fromEntries(words.map((word) => [word, index.tokenizer.tokenize(word, 'arabic')]));
console.log(tokens);
insert(index, { text: 'السُّوق' });
const plain = search(index, { term: 'السوق' }).count;
console.log(`«السُّوق» is found by «السوق»: ${plain} times`);
const seen = words.map((word) => tokens[word].join('+')).join(' ');
process.exit(seen === 'ثار ما الس+وق شارع' && plain === 0 ? 0 : 1);
JS
echo 'Expected: each word is one token with all its letters.'
node check.mjs
