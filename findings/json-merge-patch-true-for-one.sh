#!/usr/bin/env bash
# json-merge-patch (PyPI, 0.3.0): from 1 to true there is nothing to change.
#
# Expected: RFC 7396: applied to the first document, the patch gives the second one. In JSON 0 and false are
#   two values of two types.
# Seen: create_patch() compares as Python does, where 0 == False. A floor of 0 that is corrected to false
#   gives an empty patch, and the server keeps 0, in lists too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib json-merge-patch==0.3.0

cat >check.py <<'PY'
import json
import sys

import json_merge_patch

seen = []
for before, after in [({"n": 1}, {"n": True}), ({"n": 0}, {"n": False}), ({"n": [1]}, {"n": [True]}), ({"n": 1}, {"n": 2})]:
    patch = json_merge_patch.create_patch(before, after)
    result = json.dumps(json_merge_patch.merge(dict(before), patch))
    seen.append(result == json.dumps(after))
    print(json.dumps(before), "to", json.dumps(after), "by", json.dumps(patch), "gives", result)
sys.exit(0 if seen == [False, False, False, True] else 1)
PY
echo 'Expected: the second document each time.'
PYTHONPATH=lib python3 check.py
