#!/usr/bin/env bash
# num2persian (npm, 4.3.0): the published package cannot be loaded by Node.
#
# Expected: the README shows import num2persian from "num2persian", and the package ships built files in
#   dist. Node's documentation on packages: "main" names the module that is loaded.
# Seen: "main" is src/num2persian.ts. Bundlers that compile TypeScript hide it; Node 20 refuses the
#   extension (Node 22.18 and later strip types, but not below node_modules).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund num2persian@4.3.0 >/dev/null

cat >check.mjs <<'JS'
import { existsSync } from 'node:fs';

const built = existsSync('node_modules/num2persian/dist/num2persian.js');
let seen = 'loaded';
try {
  await import('num2persian');
} catch (error) {
  seen = error.code;
}
console.log(`dist is there: ${built}; import: ${seen}`);
process.exit(built && (seen === 'ERR_UNKNOWN_FILE_EXTENSION' || seen === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') ? 0 : 1);
JS
echo 'Expected: loaded.'
node check.mjs
