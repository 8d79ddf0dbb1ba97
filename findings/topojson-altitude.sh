#!/usr/bin/env bash
# topojson-server (npm, 3.0.1): quantizing before drops every altitude, quantizing afterwards keeps it.
#
# Expected: the README recommends the quantization parameter for messy input and points to quantize() of
#   topojson-client for doing it later, "without altering the topological relationships"; nothing tells that
#   the third coordinate makes the difference.
# Seen: without quantization, and with that of the client, 985 m stays; with the parameter it is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund topojson-server@3.0.1 topojson-client@3.1.0 >/dev/null

cat >check.mjs <<'JS'
import { feature, quantize } from 'topojson-client';
import { topology } from 'topojson-server';

const line = { type: 'LineString', coordinates: [[59.6, 36.3, 985], [59.7, 36.4, 990], [59.8, 36.3, 1000]] };
const altitudes = (made) => feature(made, made.objects.line).geometry.coordinates.map((point) => point[2]);
const seen = {
  'without quantization': altitudes(topology({ line })),
  'quantized by the client': altitudes(quantize(topology({ line }), 1e6)),
  'quantized by the server': altitudes(topology({ line }, 1e6)),
};
console.log(seen);
const [none, client, server] = Object.values(seen).map(String);
process.exit(none === '985,990,1000' && client === none && server === ',,' ? 0 : 1);
JS
echo 'Expected: 985, 990, 1000 three times.'
node check.mjs
