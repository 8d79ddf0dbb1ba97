#!/usr/bin/env bash
# n2words (npm, 4.0.0): 103 riyals have the plural of eleven, 100 riyals that of eleven too.
#
# Expected: the form of the counted noun follows the last two digits: CLDR puts 103 in the category of 3
#   ("few", «ريالات») and 100 in "other" («ريال»). toCurrency() of ar-SA knows three forms: it writes
#   «ثلاثة ريالات» and «أحد عشر ريالاً».
# Seen: from 11 on every sum has «ريالاً», the form of 11 to 99, however it ends.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund n2words@4.0.0 >/dev/null

cat >check.mjs <<'JS'
import { toCurrency } from 'n2words/ar-SA';

const amounts = [3, 11, 100, 103, 1403];
const categories = new Intl.PluralRules('ar');
const seen = amounts.map((amount) => toCurrency(amount).split(' ').at(-1));
amounts.forEach((amount, index) => console.log(`${amount} (${categories.select(amount)}): …${seen[index]}`));
const asSeen = String(seen) === 'ريالات,ريالاً,ريالاً,ريالاً,ريالاً';
process.exit(asSeen && categories.select(103) === 'few' && categories.select(100) === 'other' ? 0 : 1);
JS
echo 'Expected: 103 and 1403 as 3, and 100 unlike 11.'
node check.mjs
