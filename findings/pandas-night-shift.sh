#!/usr/bin/env bash
# pandas (PyPI, 3.1.1): ten working hours after three in the morning are eleven days later.
#
# Expected: CustomBusinessHour takes a weekmask, and the user guide shows hours over midnight. A night shift
#   from 22:00 to 06:00, Saturday to Wednesday: from Wednesday 03:00, three hours are left of the night of
#   Tuesday, and seven of the night of Wednesday end on Thursday at 05:00.
# Seen: 20 December for 10 December. Of 200 sums that start in the hours of one week, 12 are wrong, all that
#   begin after midnight on Wednesday and go beyond the shift; in the daytime, 08:00 to 14:00, none is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pandas==3.1.1

cat >check.py <<'PY'
import sys

import pandas as pd

WEEK = "Sat Sun Mon Tue Wed"
night = pd.offsets.CustomBusinessHour(start="22:00", end="06:00", weekmask=WEEK)
day = pd.offsets.CustomBusinessHour(start="08:00", end="14:00", weekmask=WEEK)
HOUR = pd.Timedelta(hours=1)


def in_shift(moment, shift):
    """Says whether the hour that begins at the moment belongs to a shift that began on a working day."""
    began = moment - pd.Timedelta(days=1) if shift is night and moment.hour < 6 else moment
    hours = moment.hour >= 22 or moment.hour < 6 if shift is night else 8 <= moment.hour < 14
    return hours and began.strftime("%a") in WEEK


def counted(moment, hours, shift):
    """Adds hours one by one; a sum that ends with the shift is the beginning of the next, as in pandas."""
    while hours or not in_shift(moment, shift):
        hours -= in_shift(moment, shift)
        moment += HOUR
    return moment


def wrong(shift):
    starts = [pd.Timestamp("2026-12-05") + hour * HOUR for hour in range(7 * 24)]
    sums = [(start, hours) for start in starts if in_shift(start, shift) for hours in (1, 4, 5, 10, 13)]
    return sum(start + hours * shift != counted(start, hours, shift) for start, hours in sums), len(sums)


start = pd.Timestamp("2026-12-09 03:00")
end = start + 10 * night
by_night, by_day = wrong(night), wrong(day)
print(f"{start} and ten hours: {end}, counted {counted(start, 10, night)}")
print(f"wrong by night: {by_night[0]} of {by_night[1]}; by day: {by_day[0]} of {by_day[1]}")
as_seen = end == pd.Timestamp("2026-12-20 05:00") and by_night[0] > 0 and by_day[0] == 0
sys.exit(0 if as_seen else 1)
PY
echo 'Expected: 2026-12-10 05:00, and no sum is wrong.'
PYTHONPATH=lib python3 check.py
