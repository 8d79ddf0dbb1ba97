#!/usr/bin/env bash
# fluent.runtime (PyPI, 0.4.0): "1.0 hour", where the same message is "1.0 hours" in JavaScript.
#
# Expected: the guide of Fluent has a number with NUMBER() and its options select a variant by the way it is
#   shown. In English 1 is "one" and 1.0 is "other" by CLDR (one: i = 1 and v = 0).
# Seen: the digits are shown, and the variant is chosen without them. @fluent/bundle 0.19.1 chooses "other"
#   from the same file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @fluent/bundle@0.19.1 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib fluent.runtime==0.4.0

cat >check.py <<'PY'
import json
import subprocess
import sys

from fluent.runtime import FluentBundle, FluentResource

FILE = """
left = { NUMBER($hours, minimumFractionDigits: 1) ->
    [one] { NUMBER($hours, minimumFractionDigits: 1) } hour
   *[other] { NUMBER($hours, minimumFractionDigits: 1) } hours
 }
"""
SCRIPT = """
const { FluentBundle, FluentResource } = require('@fluent/bundle');
const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(JSON.parse(process.argv[1])));
console.log(bundle.formatPattern(bundle.getMessage('left').value, { hours: 1 }));
"""
bundle = FluentBundle(["en"], use_isolating=False)
bundle.add_resource(FluentResource(FILE))
python, errors = bundle.format_pattern(bundle.get_message("left").value, {"hours": 1})
javascript = subprocess.check_output(["node", "-e", SCRIPT, json.dumps(FILE)], text=True).strip()
print(f"Python: {python} {errors}\nJavaScript: {javascript}")
sys.exit(0 if (python, javascript) == ("1.0 hour", "1.0 hours") and not errors else 1)
PY
echo 'Expected: 1.0 hours on both lines.'
PYTHONPATH=lib python3 check.py
