#!/usr/bin/env bash
# odata-v4-query (PyPI, 0.4.1): "done eq true" finds nothing, "done ne true" everything.
#
# Expected: true and false are literals of the type Edm.Boolean (OData 4.01, URL conventions, 5.1.1.14.1; ABNF,
#   booleanValue). get_query_from_options() makes a filter for PyMongo of them, in which true is true.
# Seen: they are taken for the texts "true" and "false", which no field of that type equals, without an error.
#   Numbers are numbers and null is None.
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
requests.insert_many([{"number": 1, "done": True}, {"number": 2, "done": False}])
seen = []
for text in ("number eq 1", "done eq true", "done eq false", "done ne true"):
    query = get_query_from_options(ODataQueryParser().parse_query_string(f"$filter={text}"))
    found = [request["number"] for request in requests.find(query.filter)]
    print(f"{text}: {query.filter} finds {found}")
    seen.append(found)
sys.exit(0 if seen == [[1], [], [], [1, 2]] else 1)
PY
echo 'Expected: [1], [1], [2], [2].'
PYTHONPATH=lib python3 check.py
