#!/usr/bin/env bash
# geomet (PyPI, 1.1.0): the hole of a district comes back as an area of its own.
#
# Expected: Esri's "Geometry objects" (Polygon): outer rings run clockwise, holes the other way. A polygon
#   with a hole is one Polygon of two rings in GeoJSON (RFC 7946, 3.1.6), as the package was given it.
# Seen: every ring becomes a polygon of a MultiPolygon, so that the hole is added to the area instead of taken away.
#   The altitude of a point is dropped on the way as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib geomet==1.1.0

cat >check.py <<'PY'
import json
import sys

from geomet import esri

OUTER = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]  # clockwise
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
place = {"wkid": 4326}
district = esri.loads(json.dumps({"rings": [OUTER, HOLE], "spatialReference": place}))
point = esri.loads(json.dumps({"x": 59.6, "y": 36.3, "z": 985, "spatialReference": place}))
parts = [len(polygon) for polygon in district["coordinates"]]
print(f"{district['type']} of {len(parts)} polygons, with {parts} rings; point: {point['coordinates']}")
sys.exit(0 if (district["type"], parts, tuple(point["coordinates"])) == ("MultiPolygon", [1, 1], (59.6, 36.3)) else 1)
PY
echo 'Expected: one Polygon of two rings (or a MultiPolygon of one polygon); 59.6, 36.3, 985.'
PYTHONPATH=lib python3 check.py
