#!/usr/bin/env bash
# panzi-json-logic (PyPI, 1.0.1): the remainder of a negative number is another one than in the browser.
#
# Expected: the README says that other Python libraries do not emulate the operators of JavaScript quite
#   right, and that this one is as close to the JavaScript library as feasible. There -5 % 3 is -2.
# Seen: 1, the remainder of Python, which the README does not name as a difference. A rule that the form
#   checks in the browser and the server checks again gives two answers as soon as a balance is negative.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib panzi-json-logic==1.0.1

cat >check.py <<'PY'
import json
import subprocess
import sys

from json_logic import jsonLogic

rules = [{"%": [-5, 3]}, {"%": [7, -3]}, {"==": [{"%": [{"var": "balance"}, 1000]}, -500]}]
data = {"balance": -2500}
python = [jsonLogic(rule, data) for rule in rules]
script = """
const { apply } = require('json-logic-js');
const [rules, data] = JSON.parse(process.argv[1]);
console.log(JSON.stringify(rules.map((rule) => apply(rule, data))));
"""
browser = json.loads(subprocess.check_output(["node", "-e", script, json.dumps([rules, data])]))
print("Python:", python)
print("JavaScript:", browser)
sys.exit(0 if python == [1, -2, False] and browser == [-2, 1, True] else 1)
PY
echo 'Expected: the same three answers on both lines.'
PYTHONPATH=lib python3 check.py
