#!/usr/bin/env bash
# @hugoalh/http-header-link (npm, 1.0.3): rel=next without quotes is lost if anything follows it.
#
# Expected: the README: it handles the header as RFC 8288 says. There a value may stand without quotes (3, link-param:
#   token or quoted-string), and of two relations of one link the first counts (3.3).
# Seen: the value is empty as soon as another parameter or another link follows, so that there is no next page, without
#   an error; at the end it is read. Of two relations the last counts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @hugoalh/http-header-link@1.0.3 >/dev/null

cat >check.mjs <<'JS'
import { HTTPHeaderLink } from '@hugoalh/http-header-link';

const seen = ['</2>; rel="next"; type="text/html"', '</2>; rel=next', '</2>; rel=next; type="text/html"', '</2>; rel=next, </9>; rel=last', '</2>; rel="next"; rel="last"'].map((header) => {
  const [[address, parameters]] = HTTPHeaderLink.parse(header).entries();
  console.log(`${header}: ${address} is ${JSON.stringify(parameters.rel)}`);
  return parameters.rel;
});
process.exit(seen.join() === 'next,next,,,last' ? 0 : 1);
JS
echo 'Expected: five times "next".'
node check.mjs
