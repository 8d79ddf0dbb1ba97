#!/usr/bin/env bash
# virastar (npm, 0.22.1): tidying a Persian text takes e-mail addresses apart and makes decimals of a version.
#
# Expected: the cleaner leaves addresses of the web alone, which its README lists; a person's address and numbers with
#   more than one dot would not be touched either.
# Seen: a space after the first dot of an address, and «۲٫۰٫۱» with two decimal separators for a version. An answer that
#   names whom to write to can be answered no more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund virastar@0.22.1 >/dev/null

cat >check.cjs <<'JS'
const Virastar = require('virastar');

const virastar = new Virastar();
const seen = ['به desk.one@example.com بنویسید', 'نسخه 2.0.1', 'https://example.com/a.b?x=1,2'].map((text) => virastar.cleanup(text));
console.log(seen.join('\n'));
const asFound = ['به desk. one@example.com بنویسید', 'نسخه ۲٫۰٫۱', 'https://example.com/a.b?x=1,2'];
process.exit(seen.join('|') === asFound.join('|') ? 0 : 1);
JS
echo 'Expected: the address whole, نسخه ۲.۰.۱ (or 2.0.1), and the web address as it is.'
node check.cjs
