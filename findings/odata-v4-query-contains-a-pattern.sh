#!/usr/bin/env bash
# odata-v4-query (PyPI, 0.4.1): contains(plate, '12.5') finds 1235 and 12a5.
#
# Expected: contains and startswith look for the second text as it stands in the first (OData 4.01, URL conventions,
#   5.1.1.5, String and Collection Functions).
# Seen: the text is put into a regular expression of MongoDB as it is: a point stands for any sign, and a question
#   mark makes the letter before it optional. Nothing says so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib odata-v4-query==0.4.1 pymongo==4.20.1 mongomock==4.3.0

cat >check.py <<'PY'
import sys

import mongomock
from odata_v4_query import ODataQueryParser
from odata_v4_query.utils.pymongo import get_query_from_options

requests = mongomock.MongoClient().city.requests
requests.insert_many([{"text": text} for text in ("12.5", "1235", "12a5", "why?", "wh")])
seen = []
for text in ("contains(text,'12.5')", "startswith(text,'why?')"):
    query = get_query_from_options(ODataQueryParser().parse_query_string(f"$filter={text}"))
    found = [request["text"] for request in requests.find(query.filter)]
    print(f"{text}: {query.filter} finds {found}")
    seen.append(found)
sys.exit(0 if seen == [["12.5", "1235", "12a5"], ["why?", "wh"]] else 1)
PY
echo "Expected: ['12.5'], ['why?']."
PYTHONPATH=lib python3 check.py
