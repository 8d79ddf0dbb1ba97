#!/usr/bin/env bash
# slug (npm, 12.0.1): districts 1 to 13 of the city have one address.
#
# Expected: its table of characters has Persian letters, so that «منطقه ۱۲» is written with Latin ones, and the number
#   stays as a number; slugify, limax and speakingurl write "12".
# Seen: the letters are written and Persian digits are left out, without an error: «منطقه ۱» and «منطقه ۱۲» both
#   become the same word. Arabic digits are left out too, and of a number alone a heap of letters is made.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund slug@12.0.1 slugify@1.6.9 >/dev/null

cat >check.mjs <<'JS'
import slug from 'slug';
import slugify from 'slugify';

const districts = ['منطقه ۱', 'منطقه ۱۲', 'منطقه ١٢', 'منطقه 12'];
const [bySlug, bySlugify] = [slug, slugify].map((write) => districts.map((name) => write(name)));
console.log(`slug: ${bySlug.join(', ')}\nslugify: ${bySlugify.join(', ')}`);
const isOne = new Set(bySlug.slice(0, 3)).size === 1 && !/\d/.test(bySlug[0]);
process.exit(isOne && bySlug[3].endsWith('-12') && bySlugify[1].endsWith('-12') ? 0 : 1);
JS
echo 'Expected: a number at the end of each.'
node check.mjs
