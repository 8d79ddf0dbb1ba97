import { fileIn, type ReceivedFile } from './received-file.js';

/** Levels of nesting and parts that are read of a rich message: nobody writes more. */
const DEEPEST = 20;
const MOST_PARTS = 2_000;

/** Fields of a block that hold further parts, in the order in which they are read (Bot API, RichMessage). */
const IN_ORDER = ['summary', 'text', 'expression', 'blocks', 'items', 'cells', 'caption', 'credit'] as const;
/** Fields whose words make one line, however many parts they have. */
const INLINE: ReadonlySet<string> = new Set(['summary', 'text', 'credit']);
/** Fields of rich text that stand for words inside a line. */
const IN_A_LINE = ['text', 'alternative_text', 'expression'] as const;

/** The words of a rich message, each block on a line of its own, and its files, all in reading order. */
export interface RichContent {
  readonly words: string;
  readonly files: readonly Omit<ReceivedFile, 'bot'>[];
}

/** Reads a rich message of the Bot API; whatever is no part of one says nothing. */
export function readRichMessage(rich: unknown): RichContent {
  const files: Omit<ReceivedFile, 'bot'>[] = [];
  let parts = 0;
  const isTooMuch = (depth: number) => {
    parts += 1;
    return depth > DEEPEST || parts > MOST_PARTS;
  };

  function readLine(part: unknown, depth: number): string {
    if (isTooMuch(depth)) return '';
    if (typeof part === 'string') return part;
    if (Array.isArray(part)) return part.map((one) => readLine(one, depth + 1)).join('');
    const fields = fieldsOf(part);
    const name = IN_A_LINE.find((field) => fields.has(field));
    return name === undefined ? '' : readLine(fields.get(name), depth + 1);
  }

  function readBlocks(part: unknown, depth: number): readonly string[] {
    if (isTooMuch(depth)) return [];
    if (typeof part === 'string') return [part];
    if (Array.isArray(part)) return part.flatMap((one) => readBlocks(one, depth + 1));
    const file = fileIn(withVoice(part));
    if (file !== undefined) files.push(file);
    const fields = fieldsOf(part);
    return IN_ORDER.flatMap((name) => {
      const value = fields.get(name);
      if (value === undefined) return [];
      return INLINE.has(name) ? [readLine(value, depth + 1)] : readBlocks(value, depth + 1);
    });
  }

  const lines = readBlocks(rich, 0);
  return { words: lines.filter((line) => line.trim() !== '').join('\n'), files };
}

function fieldsOf(part: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof part === 'object' && part !== null ? Object.entries(part) : []);
}

/** A block with its files under the names that they have in a message: there a voice note is called `voice`. */
function withVoice(part: unknown): unknown {
  const voice = fieldsOf(part).get('voice_note');
  return voice === undefined ? part : { voice };
}
