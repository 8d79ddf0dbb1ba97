#!/usr/bin/env bash
# i18next-conv (npm, 16.0.0): the six plural forms of Arabic come out in another order, and one is lost.
#
# Expected: the README converts i18next JSON to gettext and back, and has compatibilityJSON: 'v4' for the keys
#   of today's i18next, request_one and so on. A catalogue has its forms in the order of its Plural-Forms
#   line, which the package writes itself: zero, one, two, few, many, other.
# Seen: they are written in an order that hangs on the order of the keys in the JSON, five for six, and read
#   by the right one. One request is shown the text for a hundred, and the dual is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund i18next-conv@16.0.0 >/dev/null

cat >check.mjs <<'JS'
import { gettextToI18next, i18nextToPo } from 'i18next-conv';

const forms = { zero: 'صفر', one: 'واحد', two: 'اثنان', few: 'قليل', many: 'كثير', other: 'غير' };
const written = Object.fromEntries(Object.entries(forms).map(([form, text]) => [`request_${form}`, text]));
const options = { compatibilityJSON: 'v4', noDate: true };
const catalogue = String(await i18nextToPo('ar', JSON.stringify(written), options));
const read = JSON.parse(await gettextToI18next('ar', catalogue, options));
for (const [key, text] of Object.entries(written)) console.log(`${key}: ${text} → ${read[key] ?? 'not there'}`);
const wrong = Object.keys(written).filter((key) => read[key] !== written[key]);
const lost = !catalogue.includes(forms.two);
console.log(`${wrong.length} of 6 differ; the dual is ${lost ? 'lost' : 'kept'}`);
process.exit(catalogue.includes('nplurals=6') && wrong.length >= 4 && lost ? 0 : 1);
JS
echo 'Expected: six texts as they were.'
node check.mjs
