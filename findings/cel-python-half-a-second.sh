#!/usr/bin/env bash
# cel-python (PyPI, 0.5.0): the text of a second and a half is "1s", and that of a moment has no fraction.
#
# Expected: string() of a duration and of a timestamp is the text from which the same value is read; the
#   language definition takes the JSON form of protocol buffers, where a second and a half is "1.5s".
# Seen: the fraction is cut off. Half a second comes back as none, though the value itself has it:
#   getMilliseconds() is 500 and the comparison with 500 ms holds.
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
    return environment.program(environment.compile(text)).evaluate({})


texts = ["string(duration('1.5s'))", "string(timestamp('2026-11-30T00:00:00.5Z'))"]
seen = [str(value(text)) for text in texts]
for text, result in zip(texts, seen):
    print(f"{text} is {result!r}")
kept = int(value("duration('0.5s').getMilliseconds()"))
again = bool(value("duration(string(duration('0.5s'))) == duration('0.5s')"))
print(f"milliseconds of half a second: {kept}; half a second is itself after string(): {again}")
sys.exit(0 if seen == ["1s", "2026-11-30T00:00:00Z"] and kept == 500 and not again else 1)
PY
echo 'Expected: 1.5s, …00.5Z, and true.'
PYTHONPATH=lib python3 check.py
