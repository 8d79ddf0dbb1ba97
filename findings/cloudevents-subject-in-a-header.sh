#!/usr/bin/env bash
# cloudevents (npm, 10.0.0): a Persian subject goes into a header as it is, so that the event cannot be sent.
#
# Expected: in the binary mode attributes are headers, whose signs outside printable ASCII are percent-encoded, and decoded by
#   whoever reads (CloudEvents 1.0.2, HTTP binding, 3.1.3.2).
# Seen: HTTP.binary leaves the letters, which the HTTP of Node.js refuses as a header; HTTP.toEvent leaves "%DA%86" of others
#   undecoded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cloudevents@10.0.0 >/dev/null

cat >check.cjs <<'JS'
const { validateHeaderValue } = require('node:http');
const { CloudEvent, HTTP } = require('cloudevents');

const subject = 'چاله';
const { headers } = HTTP.binary(new CloudEvent({ type: 'request.answered', source: '/137', subject, data: {} }));
let isRefused = false;
try {
  validateHeaderValue('ce-subject', headers['ce-subject']);
} catch (error) {
  isRefused = error.code === 'ERR_INVALID_CHAR';
}
const encoded = { ...headers, 'ce-subject': encodeURIComponent(subject) };
const read = HTTP.toEvent({ headers: encoded, body: '{}' }).subject;
console.log(`header written: ${headers['ce-subject']}; refused as a header: ${isRefused}`);
console.log(`header ${encoded['ce-subject']} read as: ${read}`);
process.exit(isRefused && read === encoded['ce-subject'] ? 0 : 1);
JS
echo 'Expected: written as %DA%86%D8%A7%D9%84%D9%87, and read as چاله.'
node check.cjs
