#!/usr/bin/env bash
# cloudevents (PyPI, 2.2.0): in the binary mode false is written as «False», in the body too, which no JSON reader takes.
#
# Expected: a boolean attribute is "true" or "false" (CloudEvents 1.0.2, 3.1.1), and a body of application/json is JSON.
# Seen: the header of an extension says "True", the body is False without quotes; the package itself then reads the text 'False', which
#   counts as true. In the structured mode both are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'cloudevents==2.2.0'

cat >check.py <<'PY'
import sys
from cloudevents.core.bindings.http import from_http_event, to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent

about = {'type': 'request.urgent', 'source': '/137', 'id': '1', 'specversion': '1.0', 'urgent': True}
event = CloudEvent(about, False)
binary, structured = to_binary_event(event), to_structured_event(event)
seen = (binary.headers['ce-urgent'], binary.body, from_http_event(binary).get_data(), from_http_event(structured).get_data())
print(f'header {seen[0]}, body {seen[1]}, read as {seen[2]!r}; structured, read as {seen[3]!r}')
sys.exit(0 if seen == ('True', b'False', 'False', False) else 1)
PY
echo "Expected: header true, body b'false', read as False; structured, read as False"
venv/bin/python check.py
