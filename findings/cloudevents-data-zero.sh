#!/usr/bin/env bash
# cloudevents (npm, 10.0.0): an event whose data is 0 or false has no data once it was read.
#
# Expected: "data" of the JSON format may be any JSON value (CloudEvents 1.0.2, JSON format, 3.1), and what
#   HTTP.structured writes HTTP.toEvent reads.
# Seen: 1, true, a text and a list come back; 0, false and the empty text are undefined, though they stand in the body.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cloudevents@10.0.0 >/dev/null

cat >check.cjs <<'JS'
const { CloudEvent, HTTP } = require('cloudevents');

const seen = [1, 0, true, false, 'open', '', []].map((data) => {
  const message = HTTP.structured(new CloudEvent({ type: 'requests.waiting', source: '/137', data }));
  return [JSON.parse(message.body).data, HTTP.toEvent(message).data];
});
for (const [written, read] of seen) console.log(`${JSON.stringify(written)} is read as ${JSON.stringify(read)}`);
const lost = seen.filter(([, read]) => read === undefined).map(([written]) => written);
process.exit(JSON.stringify(lost) === '[0,false,""]' ? 0 : 1);
JS
echo 'Expected: each is read as it was written.'
node check.cjs
