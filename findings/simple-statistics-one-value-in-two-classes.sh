#!/usr/bin/env bash
# simple-statistics (npm, 7.12.1): ckmeans puts equal values into two classes.
#
# Expected: classes are chosen so that values in one are as near each other as can be; with as many classes asked for as there are
#   different values each value is a class, with more there is nothing left to part.
# Seen: three districts that answered within 24 hours and one within 72, in three classes: 24 and 24, 24, 72. Two colours of a map
#   then mean the same, and jenks() names the limit 24 twice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund simple-statistics@7.12.1 >/dev/null

cat >check.cjs <<'JS'
const { ckmeans, jenks } = require('simple-statistics');

const hours = [24, 24, 24, 72];
const seen = [ckmeans(hours, 2), ckmeans(hours, 3), jenks(hours, 3)];
console.log(`two classes: ${JSON.stringify(seen[0])}; three: ${JSON.stringify(seen[1])}; limits: ${JSON.stringify(seen[2])}`);
process.exit(JSON.stringify(seen) === '[[[24,24,24],[72]],[[24,24],[24],[72]],[24,24,72,72]]' ? 0 : 1);
JS
echo 'Expected: no value in two classes.'
node check.cjs
