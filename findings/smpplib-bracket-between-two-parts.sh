#!/usr/bin/env bash
# smpplib (PyPI, 2.2.4): a bracket that falls on the border of two messages becomes a space and a (.
#
# Expected: 3GPP TS 23.038 (6.2.1.1) writes { as an escape and a second code that means ( without it, and
#   TS 23.040 (9.2.3.24.1) forbids to part the two: each message is decoded by itself.
# Seen: make_parts() cuts after 153 codes, whatever they are. The first part ends with the escape, the
#   second begins with "(". The same text one letter shorter is whole.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib smpplib==2.2.4 six==1.17.0

cat >check.py <<'PY'
import sys

from smpplib import gsm

seen = []
for letters in (151, 152):
    parts, _, _ = gsm.make_parts("a" * letters + "{" + "b" * 20)
    bodies = [part[6:] for part in parts]  # without the header of concatenation
    seen.append((bodies[0][-2:], bodies[1][:1]))
    print(f"{letters} letters and a bracket: first part ends with {bodies[0][-2:]}, second begins with {bodies[1][:1]}")
sys.exit(0 if seen == [(b"\x1b(", b"b"), (b"a\x1b", b"(")] else 1)
PY
echo 'Expected: 1b and ( in one part both times.'
PYTHONPATH=lib python3 check.py
