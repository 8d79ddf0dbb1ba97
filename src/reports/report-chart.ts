import type { Speech } from '../messages/wording.js';
import { type Bar, renderBarChart } from '../pictures/bar-chart.js';
import { formatNumber } from '../text/numbers.js';
import type { Figures } from './figures.js';
import { comparedUnits } from './ranking.js';
import type { Report } from './report.js';
import { daysOf } from './report-message.js';

/** The most units in a picture: more would be too small to read on a phone. */
const MOST_UNITS = 15;
/** Below this many units there is nothing to compare. */
const LEAST_UNITS = 2;

/**
 * The units of a report by their share of answers in time, as a drawing (SVG), below the whole city; undefined where too
 * few can be compared. Of many units it shows those with the most deadlines kept or missed, and says how many are left.
 */
export function renderReportChart(
  { total, units, period }: Report,
  { organization, texts, locale, timeZone }: Speech,
): string | undefined {
  const compared = comparedUnits(units);
  if (compared.length < LEAST_UNITS) return undefined;
  const busiest = new Set(compared.toSorted(byDeadlines).slice(0, MOST_UNITS));
  const say = (key: string, values?: Record<string, string | number>) =>
    texts.plain(locale, `report.${key}`, values);
  const nameOf = (code = '') => {
    const unit = organization.unit(code);
    return unit === undefined ? say('column.elsewhere') : organization.title(unit, locale);
  };
  const bar = (label: string, { inTime, missed, inTimeShare = 0 }: Figures): Bar => ({
    label,
    share: inTimeShare,
    written: say('picture.value', {
      share: formatNumber(Math.round(inTimeShare * 100), locale),
      inTime: formatNumber(inTime, locale),
      of: formatNumber(inTime + missed, locale),
    }),
  });
  const left = compared.length - busiest.size;
  return renderBarChart({
    title: say('picture.title'),
    subtitle: say('days', daysOf(period, { locale, timeZone })),
    bars: [
      { ...bar(say('column.city'), total), isWhole: true },
      ...compared.filter((line) => busiest.has(line)).map(({ code, figures }) => bar(nameOf(code), figures)),
    ],
    footer: left === 0 ? undefined : say('picture.left', { left: formatNumber(left, locale) }),
    locale,
  });
}

function byDeadlines(one: { readonly figures: Figures }, other: { readonly figures: Figures }): number {
  const deadlines = ({ figures: { inTime, missed } }: typeof one) => inTime + missed;
  return deadlines(other) - deadlines(one);
}
