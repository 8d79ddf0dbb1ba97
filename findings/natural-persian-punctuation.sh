#!/usr/bin/env bash
# natural (npm, 8.1.1): the Persian tokenizer leaves every sign of punctuation on its word.
#
# Expected: an AggressiveTokenizer gives words alone, as those of the other languages do; AggressiveTokenizerFa has a list
#   of signs («، ؟ ؛ ! ( )») that it removes.
# Seen: «سلام،», «شود!», «(پلاک», «مسجد؟» with their signs, so that a word at the end of a sentence is another word for a
#   classifier or a search; the Russian tokenizer beside it removes them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts natural@8.1.1 >/dev/null 2>&1

cat >check.cjs <<'JS'
const { AggressiveTokenizerFa, AggressiveTokenizerRu } = require('natural');

const persian = new AggressiveTokenizerFa().tokenize('سلام، درست شود! (پلاک ۵) مسجد؟');
const russian = new AggressiveTokenizerRu().tokenize('Привет, яма! (дом 5) где?');
console.log(`Persian: ${persian.join(' | ')}\nRussian: ${russian.join(' | ')}`);
const asFound = persian.includes('سلام،') && persian.includes('(پلاک') && persian.includes('مسجد؟');
process.exit(asFound && russian.includes('Привет') && russian.includes('где') ? 0 : 1);
JS
echo 'Expected: سلام | درست | شود | پلاک | ۵ | مسجد'
node check.cjs 2>/dev/null | grep -v injected
