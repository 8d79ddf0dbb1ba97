import type { Speech } from '../messages/wording.js';
import { PUBLIC_COUNTS, type PublicLine, type PublishedFigures } from '../reports/city/published.js';
import { CLIMBED_LEVELS } from '../reports/figures.js';
import { formatNumber } from '../text/numbers.js';
import { renderBar } from './bar.js';
import type { CityCells } from './city-cells.js';
import { type Html, html } from './html.js';
import { daysOfPeriod } from './period-chooser.js';
import { renderTable } from './table.js';

/** Reads the line of a unit, or of the city, out of the figures of a period. */
type LineOf = (figures: PublishedFigures) => PublicLine;

/** The counts of the tables that have a line for each unit, district or topic. */
const COLUMNS = ['filed', 'climbed', 'objections', 'promised'] as const;
const GROUPS = ['units', 'districts', 'topics'] as const;
type Group = (typeof GROUPS)[number];

/** Every figure of a period, beside that of the period before. */
export function renderSummary(
  {
    shown,
    previous,
    lineOf,
    isWhole,
  }: {
    readonly shown: PublishedFigures;
    readonly previous: PublishedFigures | undefined;
    readonly lineOf: LineOf;
    /** True for the whole city, of which more is known than of a unit. */
    readonly isWhole: boolean;
  },
  { say, count, share, hours }: CityCells,
): Html {
  const row = (name: string, write: (figures: PublishedFigures) => string) =>
    html`<tr><th scope="row">${name}</th><td>${write(shown)}</td><td>${previous === undefined ? say('none') : write(previous)}</td></tr>`;
  const counts = PUBLIC_COUNTS.map((name) =>
    row(say(`count.${name}`), (figures) => count(lineOf(figures).counts[name])),
  );
  const ofCity = isWhole
    ? [
        ...CLIMBED_LEVELS.map((level) =>
          row(say(`level.${level}`), ({ climbedTo }) => count(climbedTo[level])),
        ),
        row(say('count.toldElsewhere'), ({ toldElsewhere }) => count(toldElsewhere)),
      ]
    : [];
  return renderTable(
    say('summary'),
    [say('figure'), say(`this.${shown.kind}`), say(`before.${shown.kind}`)],
    [
      row(say('share'), (figures) => share(lineOf(figures).inTimeShare)),
      row(say('median'), (figures) => hours(lineOf(figures).medianHours)),
      row(say('p90'), (figures) => hours(lineOf(figures).p90Hours)),
      ...counts,
      ...ofCity,
    ],
  );
}

/** The tables of the units, of the districts and of the topics, the best first. */
export function renderLineTables(shown: PublishedFigures, speech: Speech, cells: CityCells): readonly Html[] {
  const { say, count, share, hours, locale } = cells;
  return GROUPS.map((group) => {
    const columns = [
      say(`column.${group}`),
      say('share'),
      ...COLUMNS.map((name) => say(`count.${name}`)),
      say('median'),
      say('p90'),
    ];
    const nothing = html`<tr><td colspan="${columns.length}">${say('empty')}</td></tr>`;
    const lines = shown[group].toSorted(byShare).map(
      (line) => html`<tr><th scope="row">${nameOf(line, group, speech, cells)}</th>
<td>${share(line.inTimeShare)}${line.inTimeShare === undefined ? undefined : renderBar(line.inTimeShare, locale)}</td>
${COLUMNS.map((name) => html`<td>${count(line.counts[name])}</td>`)}
<td>${hours(line.medianHours)}</td><td>${hours(line.p90Hours)}</td></tr>`,
    );
    return renderTable(say(`table.${group}`), columns, lines.length === 0 ? [nothing] : lines);
  });
}

/** Some periods below each other, the newest first, with the roll-out as it was then. */
export function renderTrend(
  periods: readonly PublishedFigures[],
  lineOf: LineOf,
  speech: Speech,
  { say, count, share, locale }: CityCells,
): Html {
  const number = (value: number) => formatNumber(value, locale);
  return renderTable(
    say('trend'),
    [
      say('period'),
      say('share'),
      say('count.filed'),
      say('count.climbed'),
      say('count.viaFollowUp'),
      say('rollOut.title'),
    ],
    periods.map((figures) => {
      const { counts, inTimeShare } = lineOf(figures);
      const { connected } = figures;
      return html`<tr><th scope="row">${daysOfPeriod(figures, speech, say)}</th>
<td>${share(inTimeShare)}${inTimeShare === undefined ? undefined : renderBar(inTimeShare, locale)}</td>
<td>${count(counts.filed)}</td><td>${count(counts.climbed)}</td><td>${count(counts.viaFollowUp)}</td>
<td>${say('rollOut.of', { connected: number(connected.count), of: number(connected.of) })}</td></tr>`;
    }),
  );
}

function nameOf({ code }: PublicLine, group: Group, { organization, locale }: Speech, { say }: CityCells) {
  if (code === undefined) return say(`elsewhere.${group}`);
  const named = group === 'topics' ? organization.group(code) : organization.unit(code);
  return named === undefined ? say(`elsewhere.${group}`) : organization.title(named, locale);
}

/** The greatest share in time first; those of which too little is known come last, the larger ones first. */
function byShare(one: PublicLine, other: PublicLine): number {
  const [left, right] = [one.inTimeShare ?? -1, other.inTimeShare ?? -1];
  return right - left || (other.counts.filed ?? 0) - (one.counts.filed ?? 0);
}
