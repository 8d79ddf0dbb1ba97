import type { Speech } from '../messages/wording.js';
import {
  type FixedPeriod,
  PERIOD_KINDS,
  type PeriodKind,
  parsePeriodId,
  periodAt,
} from '../reports/city/fixed-period.js';
import type { Period } from '../reports/period.js';
import { formatDay } from '../text/dates.js';
import type { CityCells } from './city-cells.js';
import { type Html, html } from './html.js';
import type { Reading } from './page.js';

/** The most periods of a kind among which one is chosen. */
const MOST_OFFERED = 60;

/** A form in which a week or a month is chosen, without a script. */
export function renderPeriodChooser(
  {
    known,
    period,
    path,
    speech,
    more,
  }: {
    /** The ids of the periods that there are. */
    readonly known: readonly string[];
    readonly period: FixedPeriod;
    /** The path of the page whose period is chosen. */
    readonly path: string;
    readonly speech: Speech;
    /** Another choice of the same form. */
    readonly more?: Html;
  },
  reading: Reading,
): Html {
  const { now, timeZone } = speech;
  const say: CityCells['say'] = (key, values) => reading.texts.plain(reading.locale, `city.${key}`, values);
  const running = PERIOD_KINDS.map((kind) => periodAt(kind, now, timeZone));
  const ids = new Set([...running.map(({ id }) => id), ...known, period.id]);
  const offered = [...ids].flatMap((id) => parsePeriodId(id, timeZone) ?? []);
  return html`<form action="${reading.addressOf(path, reading.locale)}" method="get">
${more}
<label for="period">${say('choose')}</label>
<div class="row"><select id="period" name="period">${PERIOD_KINDS.map(
    (kind) =>
      html`<optgroup label="${say(`kind.${kind}`)}">${newest(offered, kind).map(
        (one) =>
          html`<option value="${one.id}"${one.id === period.id ? html` selected` : undefined}>${daysOfPeriod(one, speech, say)}</option>`,
      )}</optgroup>`,
  )}</select>
<button type="submit">${say('show')}</button></div>
</form>`;
}

/** The days of a period in words. */
export function daysOfPeriod(
  { kind, from, to }: Period & { readonly kind: PeriodKind },
  { now, locale, timeZone }: Speech,
  say: CityCells['say'],
): string {
  return say(`days.${kind}`, {
    from: formatDay(from, now, locale, timeZone),
    to: formatDay(new Date(to.getTime() - 1), now, locale, timeZone),
  });
}

function newest(periods: readonly FixedPeriod[], kind: PeriodKind): readonly FixedPeriod[] {
  return periods
    .filter((period) => period.kind === kind)
    .toSorted((one, other) => other.from.getTime() - one.from.getTime())
    .slice(0, MOST_OFFERED);
}
