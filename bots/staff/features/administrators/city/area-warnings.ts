import { assertNever } from '../../../../../src/assert-never.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { AreaWarning } from '../../../../../src/organization/areas/check-areas.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { unitName } from './describing.js';

/** The doubts about new areas, as one part of a preview; empty if there are none. */
export function warningParts(visit: Visit, warnings: readonly AreaWarning[]): readonly string[] {
  if (warnings.length === 0) return [];
  return [
    joinLines(
      visit.wording.html('setup.areas.title'),
      ...warnings.map((warning) => warningLine(visit, warning)),
    ),
  ];
}

function warningLine(visit: Visit, warning: AreaWarning): string {
  const { wording, speech } = visit;
  const number = (value: number) => formatNumber(value, speech.locale);
  switch (warning.code) {
    case 'swappedAxes':
    case 'elsewhere':
      return wording.html(`setup.areas.${warning.code}`);
    case 'otherSystem':
      return wording.html('setup.areas.otherSystem', { system: isolateDirection(warning.system) });
    case 'noArea':
    case 'crossing':
      return wording.html(`setup.areas.${warning.code}`, {
        count: warning.units.length,
        names: wording.list(warning.units.map((unit) => unitName(visit, unit))),
      });
    case 'overlap': {
      const [one, other] = warning.units.map((unit) => unitName(visit, unit));
      const percent = number(Math.round(warning.share * 100));
      return wording.html('setup.areas.overlap', { one: one ?? '', other: other ?? '', percent });
    }
    case 'moved':
    case 'lost':
      return wording.html(`setup.areas.${warning.code}`, { count: warning.count });
    default:
      return assertNever(warning);
  }
}
