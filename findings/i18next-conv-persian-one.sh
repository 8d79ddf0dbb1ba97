#!/usr/bin/env bash
# i18next-conv (npm, 16.0.0): the Persian text for one request becomes the text for all others.
#
# Expected: CLDR, and so i18next with its Intl.PluralRules, has two forms for Persian, one and other, and a
#   catalogue with "nplurals=2; plural=(n > 1)" has the same two. compatibilityJSON: 'v4' is documented for
#   the keys of today's i18next: request_one, request_other.
# Seen: the package goes by a list of its own with one form for Persian. The first text is request_other, the
#   second request_1, a key that i18next 26.7.2 never looks up: five requests are «یک درخواست».
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund i18next-conv@16.0.0 i18next@26.7.2 >/dev/null

cat >check.mjs <<'JS'
import i18next from 'i18next';
import { gettextToI18next } from 'i18next-conv';

const catalogue = [
  'msgid ""',
  'msgstr ""',
  String.raw`"Content-Type: text/plain; charset=UTF-8\n"`,
  String.raw`"Plural-Forms: nplurals=2; plural=(n > 1)\n"`,
  '',
  'msgid "request"',
  'msgid_plural "requests"',
  'msgstr[0] "یک درخواست"',
  'msgstr[1] "{{count}} درخواست"',
  '',
].join('\n');
const read = JSON.parse(await gettextToI18next('fa', catalogue, { compatibilityJSON: 'v4' }));
const forms = new Intl.PluralRules('fa').resolvedOptions().pluralCategories.sort();
await i18next.init({ lng: 'fa', resources: { fa: { translation: read } } });
const five = i18next.t('request', { count: 5 });
console.log('read:', read, '\nforms of Persian:', forms, '\nfive requests:', five);
process.exit(read.request_other === 'یک درخواست' && five === 'یک درخواست' && String(forms) === 'one,other' ? 0 : 1);
JS
echo 'Expected: request_one and request_other; 5 درخواست.'
node check.mjs
