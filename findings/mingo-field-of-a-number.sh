#!/usr/bin/env bash
# mingo (npm, 7.2.7), MongoDB queries in JavaScript: a list of number pairs "has" whatever field is asked for.
#
# Expected: MongoDB's manual: { 'path.lat': { $exists: true } } matches documents that contain the
#   field. Numbers have no fields. The README lists the differences from MongoDB; this is not among them.
# Seen: a document whose path is [[59.6, 36.3]] matches $exists: true for any name, and also
#   { 'path.lat': { $gt: 1 } }. A flat list [59.6, 36.3] does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mingo@7.2.7 >/dev/null

cat >check.mjs <<'JS'
import { Query } from 'mingo';

const nested = { path: [[59.6, 36.3]] };
const flat = { path: [59.6, 36.3] };
const seen = [
  new Query({ 'path.lat': { $exists: true } }).test(nested),
  new Query({ 'path.lat': { $gt: 1 } }).test(nested),
  new Query({ 'path.lat': { $exists: true } }).test(flat),
];
console.log(`nested list, path.lat exists: ${seen[0]}\nnested list, path.lat > 1: ${seen[1]}\nflat list, path.lat exists: ${seen[2]}`);
process.exit(String(seen) === 'true,true,false' ? 0 : 1);
JS
echo 'Expected: false three times.'
node check.mjs
