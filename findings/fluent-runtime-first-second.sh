#!/usr/bin/env bash
# fluent.runtime (PyPI, 0.4.0): the first is the "1th": the ordinal plurals of Fluent are not there.
#
# Expected: the guide of Fluent ("Selectors") has NUMBER($pos, type: "ordinal") select first, second, third.
#   The package describes itself as an implementation for Python of the same format.
# Seen: "type" is an unknown argument. The default variant is shown for every number, and the error goes
#   into the list beside the text, which a caller of format_value() never sees.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib fluent.runtime==0.4.0

cat >check.py <<'PY'
import sys

from fluent.runtime import FluentBundle, FluentResource

FILE = """
place = { NUMBER($place, type: "ordinal") ->
    [one] { $place }st
    [two] { $place }nd
    [few] { $place }rd
   *[other] { $place }th
 }
"""
bundle = FluentBundle(["en"], use_isolating=False)
bundle.add_resource(FluentResource(FILE))
pattern = bundle.get_message("place").value
seen = [bundle.format_pattern(pattern, {"place": place}) for place in (1, 2, 3, 4)]
print("places:", [text for text, _ in seen])
print("error:", seen[0][1])
known = "unexpected keyword argument" in str(seen[0][1])
sys.exit(0 if [text for text, _ in seen] == ["1th", "2th", "3th", "4th"] and known else 1)
PY
echo 'Expected: 1st 2nd 3rd 4th.'
PYTHONPATH=lib python3 check.py
