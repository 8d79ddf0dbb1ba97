import { wallClockDay, zonedDayStart } from '../../../../../../src/calendar.js';
import { joinLines } from '../../../../../../src/messages/wording.js';
import type { Destination, PlannedRow } from '../../../../../../src/open-requests/plan-import.js';
import { isolateDirection } from '../../../../../../src/text/direction.js';
import { stripHtml } from '../../../../../../src/text/html.js';
import { formatNumber, writeDigits } from '../../../../../../src/text/numbers.js';
import type { Visit } from '../../../../context.js';

/** The most receivers, and the most days, that are shown; the rest is counted. */
const MOST_SHOWN = 14;

type NewRow = Extract<PlannedRow, { kind: 'new' }>;

/** What bringing a file in would do, in paragraphs. */
export function previewParts(
  visit: Visit,
  name: string,
  planned: readonly PlannedRow[],
  leastHours: number,
): readonly string[] {
  const { wording } = visit;
  const fresh = planned.flatMap((row) => (row.kind === 'new' ? [row] : []));
  const count = (isSo: (row: NewRow) => boolean) => fresh.filter(isSo).length;
  const counted = (key: string, many: number, more: object = {}) =>
    many === 0 ? undefined : wording.html(`openRequests.preview.${key}`, { count: many, ...more });
  const moved = count(({ destination }) => destination.kind === 'position' && destination.isMoved);
  return [
    wording.html('openRequests.preview.title', { name }),
    fresh.length === 0
      ? wording.html('openRequests.preview.nothing')
      : joinLines(counted('new', fresh.length), ...receiverLines(visit, fresh)),
    counted('moved', moved, { hours: leastHours }),
    climbingPart(visit, fresh),
    counted(
      'unknown',
      count(({ unknown }) => unknown.length > 0),
    ),
    counted('known', planned.filter(({ kind }) => kind === 'known').length),
    counted('refused', planned.filter(({ kind }) => kind === 'refused').length),
    fresh.length === 0 ? undefined : wording.html('openRequests.preview.quiet'),
  ].filter((part) => part !== undefined);
}

/** Who gets how many, the most first. */
function receiverLines({ wording, speech }: Visit, fresh: readonly NewRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { destination } of fresh) {
    const receiver = receiverOf(wording, destination);
    counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  const rest = sorted.slice(MOST_SHOWN).reduce((sum, [, many]) => sum + many, 0);
  const number = (many: number) => formatNumber(many, speech.locale);
  return [
    ...sorted
      .slice(0, MOST_SHOWN)
      .map(([holder, many]) => wording.html('openRequests.preview.goesTo', { holder, number: number(many) })),
    ...(rest === 0 ? [] : [wording.html('openRequests.preview.more', { number: number(rest) })]),
  ];
}

function receiverOf(wording: Visit['wording'], destination: Destination): string {
  switch (destination.kind) {
    case 'position':
      return wording.name(destination.position);
    case 'intake':
      return wording.plain('openRequests.preview.intake');
    case 'followUp':
      return wording.plain('openRequests.preview.followUp', { unit: wording.name(destination.unit) });
  }
}

/** How many would climb on which day; undefined where none would. */
function climbingPart({ wording, speech }: Visit, fresh: readonly NewRow[]): string | undefined {
  const { timeZone, locale } = speech;
  const counts = new Map<number, number>();
  for (const { destination } of fresh) {
    if (destination.kind !== 'position') continue;
    const day = zonedDayStart(wallClockDay(destination.dueAt, timeZone), timeZone).getTime();
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const sorted = [...counts].toSorted(([one], [other]) => one - other);
  const rest = sorted.slice(MOST_SHOWN).reduce((sum, [, many]) => sum + many, 0);
  return joinLines(
    wording.html('openRequests.preview.climbs'),
    ...sorted.slice(0, MOST_SHOWN).map(([day, many]) =>
      wording.html('openRequests.preview.day', {
        day: wording.day(new Date(day)),
        number: formatNumber(many, locale),
      }),
    ),
    rest === 0
      ? undefined
      : wording.html('openRequests.preview.laterDays', { number: formatNumber(rest, locale) }),
  );
}

/** What becomes of each row, a line each, as a file. */
export function rowReport(visit: Visit, planned: readonly PlannedRow[]): { name: string; bytes: Buffer } {
  const { wording, speech } = visit;
  const lines = planned.map((row) => {
    const at = {
      row: writeDigits(String(row.row), speech.locale),
      number: isolateDirection(row.number),
      outcome: outcomeOf(visit, row),
    };
    return wording.plain(row.number === '' ? 'openRequests.row.placeOnly' : 'openRequests.row.place', at);
  });
  return { name: 'rows.txt', bytes: Buffer.from(`${lines.map(stripHtml).join('\n')}\n`) };
}

function outcomeOf({ wording }: Visit, row: PlannedRow): string {
  switch (row.kind) {
    case 'refused':
      return wording.plain(`openRequests.refused.${row.because}`);
    case 'known':
      return wording.plain('openRequests.row.known');
    case 'new':
      return wording.list([
        destinationOf(wording, row.destination),
        ...row.unknown.map((field) => wording.plain(`openRequests.unknownName.${field}`)),
      ]);
  }
}

function destinationOf(wording: Visit['wording'], destination: Destination): string {
  switch (destination.kind) {
    case 'position':
      return wording.plain(destination.isMoved ? 'openRequests.row.moved' : 'openRequests.row.position', {
        holder: wording.name(destination.position),
        dueAt: wording.deadline(destination.dueAt),
      });
    case 'intake':
      return wording.plain('openRequests.row.intake');
    case 'followUp':
      return wording.plain('openRequests.row.followUp', { unit: wording.name(destination.unit) });
  }
}
