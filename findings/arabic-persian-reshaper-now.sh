#!/usr/bin/env bash
# arabic-persian-reshaper (npm, 1.0.1): «الآن», "now", has a null character in the middle.
#
# Expected: the README has PersianShaper for Persian and ArabicShaper for Arabic, which turn letters into the
#   shapes that a renderer without them needs. Lam and alef with madda are one shape, U+FEF5; ArabicShaper
#   writes it, and arabic-reshaper 3.1.0 of Python does.
# Seen: PersianShaper writes U+0000, for lam before each of the three alefs with a sign, and shapes back what
#   is no longer there. «لا» and «آ» by themselves are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund arabic-persian-reshaper@1.0.1 >/dev/null

cat >check.mjs <<'JS'
import reshaper from 'arabic-persian-reshaper';

const { ArabicShaper, PersianShaper } = reshaper;
const words = ['الآن', 'الأهواز', 'جلال', 'قرآن', 'سلام'];
const nulls = (shaper) => words.filter((word) => shaper.convertArabic(word).includes('\0'));
const lost = words.filter((word) => PersianShaper.convertArabicBack(PersianShaper.convertArabic(word)) !== word);
console.log('null characters by PersianShaper:', nulls(PersianShaper), 'by ArabicShaper:', nulls(ArabicShaper));
console.log('not shaped back by PersianShaper:', lost);
const asSeen = String(nulls(PersianShaper)) === 'الآن,الأهواز' && nulls(ArabicShaper).length === 0;
process.exit(asSeen && lost.length === 2 ? 0 : 1);
JS
echo 'Expected: no word in any list.'
node check.mjs
