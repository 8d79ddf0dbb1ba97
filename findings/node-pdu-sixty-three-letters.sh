#!/usr/bin/env bash
# node-pdu (npm, 2.1.1): a Persian message of seventy letters is cut in two, and paid twice.
#
# Expected: 3GPP TS 23.040 has 140 octets in a short message: 70 letters of UCS-2, or 160 of the default
#   alphabet; in a message of several parts 67 and 153 each. python-gsmmodem-new 0.13.0 cuts so.
# Seen: 63 letters fit, or 133, and no more in the parts. 70 letters are two messages, 134 are three, 160
#   Latin ones are two; they can be read, and the bill is higher.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-pdu@2.1.1 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib python-gsmmodem-new==0.13.0

cat >check.py <<'PY'
import json
import subprocess
import sys

from gsmmodem.pdu import encodeSmsSubmitPdu

SCRIPT = """
const { Submit } = require('node-pdu');
const parts = JSON.parse(process.argv[1]).map((text) => new Submit('+12025550123', text).getPartStrings().length);
console.log(JSON.stringify(parts));
"""
texts = ["س" * 63, "س" * 70, "س" * 134, "s" * 133, "s" * 160, "s" * 306]
node = json.loads(subprocess.check_output(["node", "-e", SCRIPT, json.dumps(texts)]))
python = [len(encodeSmsSubmitPdu("+12025550123", text)) for text in texts]
for text, ours, theirs in zip(texts, node, python):
    print(f"{len(text)} times {text[0]}: {ours} by node-pdu, {theirs} by gsmmodem")
sys.exit(0 if node == [1, 2, 3, 1, 2, 3] and python == [1, 1, 2, 1, 1, 2] else 1)
PY
echo 'Expected: 1, 1, 2, 1, 1, 2 in both columns.'
PYTHONPATH=lib python3 check.py
