import type { Message } from '../messages/message.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../messages/wording.js';
import { rollOutOf } from '../organization/roll-out.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { formatDate, formatDeadline, formatDuration } from '../text/dates.js';
import { visibleLength } from '../text/html.js';
import { formatNumber } from '../text/numbers.js';
import { CLIMBED_LEVELS, type Figures } from './figures.js';
import type { Period } from './period.js';
import { rankingOf } from './ranking.js';
import type { Report } from './report.js';
import type { ReportLine } from './tally.js';

/** The most characters of a caption that every messenger takes, with a margin (Bot API, `sendPhoto`: 1024). */
const MOST_CAPTION = 1_000;

/** The most planned days of the roll-out that a report names: the others are on the page of the city. */
const MOST_CHANGES = 3;

/** A report below its picture: without the best and the worst units where all of it is too long, since it shows them. */
export function renderReportCaption(report: Report, speech: Speech): Message {
  const whole = renderReport(report, speech);
  return visibleLength(whole.html) <= MOST_CAPTION
    ? whole
    : renderReport(report, speech, { namesUnits: false });
}

/** A report as a message: the city as a whole, and the best and worst units. */
export function renderReport(
  report: Report,
  speech: Speech,
  { namesUnits }: { readonly namesUnits: boolean } = { namesUnits: true },
): Message {
  const wording = createWording(speech);
  const { period, asOf, total, units } = report;
  const { locale, now, timeZone } = speech;
  const head = joinLines(
    wording.html('report.title', daysOf(period, speech)),
    wording.html('report.asOf', { at: formatDeadline(asOf, now, locale, timeZone) }),
  );
  if (total.filed === 0) {
    const nothing = joinLines(wording.html('report.nothing'), toldLine(report, wording));
    return { html: joinParagraphs(head, nothing), keyboard: [] };
  }
  const { best, worst } = rankingOf(units);
  return {
    html: joinParagraphs(
      head,
      joinLines(cityLines(total, wording, speech), toldLine(report, wording)),
      rollOutLines(total, wording, speech),
      ...(namesUnits
        ? [named('report.best', best, wording, speech), named('report.worst', worst, wording, speech)]
        : []),
      wording.html('report.more'),
    ),
    keyboard: [],
  };
}

/** How many were told at once that it is another body's matter. */
function toldLine({ toldElsewhere }: Report, wording: Wording): string | undefined {
  const count = toldElsewhere.reduce((sum, told) => sum + told.count, 0);
  return count === 0 ? undefined : wording.html('report.city.toldElsewhere', { count });
}

/** How many units take part, how many requests went through the follow-up desk since theirs does not yet, and what is next. */
function rollOutLines(
  { viaFollowUp }: Figures,
  wording: Wording,
  { organization: { units }, locale, now, timeZone }: Speech,
): string {
  const number = (value: number) => formatNumber(value, locale);
  const { connected, others, changes, withoutDay } = rollOutOf(units);
  return joinLines(
    wording.html('report.city.rollOut', {
      connected: number(connected.length),
      of: number(units.length),
      via: number(viaFollowUp),
    }),
    ...changes.slice(0, MOST_CHANGES).map(({ unit, at }) =>
      wording.html(`report.city.rollOutChange.${unit.connected ? 'leaves' : 'joins'}`, {
        unit: wording.name(unit.code),
        at: formatDeadline(at, now, locale, timeZone),
      }),
    ),
    others.length === 0
      ? wording.html('report.city.rollOutDone')
      : withoutDay === 0
        ? undefined
        : wording.html('report.city.rollOutUndated', { units: number(withoutDay) }),
  );
}

/** The first and the last day of a period, as part of a sentence. */
export function daysOf(
  { from, to }: Period,
  { locale, timeZone }: Pick<Speech, 'locale' | 'timeZone'>,
): { readonly from: string; readonly to: string } {
  return {
    from: formatDate(from, locale, timeZone),
    to: formatDate(new Date(to.getTime() - 1), locale, timeZone),
  };
}

function cityLines(total: Figures, wording: Wording, { locale }: Speech): string {
  const number = (value: number) => formatNumber(value, locale);
  const { inTime, missed, medianHours, p90Hours, meanRating } = total;
  const climbed = CLIMBED_LEVELS.reduce((sum, level) => sum + total.climbedTo[level], 0);
  return joinLines(
    wording.html('report.city.filed', { count: total.filed }),
    total.inTimeShare === undefined
      ? undefined
      : wording.html('report.city.inTime', {
          share: percent(total.inTimeShare, locale),
          count: inTime,
          of: number(inTime + missed),
        }),
    medianHours === undefined || p90Hours === undefined
      ? undefined
      : wording.html('report.city.hours', {
          median: formatDuration(medianHours * HOUR_MS, locale),
          p90: formatDuration(p90Hours * HOUR_MS, locale),
        }),
    wording.html('report.city.climbed', { count: climbed }),
    climbed === 0
      ? undefined
      : CLIMBED_LEVELS.filter((level) => total.climbedTo[level] > 0)
          .map((level) => wording.html(`report.city.level.${level}`, { count: total.climbedTo[level] }))
          .join('\n'),
    meanRating === undefined
      ? undefined
      : wording.html('report.city.rating', {
          mean: number(rounded(meanRating)),
          count: total.ratings,
          low: number(total.lowRatings),
        }),
    total.promised === 0
      ? undefined
      : wording.html('report.city.promises', {
          count: total.promised,
          kept: number(total.promisesKept),
          broken: number(total.promisesBroken),
        }),
    wording.html('report.city.waiting', { count: total.waiting }),
  );
}

function named(
  title: 'report.best' | 'report.worst',
  units: readonly ReportLine[],
  wording: Wording,
  { locale }: Speech,
): string | undefined {
  if (units.length === 0) return undefined;
  const written = units.map(({ code, figures: { inTime, missed, inTimeShare = 0 } }, index) =>
    wording.html('report.unit', {
      place: formatNumber(index + 1, locale),
      unit: wording.name(code ?? ''),
      share: percent(inTimeShare, locale),
      count: inTime,
      of: formatNumber(inTime + missed, locale),
    }),
  );
  return joinLines(wording.html(title), ...written);
}

function percent(share: number, locale: Speech['locale']): string {
  return formatNumber(Math.round(share * 100), locale);
}

/** Rounded to at most one decimal. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
