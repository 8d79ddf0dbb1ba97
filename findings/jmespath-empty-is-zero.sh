#!/usr/bin/env bash
# jmespath (npm, 0.16.0): an empty cell is the number zero.
#
# Expected: to_number of a text that is no number of JSON is null, as the specification says ("any string that
#   conforms to the json-number production is supported"); the Python package of the same authors, 1.0.1, does so.
# Seen: to_number('') and to_number(' ') are 0 in JavaScript, and '0x1f' is 31: an average of hours counts
#   whoever has none with zero. Python leaves that to the reader, with null.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jmespath@0.16.0 >/dev/null
python3 -m venv py
py/bin/pip install --quiet --disable-pip-version-check jmespath==1.0.1

cat >check.mjs <<'JS'
import jmespath from 'jmespath';

const data = { requests: [{ hours: '72' }, { hours: '' }, { hours: ' ' }, { hours: '0x1f' }] };
console.log(JSON.stringify(jmespath.search(data, 'requests[*].to_number(hours)')));
JS
cat >check.py <<'PY'
import json

import jmespath

data = {'requests': [{'hours': '72'}, {'hours': ''}, {'hours': ' '}, {'hours': '0x1f'}]}
print(json.dumps([jmespath.search('to_number(hours)', one) for one in data['requests']], separators=(',', ':')))
PY
echo 'Expected: the same in both, [72,null,null,null].'
javascript=$(node check.mjs)
python=$(py/bin/python check.py)
echo "JavaScript: $javascript"
echo "Python:     $python"
[ "$javascript" = '[72,0,0,31]' ] && [ "$python" = '[72,null,null,null]' ]
