#!/usr/bin/env bash
# cron (npm, 4.4.0): asked for the run after a date nine years ahead, it says that a daily job never runs.
#
# Expected: getNextDateFrom(start) looks from the start that it is given. For a daily job that is the
#   next day, whatever the start.
# Seen: the search ends eight years from today, not from the start, so that a later start fails at
#   once with "No execution date was found in the next 8 years". The same ends sendAt(n), which starts
#   from the run before: a leap-day job has two further runs, and asking for the third throws.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cron@4.4.0 >/dev/null

cat >check.mjs <<'JS'
import { CronTime } from 'cron';

const daily = new CronTime('0 0 9 * * *', 'Asia/Tehran');
const inYears = (years) => new Date(Date.now() + years * 365.25 * 86_400_000);
const next = (years) => {
  try {
    return daily.getNextDateFrom(inYears(years), 'Asia/Tehran').toISODate();
  } catch (error) {
    return error.message.split('\n')[0];
  }
};
const seen = [next(1), next(9)];
console.log(`from a year ahead: ${seen[0]}\nfrom nine years ahead: ${seen[1]}`);
process.exit(/^\d{4}-/.test(seen[0]) && seen[1].includes('No execution date was found in the next 8 years') ? 0 : 1);
JS
echo 'Expected: a date on both lines.'
node check.mjs
