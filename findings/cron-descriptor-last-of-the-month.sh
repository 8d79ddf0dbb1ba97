#!/usr/bin/env bash
# cron-descriptor (PyPI, 2.2.1): in Persian the last day of the month is the last {0} of the month.
#
# Expected: fa_IR is one of its languages, with the meaning of the English text: "on the last day of the month", and
#   for the minutes 1-5 "minutes 1 through 5 past the hour".
# Seen: the mark for a word that is not there stands in the text, and of five minutes of every hour there is «1 دقیقه
#   از 5 ساعت گذشته», one minute of the past five hours.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib cron-descriptor==2.2.1

cat >check.py <<'PY'
import sys

from cron_descriptor import ExpressionDescriptor, Options

seen = []
for expression in ("0 0 L * *", "1-5 * * * *"):
    for language in ("en_US", "fa_IR"):
        options = Options()
        options.locale_code = language
        options.use_24hour_time_format = True
        seen.append(ExpressionDescriptor(expression, options).get_description())
        print(f"{expression} {language}: {seen[-1]}")
sys.exit(0 if "on the last day" in seen[0] and "آخرین {0} ماه" in seen[1] and "1 دقیقه از 5 ساعت گذشته" in seen[3] else 1)
PY
echo 'Expected: «در آخرین روز ماه», «دقیقه‌های ۱ تا ۵ از هر ساعت».'
PYTHONPATH=lib python3 check.py
