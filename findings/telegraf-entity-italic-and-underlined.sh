#!/usr/bin/env bash
# @telegraf/entity (npm, 0.7.0): what is italic and underlined, or one beside the other, cannot be sent again.
#
# Expected: the README: toMarkdownV2() gives MarkdownV2 that Telegram accepts. The Bot API ("MarkdownV2
#   style") reads two low lines as underline before it looks for italic, from left to right, so that three in
#   a row have to be parted by an empty bold entity, **.
# Seen: three in a row: ___new___ and _old___new__. Telegram takes the first two for an underline, and the
#   entities do not close in their order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @telegraf/entity@0.7.0 >/dev/null

cat >check.cjs <<'JS'
const { toMarkdownV2 } = require('@telegraf/entity');

const italic = (offset, length) => ({ type: 'italic', offset, length });
const underline = (offset, length) => ({ type: 'underline', offset, length });
const seen = [toMarkdownV2({ text: 'new', entities: [italic(0, 3), underline(0, 3)] }), toMarkdownV2({ text: 'oldnew', entities: [italic(0, 3), underline(3, 3)] })];
console.log(seen.join('\n'));
process.exit(seen[0] === '___new___' && seen[1] === '_old___new__' ? 0 : 1);
JS
echo 'Expected: a ** wherever _ and __ meet.'
node check.cjs
