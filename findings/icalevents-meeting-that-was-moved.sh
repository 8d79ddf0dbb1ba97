#!/usr/bin/env bash
# icalevents (PyPI, 0.3.1), beside recurring-ical-events (PyPI, 3.8.2): a meeting that was moved to March takes place in
#   December.
#
# Expected: events() lists what takes place in a span of time. An event with RECURRENCE-ID takes the place of that
#   occurrence, wherever it was moved to (RFC 5545, 3.8.4.4); RDATE adds days to a rule (3.8.5.2).
# Seen: if the new date is out of the span, the old one is listed; the days of RDATE never are. An occurrence of a rule
#   that goes over midnight into the span is left out, while a single event that does so is listed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib icalevents==0.3.1 recurring-ical-events==3.8.2 icalendar==7.3.2

cat >check.py <<'PY'
import sys
from datetime import datetime, timezone

import icalendar
import recurring_ical_events
from icalevents.icalevents import events

SPAN = datetime(2026, 12, 1, tzinfo=timezone.utc), datetime(2027, 1, 1, tzinfo=timezone.utc)
HEAD = ("BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z")


def event(*lines):
    return "\r\n".join((*HEAD, *lines, "END:VEVENT"))


def days(*parts):
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:check", *parts, "END:VCALENDAR", ""))
    first = sorted(found.start.strftime("%d.%m.") for found in events(string_content=text.encode(), start=SPAN[0], end=SPAN[1]))
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*SPAN)
    second = sorted(one["DTSTART"].dt.strftime("%d.%m.") for one in found)
    print(f"{first}; recurring-ical-events: {second}")
    return first, second


weekly = event("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
moved = event("RECURRENCE-ID:20261208T100000Z", "DTSTART:20270309T100000Z", "DTEND:20270309T110000Z")
added = event("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z", "RRULE:FREQ=DAILY;COUNT=2", "RDATE:20261205T100000Z")
night = event("DTSTART:20261130T230000Z", "DTEND:20261201T010000Z", "RRULE:FREQ=DAILY;COUNT=2")
seen = [days(weekly, moved), days(added), days(night)]
sys.exit(0 if seen == [(["01.12.", "08.12.", "15.12."], ["01.12.", "15.12."]), (["01.12.", "02.12."], ["01.12.", "02.12.", "05.12."]), (["01.12."], ["01.12.", "30.11."])] else 1)
PY
echo 'Expected: the same twice.'
PYTHONPATH=lib python3 check.py
