#!/usr/bin/env bash
# persianjs (npm, 0.4.0): a million in words is a million and a thousand, or rather "a million and  thousand".
#
# Expected: digitsToWords writes a number in words: یک میلیون for 1,000,000, as it writes یک هزار for 1,000.
# Seen: «یک میلیون و  هزار», with an empty place before the thousand; a milliard gets the millions too. 1,100,000 is right.
#   On a bill in words the amount is another one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund persianjs@0.4.0 >/dev/null

cat >check.cjs <<'JS'
const persianJs = require('persianjs');

const seen = [1_000, 1_000_000, 1_100_000, 1_000_000_000].map((number) => persianJs(number).digitsToWords().toString());
console.log(seen.join('\n'));
const asFound = ['یک هزار', 'یک میلیون و  هزار', 'یک میلیون و صد هزار', 'یک میلیارد و  میلیون و  هزار'];
process.exit(seen.join() === asFound.join() ? 0 : 1);
JS
echo 'Expected: یک هزار, یک میلیون, یک میلیون و صد هزار, یک میلیارد.'
node check.cjs
