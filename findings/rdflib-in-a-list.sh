#!/usr/bin/env bash
# rdflib (PyPI, 7.6.0): what equals 2 is not in the list (2).
#
# Expected: SPARQL 1.1 (17.4.1.9 and 17.4.1.10) defines IN and NOT IN by = and !=, so that they compare
#   values: 2.0 equals 2, and 10:00 at +03:30 is the moment 06:30 at Z.
# Seen: = compares values, IN compares spellings. A floor that was stored as 2.0 and a moment of another
#   zone are not found with IN, and NOT IN finds them. pyoxigraph 0.5.13 finds both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib rdflib==7.6.0 pyoxigraph==0.5.13

cat >check.py <<'PY'
import sys

import pyoxigraph
from rdflib import Graph

DATA = """@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:lift :floor 2 . :lamp :floor 2.0 . :stairs :floor 3 .
:call :at "2026-01-01T10:00:00+03:30"^^xsd:dateTime ."""
HEAD = "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?s "
QUERIES = [
    "{ ?s :floor ?f FILTER (?f = 2) }",
    "{ ?s :floor ?f FILTER (?f IN (2)) }",
    "{ ?s :floor ?f FILTER (?f NOT IN (2)) }",
    '{ ?s :at ?t FILTER (?t = "2026-01-01T06:30:00Z"^^xsd:dateTime) }',
    '{ ?s :at ?t FILTER (?t IN ("2026-01-01T06:30:00Z"^^xsd:dateTime)) }',
]
graph = Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)


def names(rows):
    return sorted(str(row[0]).strip("<>").rsplit("/", 1)[1] for row in rows)


seen, other = [], []
for query in QUERIES:
    seen.append(names(graph.query(HEAD + query)))
    other.append(names(store.query(HEAD + query)))
    print(query, "rdflib:", seen[-1], "pyoxigraph:", other[-1])
as_written = [["lamp", "lift"], ["lift"], ["lamp", "stairs"], ["call"], []]
expected = [["lamp", "lift"], ["lamp", "lift"], ["stairs"], ["call"], ["call"]]
sys.exit(0 if seen == as_written and other == expected else 1)
PY
echo 'Expected: the same from both.'
PYTHONPATH=lib python3 check.py
