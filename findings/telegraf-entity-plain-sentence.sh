#!/usr/bin/env bash
# @telegraf/entity (npm, 0.7.0): a sentence with a bold word can be sent again, one without cannot.
#
# Expected: the README: toMarkdownV2() gives MarkdownV2 that Telegram accepts, for any text message. The Bot
#   API ("MarkdownV2 style") wants a backslash before . ! - ( ) and others everywhere in a text.
# Seen: as soon as there is one entity, the whole text is escaped. Without entities, which is what most
#   messages are, it comes out as it was, and the first full stop is refused by Telegram.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @telegraf/entity@0.7.0 >/dev/null

cat >check.cjs <<'JS'
const { toMarkdownV2 } = require('@telegraf/entity');

const text = 'The lamp is on. Thanks!';
const seen = [toMarkdownV2({ text, entities: [{ type: 'bold', offset: 4, length: 4 }] }), toMarkdownV2({ text, entities: [] }), toMarkdownV2({ text })];
console.log(seen.join('\n'));
process.exit(seen[0] === 'The *lamp* is on\\. Thanks\\!' && seen[1] === text && seen[2] === text ? 0 : 1);
JS
echo 'Expected: \. and \! three times.'
node check.cjs
