#!/usr/bin/env bash
# http-link-header (npm, 1.1.4): a title comes back as percent signs.
#
# Expected: what set() was given as "title" is in parse() again; a title that is not ASCII goes into "title*", as
#   RFC 8288 has it, and in a plain title nothing is encoded by percent.
# Seen: toString() writes every title by percent into the plain "title", also quotes and the percent sign itself, and
#   parse() does not decode it: «صفحه بعد» and even «100% done» are read otherwise than they were written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund http-link-header@1.1.4 >/dev/null

cat >check.mjs <<'JS'
import LinkHeader from 'http-link-header';

const seen = ['next page', 'صفحه بعد', '100% done'].map((title) => {
  const written = new LinkHeader().set({ uri: 'https://city.example/2', rel: 'next', title }).toString();
  const [read] = LinkHeader.parse(written).refs;
  console.log(`${title} -> ${written} -> ${read.title}`);
  return read.title === title;
});
process.exit(seen.join() === 'true,false,false' ? 0 : 1);
JS
echo 'Expected: each title as it was given.'
node check.mjs
