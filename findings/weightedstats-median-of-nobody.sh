#!/usr/bin/env bash
# weightedstats (PyPI, 0.4.1): a value that nobody has moves the median.
#
# Expected: a value of weight 0 is not there. The median of two votes for 1 and two for 5 is 3, as median()
#   of the same package says of the list 1, 1, 5, 5, whether 2, 3 and 4 could be voted for or not.
# Seen: 4.5, the middle of 5 and of the 4 that got no vote. The empty
#   classes that every table of a survey has decide.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib weightedstats==0.4.1 numpy==2.2.6

cat >check.py <<'PY'
import sys

import weightedstats as ws

plain = ws.median([1, 1, 5, 5])
without = ws.weighted_median([1, 5], [2, 2])
withempty = ws.weighted_median([1, 2, 3, 4, 5], [2, 0, 0, 0, 2])
bynumpy = float(ws.numpy_weighted_median([1, 2, 3, 4, 5], [2, 0, 0, 0, 2]))
print(f"1, 1, 5, 5: {plain}; by weights: {without}; with three empty classes: {withempty}, by numpy: {bynumpy}")
sys.exit(0 if (plain, without, withempty, bynumpy) == (3, 3, 4.5, 4.5) else 1)
PY
echo 'Expected: 3 four times.'
PYTHONPATH=lib python3 check.py
