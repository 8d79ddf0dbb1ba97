#!/usr/bin/env bash
# cel-python (PyPI, 0.5.0): the text of true is "True", so that a rule with it is false in Python only.
#
# Expected: the README calls it an implementation of the Common Expression Language, whose point is that one
#   expression means the same everywhere. There string(true) is "true", the way that the word is written.
# Seen: "True" and "False", the words of Python, and "None" for null. string(urgent) == "true" never holds,
#   and 'urgent=' + string(urgent), joined for a label or a cache key, differs from that of the browser.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib cel-python==0.5.0

cat >check.py <<'PY'
import sys

import celpy


def value(text):
    environment = celpy.Environment()
    program = environment.program(environment.compile(text))
    return program.evaluate({"urgent": celpy.celtypes.BoolType(True)})


seen = {text: value(text) for text in ("string(true)", "string(false)", "'urgent=' + string(urgent)")}
same = value("string(urgent) == 'true'")
for text, result in seen.items():
    print(f"{text} is {str(result)!r}")
print("string(urgent) == 'true' is", bool(same))
sys.exit(0 if list(map(str, seen.values())) == ["True", "False", "urgent=True"] and not same else 1)
PY
echo 'Expected: true, false, urgent=true, and true.'
PYTHONPATH=lib python3 check.py
