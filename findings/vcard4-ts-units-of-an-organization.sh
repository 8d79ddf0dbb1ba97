#!/usr/bin/env bash
# vcard4-ts (npm, 0.4.1): an organization and its units are one text.
#
# Expected: the README: compliant with RFC 6350. There ORG has components, the name and its units, between semicolons (6.6.4);
#   the example has three: "ABC, Inc.", "North American Division" and "Marketing".
# Seen: one text with semicolons in it, and since the backslashes are taken off, one that belongs to a name cannot be told
#   from one between two. Names and addresses of people are split well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vcard4-ts@0.4.1 >/dev/null

cat >check.mjs <<'JS'
import { parseVCards } from 'vcard4-ts';

const seen = ['ABC\\, Inc.;North American Division;Marketing', 'Parks\\; Water;Mashhad'].map((value) => {
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:x', `ORG:${value}`, 'END:VCARD', ''].join('\r\n');
  const [organization] = parseVCards(card).vCards[0].ORG;
  console.log(value, 'becomes', organization.value);
  return JSON.stringify(organization.value);
});
process.exit(seen.join() === '["ABC, Inc.;North American Division;Marketing"],["Parks; Water;Mashhad"]' ? 0 : 1);
JS
echo 'Expected: three and two components.'
node check.mjs
