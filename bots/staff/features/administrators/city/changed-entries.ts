import type { Title } from '../../../../../src/organization/city.js';
import type { ChangedCell, ShownValue } from '../../../../../src/organization/setup/changed-cells.js';
import type { ChangedEntry } from '../../../../../src/organization/setup/compare.js';
import { columnName } from '../../../../../src/organization/setup/layout.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import { formatDecimal } from '../../../../../src/text/numbers.js';
import { truncateText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { routeName } from './describing.js';

/** Code points of a value that is shown whole. */
const LONGEST_VALUE = 120;
/** Fields that hold several words or phrases. */
const LISTS: ReadonlySet<string> = new Set(['keywords', 'signs', 'mentions', 'call']);

/** Entries that change in the same way, and what changes in them. */
export interface ChangeInCommon {
  readonly titles: readonly Title[];
  /** In HTML: what was, and what it becomes. Empty where the workbook does not show what changed. */
  readonly changes: readonly string[];
}

/** Changes of entries, those that are alike together: one line for what happens in many rows. */
export function groupChanges(visit: Visit, entries: readonly ChangedEntry[]): readonly ChangeInCommon[] {
  const groups = new Map<string, { titles: Title[]; changes: readonly string[] }>();
  for (const { title, cells } of entries) {
    const changes = cells.flatMap((cell) => changesOf(visit, cell));
    const alike = JSON.stringify(changes);
    const group = groups.get(alike);
    if (group === undefined) groups.set(alike, { titles: [title], changes });
    else group.titles.push(title);
  }
  return [...groups.values()];
}

/** From what to what: both values, or of a list only the words that come and go. */
function changesOf(visit: Visit, { field, before, after }: ChangedCell): readonly string[] {
  const { wording, speech } = visit;
  const column = columnName(field, speech.locale);
  const [was, is] = [textOf(visit, before), textOf(visit, after)];
  if (was === '') return [wording.html('setup.preview.change.set', { column, after: shorten(is) })];
  if (is === '') return [wording.html('setup.preview.change.cleared', { column, before: shorten(was) })];
  if (!LISTS.has(field)) {
    return [
      wording.html('setup.preview.change.fromTo', { column, before: shorten(was), after: shorten(is) }),
    ];
  }
  const [wordsBefore, wordsAfter] = [wordsIn(was), wordsIn(is)];
  const come = wordsAfter.filter((word) => !wordsBefore.includes(word));
  const go = wordsBefore.filter((word) => !wordsAfter.includes(word));
  if (come.length + go.length === 0) return [wording.html('setup.preview.change.reordered', { column })];
  const said = (way: 'come' | 'go', words: readonly string[]) =>
    words.length === 0
      ? []
      : [wording.html(`setup.preview.change.${way}`, { column, words: shorten(wording.list(words)) })];
  return [...said('come', come), ...said('go', go)];
}

/** The words of a list, as the workbook separates them. */
function wordsIn(text: string): readonly string[] {
  return text.split(/[،\n]\s*/).map((word) => word.trim());
}

function textOf(visit: Visit, shown: ShownValue): string {
  const { wording, speech } = visit;
  if (shown.kind === 'titled')
    return wording.list(shown.titles.map((title) => title[speech.locale] ?? title.fa));
  if (shown.kind === 'route') return routeName(visit, shown.route);
  const { value } = shown;
  if (value === null) return '';
  if (typeof value === 'object') return wording.deadline(value.moment);
  return typeof value === 'number' ? formatDecimal(value, speech.locale) : value;
}

function shorten(text: string): string {
  return isolateDirection(truncateText(text, LONGEST_VALUE));
}
