#!/usr/bin/env bash
# jsonata-python (PyPI, 0.7.1), beside jsonata (npm, 2.2.2): the remainder of five and a half by two is one.
#
# Expected: the package evaluates what the reference implementation in JavaScript does. The operator % is the remainder
#   of numbers, with their fractions (JSONata documentation, "Numeric operators"); true and 1 are two values.
# Seen: with a fraction the remainder is rounded down to a whole number, 5.5 % 2 is 1 and 0.5 % 1 is 0, and
#   $distinct() takes true for 1, as Python does. 0.125 with two decimals is 0.13 in one and 0.12 in the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonata@2.2.2 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib jsonata-python==0.7.1

cat >check.mjs <<'JS'
import jsonata from 'jsonata';

console.log(JSON.stringify(await jsonata(process.argv[2]).evaluate({})));
JS
cat >check.py <<'PY'
import json
import subprocess
import sys

import jsonata

seen = []
for expression in ("7 % 4", "5.5 % 2", "0.5 % 1", "$distinct([1, true])", "$formatNumber(0.125, '0.00')"):
    run = subprocess.run(["node", "check.mjs", expression], capture_output=True, text=True, check=True)
    value = jsonata.Jsonata(expression).evaluate({})
    print(f"{expression}: {json.dumps(value)}; JavaScript: {run.stdout.strip()}")
    seen.append((value, json.loads(run.stdout)))
sys.exit(0 if seen == [(3, 3), (1, 1.5), (0, 0.5), (1, [1, True]), ("0.13", "0.12")] else 1)
PY
echo 'Expected: the same twice.'
PYTHONPATH=lib python3 check.py
