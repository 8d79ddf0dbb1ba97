#!/usr/bin/env bash
# ratelimit-header-parser (npm, 0.1.0): it reads NaN out of the headers that its sister package sends.
#
# Expected: the README parses RateLimit headers "of various forms, including the combined form", and both
#   packages are of one project. express-rate-limit 8.7.5 sends the forms of drafts 6, 7 and 8.
# Seen: draft 8 writes r= and t= for remaining and reset. The parser finds the combined header, takes none
#   of the values, and returns an object of NaN and an invalid date: remaining <= 0 is false for ever.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ratelimit-header-parser@0.1.0 express@5.3.0 express-rate-limit@8.7.5 >/dev/null

cat >check.mjs <<'JS'
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { parseRateLimit } from 'ratelimit-header-parser';

const seen = {};
for (const standardHeaders of ['draft-6', 'draft-7', 'draft-8']) {
  const app = express().use(rateLimit({ windowMs: 60_000, limit: 10, standardHeaders, legacyHeaders: false }));
  const server = app.get('/', (_, response) => response.send('ok')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
  const { limit, remaining } = parseRateLimit(response);
  seen[standardHeaders] = `limit ${limit}, remaining ${remaining}`;
  console.log(`${standardHeaders}: ${response.headers.get('ratelimit') ?? 'separate headers'} → ${seen[standardHeaders]}`);
  server.close();
}
const old = seen['draft-6'] === 'limit 10, remaining 9' && seen['draft-7'] === seen['draft-6'];
process.exit(old && seen['draft-8'] === 'limit NaN, remaining NaN' ? 0 : 1);
JS
echo 'Expected: limit 10, remaining 9 three times.'
node check.mjs
