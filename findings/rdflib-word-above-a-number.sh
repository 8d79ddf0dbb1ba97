#!/usr/bin/env bash
# rdflib (PyPI, 7.6.0): a word is greater than every number, in a filter too.
#
# Expected: SPARQL 1.1 (17.3, "Operator Mapping") knows > between two numbers, two texts, two booleans and
#   two moments. For a text and a number it is a type error: a FILTER drops the row (17.2), and IF and BIND
#   leave the variable unbound.
# Seen: "none" > 3 is true. The order that ORDER BY needs is used for > as well, so that a request whose
#   priority is "none" is found among the urgent ones. pyoxigraph 0.5.13 leaves it out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib rdflib==7.6.0 pyoxigraph==0.5.13

cat >check.py <<'PY'
import sys

import pyoxigraph
from rdflib import Graph

DATA = '@prefix : <http://example.org/> . :a :priority 5 . :b :priority 1 . :c :priority "none" .'
HEAD = "PREFIX : <http://example.org/> SELECT ?s "
QUERIES = [
    "{ ?s :priority ?p FILTER (?p > 3) }",
    "{ ?s :priority ?p FILTER (?p < 3) }",
    '{ ?s :priority ?p FILTER (IF(?p > 3, "urgent", "usual") = "urgent") }',
]
graph = Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)


def names(rows):
    return "".join(sorted(str(row[0]).strip("<>").rsplit("/", 1)[1] for row in rows))


seen, other = [], []
for query in QUERIES:
    seen.append(names(graph.query(HEAD + query)))
    other.append(names(store.query(HEAD + query)))
    print(query, "rdflib:", seen[-1], "pyoxigraph:", other[-1])
sys.exit(0 if seen == ["ac", "b", "ac"] and other == ["a", "b", "a"] else 1)
PY
echo 'Expected: a; b; a.'
PYTHONPATH=lib python3 check.py
