import { z } from 'zod';
import { searchableText } from '../persian.js';
import { readTypedWords } from '../typed-words.js';
import type { CalendarName } from './calendar-days.js';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
const MARKS = [
  'later',
  'ago',
  'this',
  'until',
  'within',
  'end',
  'start',
  'middle',
  'at',
  'and',
  'half',
  'quarter',
  'to',
  'less',
] as const;
const PARTS = ['am', 'noon', 'pm', 'night', 'midnight'] as const;

/** Units of time. */
export type Unit = (typeof UNITS)[number];
/** Words that have a meaning only beside another one. */
export type Mark = (typeof MARKS)[number];
/** Parts of a day, which say in which half of it an hour is. */
export type PartOfDay = (typeof PARTS)[number];

/** What a word, or several words together, can mean in a time. */
export type Meaning =
  | { readonly kind: 'number'; readonly value: number; readonly isOrdinal: boolean }
  | { readonly kind: 'ordinalSuffix' }
  | { readonly kind: 'month'; readonly calendar: CalendarName; readonly month: number }
  /** Counted as in JavaScript, from Sunday. */
  | { readonly kind: 'weekday'; readonly weekday: number }
  /** A day by its distance from today; `isNight`: the evening of it. */
  | { readonly kind: 'day'; readonly days: number; readonly isNight: boolean }
  /** `count` if the word itself says how many: «يومان». */
  | {
      readonly kind: 'unit';
      readonly unit: Unit;
      readonly calendar: CalendarName;
      readonly count?: number;
    }
  | { readonly kind: 'mark'; readonly mark: Mark }
  | { readonly kind: 'part'; readonly part: PartOfDay }
  | { readonly kind: 'filler' };

const spellings = z.array(z.string().min(1)).readonly();
const byNumber = z.record(z.string().regex(/^-?\d+$/), spellings);
const timeWords = z.strictObject({
  /** The calendar in which the language counts months and years. */
  calendar: z.enum(['persian', 'gregory']),
  months: z.strictObject({ persian: byNumber, gregory: byNumber }),
  weekdays: z.record(z.enum(WEEKDAYS), spellings),
  days: byNumber,
  nights: byNumber,
  numbers: byNumber,
  ordinals: byNumber,
  ordinalSuffixes: spellings,
  units: z.record(z.enum(UNITS), spellings),
  /** Words that express both a number and a unit: «يومان». */
  counted: z.partialRecord(z.enum(UNITS), byNumber),
  /** Words that mean one of their unit when a duration is asked for: «هفته». */
  lengths: z.partialRecord(z.enum(UNITS), spellings),
  marks: z.record(z.enum(MARKS), spellings),
  partsOfDay: z.record(z.enum(PARTS), spellings),
  /** Words that may occur in between and change nothing. */
  fillers: spellings,
  /** Prefixes that do not change the meaning of a word. */
  articles: spellings,
});
type TimeWords = z.infer<typeof timeWords>;

/** A text in the form in which words for times are compared: Latin digits, one spelling, no accents. */
export function foldTime(text: string): string {
  return searchableText(text.replace(/\u06C0/g, '\u0647').normalize('NFKC'))
    .normalize('NFD')
    .replace(/\p{Mn}|['’`]/gu, '');
}

/** A word as the vocabulary stores it: letters and digits only, so that inner spaces do not matter. */
function bareWord(text: string): string {
  return foldTime(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function meaningsIn(words: TimeWords): readonly (readonly [string, Meaning])[] {
  const { calendar } = words;
  const numbered = (group: Readonly<Record<string, readonly string[]>>, meaning: (n: number) => Meaning) =>
    Object.entries(group).flatMap(([number, all]) =>
      all.map((spelling) => [spelling, meaning(Number(number))] as const),
    );
  const named = <Name extends string>(
    names: readonly Name[],
    group: Readonly<Partial<Record<Name, readonly string[]>>>,
    meaning: (name: Name) => Meaning,
  ) => names.flatMap((name) => (group[name] ?? []).map((spelling) => [spelling, meaning(name)] as const));
  return [
    ...(['persian', 'gregory'] as const).flatMap((of) =>
      numbered(words.months[of], (month) => ({ kind: 'month', calendar: of, month })),
    ),
    ...named(WEEKDAYS, words.weekdays, (name) => ({ kind: 'weekday', weekday: WEEKDAYS.indexOf(name) })),
    ...numbered(words.days, (days) => ({ kind: 'day', days, isNight: false })),
    ...numbered(words.nights, (days) => ({ kind: 'day', days, isNight: true })),
    ...numbered(words.numbers, (value) => ({ kind: 'number', value, isOrdinal: false })),
    ...numbered(words.ordinals, (value) => ({ kind: 'number', value, isOrdinal: true })),
    ...words.ordinalSuffixes.map((spelling) => [spelling, { kind: 'ordinalSuffix' }] as const),
    ...named(UNITS, words.units, (unit) => ({ kind: 'unit', unit, calendar })),
    ...UNITS.flatMap((unit) =>
      numbered(words.counted[unit] ?? {}, (count) => ({ kind: 'unit', unit, calendar, count })),
    ),
    ...named(MARKS, words.marks, (mark) => ({ kind: 'mark', mark })),
    ...named(PARTS, words.partsOfDay, (part) => ({ kind: 'part', part })),
    ...words.fillers.map((spelling) => [spelling, { kind: 'filler' }] as const),
  ];
}

const languages = readTypedWords('times', timeWords).map(([, words]) => words);
const meanings = new Map<string, Meaning[]>();
for (const [spelling, meaning] of languages.flatMap(meaningsIn)) {
  const word = bareWord(spelling);
  meanings.set(word, [...(meanings.get(word) ?? []), meaning]);
}
const articles = languages.flatMap((words) => words.articles.map(bareWord));

/**
 * What a bare word can mean in any language, with or without an article in front of it; nothing for an
 * unknown word.
 */
export function meaningsOf(word: string): readonly Meaning[] {
  const whole = meanings.get(word);
  if (whole !== undefined) return whole;
  const article = articles.find((one) => word.startsWith(one));
  return article === undefined ? [] : (meanings.get(word.slice(article.length)) ?? []);
}

const until = languages
  .flatMap((words) => words.marks.until.map(foldTime))
  .sort((one, other) => other.length - one.length);

/** A text in its form for comparing, without «تا», "by" or the like at its beginning. */
export function withoutUntil(typed: string): string {
  const text = foldTime(typed);
  const begun = until.find((word) => text.startsWith(`${word} `));
  return begun === undefined ? text : text.slice(begun.length + 1);
}

const lengths = new Map(
  languages.flatMap((words) =>
    UNITS.flatMap((unit) => (words.lengths[unit] ?? []).map((word) => [bareWord(word), unit] as const)),
  ),
);

/** The unit that a word alone means one of, when a duration is asked for. */
export function unitAlone(typed: string): Unit | undefined {
  return lengths.get(bareWord(typed));
}
