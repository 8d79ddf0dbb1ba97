#!/usr/bin/env bash
# csvw (PyPI, 4.1.1): half past eight is half past eight of today.
#
# Expected: "Metadata Vocabulary for Tabular Data" (5.11.1, 6.4.4): a column of the datatype time holds times
#   of day, in Python a datetime.time; it says nothing of a date.
# Seen: a datetime of the day on which the file was read, so that the opening hours of one office, read
#   yesterday and today, differ, and equal columns of two runs are not equal. A date becomes a datetime too,
#   but at least always the same one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib csvw==4.1.1 2>/dev/null

cat >check.py <<'PY'
import datetime
import json
import pathlib
import sys

from csvw import Table

pathlib.Path("offices.csv").write_text("opens\n08:30\n", encoding="utf-8")
column = {"name": "opens", "datatype": {"base": "time", "format": "HH:mm"}}
metadata = {"@context": "http://www.w3.org/ns/csvw", "url": "offices.csv", "tableSchema": {"columns": [column]}}
pathlib.Path("offices.csv-metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
before = datetime.date.today()
seen = next(iter(Table.from_file("offices.csv-metadata.json")))["opens"]
after = datetime.date.today()
print(repr(seen))
sys.exit(0 if isinstance(seen, datetime.datetime) and seen.date() in (before, after) and seen.hour == 8 else 1)
PY
echo 'Expected: datetime.time(8, 30).'
PYTHONPATH=lib python3 check.py
