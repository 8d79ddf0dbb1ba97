#!/usr/bin/env bash
# mongomock (PyPI, 4.3.0): what is not there is not null, below a null or below a number.
#
# Expected: in MongoDB a search for null finds the documents that do not have the field (manual, "Query for Null
#   or Missing Fields"), with a dotted name too.
# Seen: {"manager.name": None} finds a request without a manager and one whose manager has no name, and not the
#   one whose manager is null, though {"manager.name": {"$exists": False}} finds it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib mongomock==4.3.0

cat >check.py <<'PY'
import sys

import mongomock

requests = mongomock.MongoClient().city.requests
requests.insert_many([
    {"_id": "no manager"},
    {"_id": "manager without name", "manager": {}},
    {"_id": "manager is null", "manager": None},
    {"_id": "manager is a number", "manager": 5},
])
found = {
    text: [request["_id"] for request in requests.find({"manager.name": condition})]
    for text, condition in (("null", None), ("missing", {"$exists": False}))
}
for text, names in found.items():
    print(f"{text}: {', '.join(names)}")
sys.exit(0 if len(found["missing"]) == 4 and found["null"] == ["no manager", "manager without name"] else 1)
PY
echo 'Expected: four requests on both lines.'
PYTHONPATH=lib python3 check.py
