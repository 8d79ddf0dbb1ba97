#!/usr/bin/env bash
# humanize (PyPI, 4.17.0): two hours in Arabic are "two two-hours".
#
# Expected: the dual of Arabic has the two in it: «ساعتان» or «ساعتين» stands without a number. ar is among
#   the languages, and its catalogue has the six forms of the plural.
# Seen: «2 ساعتين», «2 يومين», and 1,200,000, which is "1.2 million" in English, is «1.2 مليونين», "1.2 two
#   million", since the form is chosen by the number rounded up.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib humanize==4.17.0

cat >check.py <<'PY'
import datetime
import sys

import humanize

humanize.i18n.activate("ar")
deltas = [datetime.timedelta(hours=2), datetime.timedelta(days=2)]
seen = [humanize.naturaldelta(delta) for delta in deltas] + [humanize.intword(1_200_000)]
print("; ".join(seen))
sys.exit(0 if seen == ["2 ساعتين", "2 يومين", "1.2 مليونين"] else 1)
PY
echo 'Expected: ساعتان; يومان; 1.2 مليون.'
PYTHONPATH=lib python3 check.py
