import type { Wording } from '../../understanding/index.js';
import type { City } from '../city.js';
import { type Read, readPhoneNumbers, readSentence } from './cells.js';
import { type Edited, withRead } from './edited-city.js';

/** The code of the sentence for words that only sound like danger, beside those of hazards. */
export const MENTION = 'mention';

/** A change of what people are told: the name of a number, a sentence, or the numbers to call. */
interface WordsEdit {
  readonly property: 'numberName' | 'hazardText' | 'hazardCall' | 'bodyText' | 'bodyCall';
  readonly code: string;
  readonly value: string;
}

/**
 * Changes what people are told in danger or about other bodies. Sentences and names are three lines: Persian,
 * English, Arabic.
 */
export function editWords(city: City, { property, code, value }: WordsEdit): Edited {
  switch (property) {
    case 'numberName':
      return withRead(readWording(value), value, (name) => withNumber(city, code, name));
    case 'hazardText':
      return withRead(readWording(value), value, (text) => withHazardText(city, code, text));
    case 'hazardCall':
      return withRead(readCalls(value), value, (call) => withHazard(city, code, { call }));
    case 'bodyText':
      return withRead(readWording(value), value, (text) => withBody(city, code, { text }));
    case 'bodyCall':
      return withRead(readPhoneNumbers(value), value, (call) => withBody(city, code, { call }));
  }
}

/** A wording as three lines that `editWords` reads. */
export function writeWording({ fa, en, ar }: Wording): string {
  return [fa, en, ar].join('\n');
}

function readWording(value: string): Read<Wording> {
  const lines = value.split('\n').map((line) => line.trim());
  const written = lines.filter((line) => line !== '');
  const [fa, en, ar] = written.map((line) => readSentence(line));
  if (written.length !== 3 || fa?.ok !== true || en?.ok !== true || ar?.ok !== true) {
    return { ok: false, code: 'notThreeLanguages' };
  }
  return { ok: true, value: { fa: fa.value, en: en.value, ar: ar.value } };
}

/** Somebody in danger needs a number at least. */
function readCalls(value: string): Read<readonly string[]> {
  const read = readPhoneNumbers(value);
  return read?.ok === true && read.value.length === 0 ? { ok: false, code: 'badNumber' } : read;
}

function withNumber(city: City, number: string, name: Wording): City {
  const { danger } = city;
  return danger === undefined
    ? city
    : { ...city, danger: { ...danger, numbers: { ...danger.numbers, [number]: name } } };
}

function withHazardText(city: City, code: string, text: Wording): City {
  const { danger } = city;
  if (danger === undefined || code !== MENTION) return withHazard(city, code, { text });
  return { ...city, danger: { ...danger, mention: text } };
}

function withHazard(
  city: City,
  code: string,
  change: { readonly text?: Wording; readonly call?: readonly string[] },
): City {
  const { danger } = city;
  if (danger === undefined) return city;
  const hazards = danger.hazards.map((hazard) => (hazard.code === code ? { ...hazard, ...change } : hazard));
  return { ...city, danger: { ...danger, hazards } };
}

function withBody(
  city: City,
  code: string,
  change: { readonly text?: Wording; readonly call?: readonly string[] },
): City {
  const { bodies = [] } = city;
  return { ...city, bodies: bodies.map((body) => (body.code === code ? { ...body, ...change } : body)) };
}
