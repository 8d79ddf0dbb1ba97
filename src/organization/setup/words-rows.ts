import { LOCALES } from '../../config.js';
import type { DangerWords, Hazard, OtherBody, Wording } from '../../understanding/index.js';
import type { CellValue } from '../../workbooks/workbook-content.js';
import {
  type Reader,
  readHazardKind,
  readPhoneNumber,
  readPhoneNumbers,
  readPhrases,
  readSentence,
  readWordCode,
  readYesOrNo,
  writeHazardKind,
  writeYesOrNo,
} from './cells.js';
import type { WorkbookCity } from './layout.js';

/** A row of a sheet that is read. */
interface ReadableRow {
  optional<Value>(field: string, reader: Reader<Value>): Value | undefined;
  required<Value>(field: string, reader: Reader<Value>): Value | undefined;
}

/** The values of a row that is written, by the field of their column. */
export type SheetRow = Readonly<Record<string, CellValue | undefined>>;

/** A row of the sheet of numbers. */
export interface NumberRow {
  readonly number: string;
  readonly name: Wording;
  readonly isGeneral: boolean;
}

/** A row of the sheet of hazards; the row of kind `mention` has the words that only sound like danger. */
export type HazardRow =
  | Hazard
  | { readonly kind: 'mention'; readonly text: Wording; readonly unless: readonly string[] };

/** Replaces a text that cannot be read, so that the rest of its row is still checked. */
const UNREAD = '…';

/** A number to call, with whose it is. */
export function numberIn(row: ReadableRow): NumberRow | undefined {
  const number = row.required('number', readPhoneNumber);
  const name = wordingIn(row, 'title');
  const isGeneral = row.optional('general', readYesOrNo) ?? false;
  return number === undefined ? undefined : { number, name, isGeneral };
}

/** A hazard, or the words that only sound like one. */
export function hazardIn(row: ReadableRow): HazardRow | undefined {
  const code = row.required('code', readWordCode);
  const kind = row.required('hazardKind', readHazardKind);
  const text = wordingIn(row, 'text');
  const call = row.optional('call', readPhoneNumbers) ?? [];
  const signs = row.required('signs', readPhrases) ?? [];
  const words = row.optional('mentions', readPhrases) ?? [];
  if (code === undefined || kind === undefined) return undefined;
  return kind === 'mention' ? { kind, text, unless: signs } : { code, kind, call, text, signs, words };
}

/** Another body and what is said about its matters. */
export function bodyIn(row: ReadableRow): OtherBody | undefined {
  const code = row.required('code', readWordCode);
  const title = wordingIn(row, 'title');
  const text = wordingIn(row, 'text');
  const call = row.optional('call', readPhoneNumbers) ?? [];
  return code === undefined ? undefined : { code, title, text, call };
}

function wordingIn(row: ReadableRow, field: 'title' | 'text'): Wording {
  const [fa = UNREAD, en = UNREAD, ar = UNREAD] = (['fa', 'en', 'ar'] as const).map((locale) =>
    row.required(`${field}.${locale}`, readSentence),
  );
  return { fa, en, ar };
}

/** The danger words that rows describe; `mentions` counts the rows of words that only sound like danger. */
export function dangerOfRows(
  numbers: readonly NumberRow[],
  rows: readonly HazardRow[],
): { readonly danger?: DangerWords; readonly mentions: number } {
  const mentions = rows.filter((row) => row.kind === 'mention');
  const [mention] = mentions;
  if (mention === undefined || mentions.length > 1) return { mentions: mentions.length };
  return {
    mentions: 1,
    danger: {
      numbers: Object.fromEntries(numbers.map(({ number, name }) => [number, name])),
      general: numbers.flatMap(({ number, isGeneral }) => (isGeneral ? [number] : [])),
      mention: mention.text,
      unless: mention.unless,
      hazards: rows.filter((row) => row.kind !== 'mention'),
    },
  };
}

/** The rows of the sheet of numbers: those shown with a voice first, in the order in which they are shown. */
export function numberRows({ danger }: WorkbookCity): readonly SheetRow[] {
  const general = danger?.general ?? [];
  const numbers = Object.entries(danger?.numbers ?? {});
  const placeOf = (number: string) => (general.includes(number) ? general.indexOf(number) : general.length);
  const inOrder = numbers.toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  return inOrder.map(([number, name]) => ({
    number,
    ...inColumns('title', name),
    general: general.includes(number) ? writeYesOrNo(true) : undefined,
  }));
}

/** The rows of the sheet of hazards, the words that only sound like danger last. */
export function hazardRows({ danger }: WorkbookCity): readonly SheetRow[] {
  if (danger === undefined) return [];
  return [
    ...danger.hazards.map(({ code, kind, call, text, signs, words }) => ({
      code,
      hazardKind: writeHazardKind(kind),
      ...inColumns('text', text),
      call: call.join('، '),
      signs: signs.join('\n'),
      mentions: words.join('\n'),
    })),
    {
      code: 'mention',
      hazardKind: writeHazardKind('mention'),
      ...inColumns('text', danger.mention),
      signs: danger.unless.join('\n'),
    },
  ];
}

/** The rows of the sheet of other bodies. */
export function bodyRows({ bodies = [] }: WorkbookCity): readonly SheetRow[] {
  return bodies.map(({ code, title, text, call }) => ({
    code,
    ...inColumns('title', title),
    ...inColumns('text', text),
    call: call.join('، '),
  }));
}

function inColumns(field: 'title' | 'text', wording: Wording): SheetRow {
  return Object.fromEntries(LOCALES.map((locale) => [`${field}.${locale}`, wording[locale]]));
}
