import { joinLines } from '../../../../../src/messages/wording.js';
import type { Title } from '../../../../../src/organization/city.js';
import type {
  ChangedEntry,
  CityDifference,
  ListDifference,
} from '../../../../../src/organization/setup/compare.js';
import { type CauseGroup, groupByCause } from '../../../../../src/organization/setup/group-by-cause.js';
import type { ImportPlace, ImportProblem } from '../../../../../src/organization/setup/import-problem.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import { stripHtml } from '../../../../../src/text/html.js';
import { formatNumber, writeDigits } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { groupChanges } from './changed-entries.js';

/** The most names of one kind that are shown; the rest is counted. */
const MOST_NAMES = 20;
/** The most ways of changing of one list that are shown; the names of the rest follow. */
const MOST_CHANGES = 20;
/** The most causes that are shown; a file lists all problems. */
const MOST_CAUSES = 30;
/** The most further places of a cause that are named. */
const MOST_PLACES_BESIDES = 10;

/** The changes, list by list. */
export function differenceParts(visit: Visit, { lists, areas }: CityDifference): readonly string[] {
  const { wording } = visit;
  return [
    ...lists.map((list) => listPart(visit, list)),
    ...(areas === 0 ? [] : [wording.html('setup.preview.areas', { count: areas })]),
  ];
}

function listPart(visit: Visit, { list, added, changed, removed, isReordered }: ListDifference): string {
  const { wording, speech } = visit;
  const name = wording.plain(`setup.list.${list}`);
  const number = ({ length }: { readonly length: number }) => formatNumber(length, speech.locale);
  const counts = { added: number(added), changed: number(changed), removed: number(removed) };
  const isChanged = added.length + changed.length + removed.length > 0;
  const named = ({ length }: readonly Title[], html: () => string) => (length === 0 ? undefined : html());
  return joinLines(
    isChanged ? wording.html('setup.preview.counts', { list: name, ...counts }) : undefined,
    isReordered ? wording.html('setup.preview.reordered', { list: name }) : undefined,
    named(added, () => wording.html('setup.preview.added', { names: namesOf(visit, added) })),
    ...changedLines(visit, changed),
    named(removed, () => wording.html('setup.preview.removed', { names: namesOf(visit, removed) })),
  );
}

/** From what to what, a line for what changes alike; the names alone where the workbook does not show it, or of the rest. */
function changedLines(visit: Visit, changed: readonly ChangedEntry[]): readonly string[] {
  const { wording } = visit;
  const groups = groupChanges(visit, changed);
  const shown = groups.filter(({ changes }) => changes.length > 0).slice(0, MOST_CHANGES);
  const rest = groups.filter((group) => !shown.includes(group)).flatMap(({ titles }) => titles);
  return [
    ...shown.map(({ titles, changes }) =>
      joinLines(
        wording.html('setup.preview.changedAlike', { names: namesOf(visit, titles) }),
        ...changes.map((change) => `    ${change}`),
      ),
    ),
    ...(rest.length === 0 ? [] : [wording.html('setup.preview.changed', { names: namesOf(visit, rest) })]),
  ];
}

/** The first names, and how many more there are. */
export function namesOf({ wording, speech }: Visit, titles: readonly Title[]): string {
  const shown = titles.slice(0, MOST_NAMES).map((title) => title[speech.locale] ?? title.fa);
  const names = wording.list(shown);
  const rest = titles.length - shown.length;
  return rest === 0 ? names : wording.plain('setup.preview.more', { names, count: rest });
}

/** Why a file is not imported: sentences to read, and a file with all of them if there are more. */
export interface ProblemReport {
  readonly parts: readonly string[];
  readonly file?: { readonly name: string; readonly bytes: Buffer };
}

/** Reports problems: one line for each cause, with the other places where it occurs. */
export function problemReport(visit: Visit, problems: readonly ImportProblem[]): ProblemReport {
  const { wording } = visit;
  const causes = groupByCause(problems);
  const title = wording.html('setup.problems', { count: causes.length });
  const shown = causes.slice(0, MOST_CAUSES).map((group) => causeLine(visit, group));
  const isWhole =
    causes.length <= MOST_CAUSES && causes.every((group) => group.length <= MOST_PLACES_BESIDES + 1);
  if (isWhole) return { parts: [title, ...shown] };
  const all = problems.map((problem) => stripHtml(problemLine(visit, problem)));
  return {
    parts: [title, ...shown, wording.html('setup.allProblems')],
    file: { name: 'errors.txt', bytes: Buffer.from(`${all.join('\n')}\n`) },
  };
}

function causeLine(visit: Visit, [first, ...others]: CauseGroup): string {
  const { wording, speech } = visit;
  const line = problemLine(visit, first);
  if (others.length === 0) return line;
  const rows = others.flatMap(({ place: { row } }) => (row === undefined ? [] : [row]));
  const isInRows = rows.length === others.length;
  const places = isInRows
    ? rows.map((row) => writeDigits(String(row), speech.locale))
    : others.map(({ place }) => placeName(visit, place) ?? '');
  const named = wording.list(places.slice(0, MOST_PLACES_BESIDES));
  const again = wording.html(isInRows ? 'setup.again.rows' : 'setup.again.places', {
    count: others.length,
    places: others.length > MOST_PLACES_BESIDES ? `${named} …` : named,
  });
  return `${line} ${again}`;
}

function problemLine(visit: Visit, problem: ImportProblem): string {
  const where = placeName(visit, problem.place);
  const sentence = problemSentence(visit, problem);
  return where === undefined
    ? visit.wording.html('setup.lineOfFile', { sentence })
    : visit.wording.html('setup.line', { where, sentence });
}

/**
 * A problem as a sentence. Codes in it keep their direction; where no place in a file is named at which the code could
 * be looked up, a name that the city knows stands for it.
 */
export function problemSentence({ wording, organization }: Visit, problem: ImportProblem): string {
  const { code, values, place } = problem;
  const isInFile = place.row !== undefined || place.path !== undefined;
  const isKnown = (named: string) =>
    organization.position(named) !== undefined || organization.unit(named) !== undefined;
  const filled = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'number') return [name, value];
    if (!isInFile && isKnown(value)) return [name, wording.name(value)];
    return [name, isolateDirection(value === '' ? '؟' : value)];
  });
  return wording.plain(`setup.problem.${code}`, Object.fromEntries(filled));
}

function placeName(
  { wording, speech }: Visit,
  { sheet, row, column, path }: ImportPlace,
): string | undefined {
  if (path !== undefined) return wording.plain('setup.where.path', { path: isolateDirection(path) });
  if (sheet === undefined) return undefined;
  if (row === undefined) return wording.plain('setup.where.sheet', { sheet });
  const at = { sheet, row: writeDigits(String(row), speech.locale) };
  return column === undefined
    ? wording.plain('setup.where.row', at)
    : wording.plain('setup.where.cell', { ...at, column: isolateDirection(column) });
}
