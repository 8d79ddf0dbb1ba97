#!/usr/bin/env bash
# date-holidays (npm, 3.37.0): Iran's Eid al-Fitr of 2025 comes a day early, by the calendar of Mecca.
#
# Expected: Iran follows its own sighting of the moon. In 1404 (2025) Eid al-Fitr was 11 Farvardin,
#   31 March; the package holidays 0.109 (PyPI), which notes that Iran is usually a day after the
#   Umm al-Qura calendar, says so. A library that lists Iran's public holidays should give the days on which offices close.
# Seen: 30 March, the day of Saudi Arabia's Umm al-Qura calendar; Ashura is 5 July instead of 6 July,
#   and most other lunar holidays of the year are a day early too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund date-holidays@3.37.0 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib --no-deps \
  holidays==0.109 2>/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib python-dateutil==2.9.0.post0 2>/dev/null

cat >check.mjs <<'JS'
import Holidays from 'date-holidays';

const names = { 'End of Ramadan (Eid al-Fitr)': 'Eid al-Fitr', Ashoura: 'Ashura' };
for (const { date, name } of new Holidays('IR').getHolidays(2025, 'en')) {
  if (name in names) console.log(`${date.slice(0, 10)} ${names[name]}`);
}
JS
cat >check.py <<'PY'
import holidays

for date, name in sorted(holidays.country_holidays("IR", years=2025, language="en_US").items()):
    if name in ("Eid al-Fitr", "Ashura"):
        print(date, name)
PY
echo 'Expected: the two agree.'
theirs=$(node check.mjs)
official=$(PYTHONPATH=lib python3 check.py)
printf 'date-holidays:\n%s\nholidays:\n%s\n' "$theirs" "$official"
[ "$theirs" = $'2025-03-30 Eid al-Fitr\n2025-07-05 Ashura' ] && [ "$official" = $'2025-03-31 Eid al-Fitr\n2025-07-06 Ashura' ]
