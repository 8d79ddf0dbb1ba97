#!/usr/bin/env bash
# rdflib (PyPI, 7.6.0): the time zone of Tehran is three hours.
#
# Expected: SPARQL 1.1 (17.4.5.8): TIMEZONE() gives the zone of a moment as a duration; of 10:00 at +03:30
#   that is PT3H30M. TZ() gives the same zone as a text.
# Seen: TZ() gives "+03:30", TIMEZONE() gives PT3H, and -PT3H on the other side of Greenwich: whoever
#   adds or subtracts it is half an hour off in Iran, India, Afghanistan and Newfoundland.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib rdflib==7.6.0 pyoxigraph==0.5.13

cat >check.py <<'PY'
import sys

import pyoxigraph
from rdflib import Graph

seen, other = [], []
for zone in ["+03:30", "-03:30", "+05:45", "+02:00"]:
    moment = f'"2026-01-01T10:00:00{zone}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    query = f"SELECT (TIMEZONE({moment}) AS ?duration) (TZ({moment}) AS ?text) {{}}"
    duration, text = next(iter(graph_row for graph_row in Graph().query(query)))
    seen.append((str(duration), str(text)))
    other.append(next(iter(pyoxigraph.Store().query(query)))["duration"].value)
    print(zone, "rdflib:", *seen[-1], "pyoxigraph:", other[-1])
as_written = [("PT3H", "+03:30"), ("-PT3H", "-03:30"), ("PT5H", "+05:45"), ("PT2H", "+02:00")]
sys.exit(0 if seen == as_written and other == ["PT3H30M", "-PT3H30M", "PT5H45M", "PT2H"] else 1)
PY
echo 'Expected: PT3H30M, -PT3H30M, PT5H45M, PT2H.'
PYTHONPATH=lib python3 check.py
