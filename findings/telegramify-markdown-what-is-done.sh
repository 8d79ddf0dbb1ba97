#!/usr/bin/env bash
# telegramify-markdown (npm, 1.3.3): what is done and what is not look the same.
#
# Expected: of "- [x] filled" and "- [ ] painted" the marks are kept, as text where Telegram has no such list: what it
#   does not support can be kept, escaped or removed by an option of the README, and "keep" was asked for.
# Seen: both become a bullet without a mark, by "keep" and by "escape", so that a manager's list of works says no more
#   what is done, without an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund telegramify-markdown@1.3.3 >/dev/null

cat >check.cjs <<'JS'
const telegramify = require('telegramify-markdown');

const seen = ['keep', 'escape'].map((strategy) => telegramify('- [x] filled\n- [ ] painted', strategy));
console.log(JSON.stringify(seen));
process.exit(seen.every((text) => /^•\s+filled\n•\s+painted\s*$/.test(text)) ? 0 : 1);
JS
echo 'Expected: a mark before "filled" that "painted" has not.'
node check.cjs
