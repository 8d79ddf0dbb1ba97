import { cleanText, codePoints, isBlank } from '../clean-text.js';
import { type FormattedText, MarkupError } from '../html-entities.js';
import type { MessengerRules } from '../rules.js';
import { trimText, withFoundEntities } from '../text-entities.js';
import type { WireEntity } from '../wire.js';
import type { Call } from './call.js';
import { badRequest } from './errors.js';
import { isObject } from './parameters.js';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const LONGEST_RAW_BYTES = 32_768;

/** The text of a message. Throws 400 when it is missing, shows nothing, or is too long. */
export function readText({ parameters, telegram }: Pick<Call, 'parameters' | 'telegram'>): FormattedText {
  const source = parameters.text('text') ?? '';
  const marks = { mode: parameters.text('parse_mode'), entities: parameters.json('entities') };
  const formatted = format(source, marks, telegram.rules);
  if (isBlank(formatted.text)) throw badRequest('message text is empty');
  if (codePoints(formatted.text) > LONGEST_TEXT) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a file, which may be missing. Throws 400 when it is too long. */
export function readCaption({
  parameters,
  telegram,
}: Pick<Call, 'parameters' | 'telegram'>): FormattedText | undefined {
  const source = parameters.text('caption');
  if (source === undefined) return undefined;
  const marks = { mode: parameters.text('parse_mode'), entities: parameters.json('caption_entities') };
  const formatted = format(source, marks, telegram.rules);
  if (isBlank(formatted.text)) return undefined;
  if (codePoints(formatted.text) > LONGEST_CAPTION) throw badRequest('message caption is too long');
  return formatted;
}

/** What a person types: cleaned, with commands and addresses found, never mark-up. */
export function typedText(text: string): FormattedText {
  return withFoundEntities(trimText({ text: cleanText(text), entities: [] }));
}

/** How a bot says which parts of a text are marked. */
interface Marks {
  readonly mode: string | undefined;
  readonly entities: unknown;
}

function format(source: string, marks: Marks, rules: MessengerRules): FormattedText {
  if (Buffer.byteLength(source) > LONGEST_RAW_BYTES) throw badRequest('text is too long');
  return withFoundEntities(trimText(parse(source, marks, rules)));
}

function parse(source: string, { mode, entities }: Marks, { readMarks }: MessengerRules): FormattedText {
  if (mode !== undefined && mode !== '' && mode.toLowerCase() !== 'html') {
    throw badRequest('unsupported parse_mode');
  }
  try {
    const marked = readMarks(cleanText(source), mode);
    if (marked !== undefined) return marked;
  } catch (error) {
    if (error instanceof MarkupError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
  // Given entities count in the text as it came, so that is left alone where there are some.
  const given = readEntities(entities, source.length);
  return given.length > 0 ? { text: source, entities: given } : { text: cleanText(source), entities: [] };
}

function readEntities(value: unknown, textLength: number): WireEntity[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entity: unknown) => {
    if (!isObject(entity)) throw badRequest("can't parse MessageEntity: expected an Object");
    const { type, offset, length, url, language } = entity;
    if (typeof type !== 'string' || typeof offset !== 'number' || typeof length !== 'number') {
      throw badRequest("can't parse MessageEntity: a field is missing");
    }
    if (offset < 0 || length <= 0 || offset + length > textLength) return [];
    return [
      {
        type,
        offset,
        length,
        ...(typeof url === 'string' ? { url } : {}),
        ...(typeof language === 'string' ? { language } : {}),
      },
    ];
  });
}
