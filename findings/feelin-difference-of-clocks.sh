#!/usr/bin/env bash
# feelin (npm, 8.2.0): between two equal moments there are three and a half hours.
#
# Expected: FEEL of DMN subtracts moments as moments; 12:00+03:30 and 08:30Z are equal, by its own "=", so that their
#   difference is PT0S. A rule of a deadline compares that difference with a duration.
# Seen: the difference is that of the faces of the clocks, whatever their zones: PT3H30M one way and minus PT3H30M the
#   other, also with "@Asia/Tehran", without an error. Comparing ("=", ">") and adding respect the zone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund feelin@8.2.0 >/dev/null

cat >check.mjs <<'JS'
import { evaluate } from 'feelin';

const noon = 'date and time("2026-11-30T12:00:00+03:30")';
const zoned = 'date and time("2026-11-30T12:00:00@Asia/Tehran")';
const same = 'date and time("2026-11-30T08:30:00Z")';
const seen = [
  `${noon} = ${same}`,
  `string(${noon} - ${same})`,
  `string(${same} - ${noon})`,
  `string(${zoned} - ${same})`,
  `${noon} - ${same} <= duration("PT1H")`,
].map((expression) => {
  const result = evaluate(expression, {});
  const value = result !== null && typeof result === 'object' && 'value' in result ? result.value : result;
  console.log(`${expression}: ${value}`);
  return value;
});
process.exit(seen.join() === 'true,PT3H30M,-PT3H30M,PT3H30M,false' ? 0 : 1);
JS
echo 'Expected: true, PT0S three times, true.'
node check.mjs
