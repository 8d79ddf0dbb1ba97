import type { Speech } from '../messages/wording.js';
import type { Unit } from '../organization/city.js';
import { rollOutOf } from '../organization/roll-out.js';
import type { PublishedFigures } from '../reports/city/published.js';
import { formatDeadline } from '../text/dates.js';
import { formatNumber } from '../text/numbers.js';
import type { CityCells } from './city-cells.js';
import { type Html, html } from './html.js';

/**
 * Which units take part, which will from when on, and what goes through the follow-up desk until then: of the units that
 * do not take part yet, each with its requests in the period that is shown.
 */
export function renderRollOut(
  shown: PublishedFigures | undefined,
  { organization, now, timeZone }: Speech,
  { say, count, locale }: CityCells,
): Html {
  const { units } = organization;
  const { connected, others, changes, withoutDay } = rollOutOf(units);
  const number = (value: number) => formatNumber(value, locale);
  const named = (unit: Unit) => organization.title(unit, locale);
  const viaFollowUp = ({ code }: Unit) => {
    const line = shown?.units.find((one) => one.code === code);
    return line === undefined || line.counts.viaFollowUp === 0 ? undefined : count(line.counts.viaFollowUp);
  };
  const other = (unit: Unit) => {
    const via = viaFollowUp(unit);
    return html`<li>${named(unit)}${via === undefined ? undefined : ` (${say('rollOut.via', { requests: via })})`}</li>`;
  };
  return html`<section aria-labelledby="rollout"><h2 id="rollout">${say('rollOut.title')}</h2>
<p>${say(others.length === 0 ? 'rollOut.done' : 'rollOut.count', { connected: number(connected.length), of: number(units.length) })}</p>
${
  changes.length === 0
    ? undefined
    : html`<ul>${changes.map(
        ({ unit, at }) =>
          html`<li>${say(unit.connected ? 'rollOut.leaves' : 'rollOut.joins', { unit: named(unit), at: formatDeadline(at, now, locale, timeZone) })}</li>`,
      )}</ul>`
}
${withoutDay === 0 ? undefined : html`<p>${say('rollOut.withoutDay', { units: number(withoutDay) })}</p>`}
<details><summary>${say('rollOut.connected')}</summary><ul>${connected.map((unit) => html`<li>${named(unit)}</li>`)}</ul></details>
${others.length === 0 ? undefined : html`<details><summary>${say('rollOut.others')}</summary><ul>${others.map(other)}</ul></details>`}
</section>`;
}
