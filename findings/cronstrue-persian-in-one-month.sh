#!/usr/bin/env bash
# cronstrue (npm, 3.39.0): "on day 1 of the month" is "in 1 month" in Persian.
#
# Expected: fa is among the locales of the README. English has "on day 29 of the month" for 0 8 29 * *, Persian
#   for it «روز 29 ماه».
# Seen: «در 29 ماه», which says in 29 months, or at the month 29; the word for day is missing. For a span
#   of days, 1-7, it is there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cronstrue@3.39.0 >/dev/null

cat >check.mjs <<'JS'
import cronstrue from 'cronstrue/i18n.js';

const text = (cron, locale) => cronstrue.toString(cron, { locale });
const seen = ['0 8 1 * *', '0 8 29 * *', '0 8 1-7 * *'].map((cron) => [text(cron, 'en'), text(cron, 'fa')]);
for (const [english, persian] of seen) console.log(`${english} | ${persian}`);
const missing = seen.map(([, persian]) => !persian.includes('روز'));
process.exit(String(missing) === 'true,true,false' && seen[1][1].endsWith('در 29 ماه') ? 0 : 1);
JS
echo 'Expected: «روز» on every line.'
node check.mjs
