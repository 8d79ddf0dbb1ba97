#!/usr/bin/env bash
# @mtcute/html-parser (npm, 0.30.3): two lines are one if a word in the first is bold.
#
# Expected: html reads a line break of a text as a space and <br> as a line break, and html.unparse() writes <br> and &nbsp;
#   (README, "html" and "thtml"): read again, a message is as it was.
# Seen: that is done in a message without entities, and within an entity. Between two entities and after the last one the
#   breaks and spaces stay as they are, and are single spaces when it is read again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @mtcute/html-parser@0.30.3 @mtcute/core@0.30.3 >/dev/null

cat >check.mjs <<'JS'
import { html } from '@mtcute/html-parser';

const bold = { _: 'messageEntityBold', offset: 0, length: 3 };
const seen = [[], [bold]].map((entities) => {
  const written = html.unparse({ text: 'one\ntwo   three', entities });
  const { text } = html(written);
  console.log(`${written} is ${JSON.stringify(text)}`);
  return text.replace(/\u00a0/g, ' ');
});
process.exit(seen[0] === 'one\ntwo   three' && seen[1] === 'one two three' ? 0 : 1);
JS
echo 'Expected: twice "one", a line break, "two", three spaces, "three".'
node check.mjs
