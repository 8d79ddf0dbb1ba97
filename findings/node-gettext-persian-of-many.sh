#!/usr/bin/env bash
# node-gettext (npm, 3.0.1): of a Persian catalogue with two plural forms only the first is ever used.
#
# Expected: GNU gettext's manual ("Additional gettext functions for plural forms"): the header Plural-Forms
#   of the catalogue tells how many forms there are and which is for which number. CLDR has two for Persian.
# Seen: the header is not read. A table in the package says one form for Persian, so that "one request" is
#   shown for five. A French catalogue with another rule is read by the rule of the table as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-gettext@3.0.1 gettext-parser@7.0.1 >/dev/null

cat >check.cjs <<'JS'
const Gettext = require('node-gettext');
const { po } = require('gettext-parser');

const read = (language, rule) => {
  const gettext = new Gettext();
  const text = `msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: ${language}\\nPlural-Forms: nplurals=2; plural=${rule};\\n"\n\nmsgid "request"\nmsgid_plural "requests"\nmsgstr[0] "first"\nmsgstr[1] "second"\n`;
  gettext.addTranslations(language, 'messages', po.parse(text));
  gettext.setLocale(language);
  return [0, 1, 5].map((count) => gettext.ngettext('request', 'requests', count)).join(' ');
};
const seen = [read('fa', '(n > 1)'), read('fr', '(n != 1)')];
console.log(`Persian, n > 1: ${seen[0]}\nFrench, n != 1: ${seen[1]}`);
process.exit(seen[0] === 'first first first' && seen[1] === 'first first second' ? 0 : 1);
JS
echo 'Expected for 0, 1 and 5: first first second; second first second.'
node check.cjs
