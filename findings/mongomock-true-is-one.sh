#!/usr/bin/env bash
# mongomock (PyPI, 4.3.0): a search for true finds one, and a search for one finds true.
#
# Expected: the README offers it for testing code that talks to MongoDB. There a boolean and a number are
#   two types and never equal, by the order of types in the manual ("Comparison/Sort Order").
# Seen: the equality of Python. {"urgent": True} finds urgent: 1, {"floor": 0} finds floor: False, and $ne
#   leaves both out: an old record that has 1 for true passes every test and is missed in the city.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib mongomock==4.3.0

cat >check.py <<'PY'
import sys

import mongomock

requests = mongomock.MongoClient().city.requests
requests.insert_many([{"_id": "true", "urgent": True}, {"_id": "one", "urgent": 1}, {"_id": "false", "urgent": False}])
queries = [{"urgent": True}, {"urgent": 1}, {"urgent": {"$in": [True]}}, {"urgent": {"$ne": True}}]
seen = [sorted(request["_id"] for request in requests.find(query)) for query in queries]
for query, found in zip(queries, seen):
    print(query, "finds", ", ".join(found))
sys.exit(0 if seen == [["one", "true"]] * 3 + [["false"]] else 1)
PY
echo 'Expected: true; one; true; false and one.'
PYTHONPATH=lib python3 check.py
