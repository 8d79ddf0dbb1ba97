import type { FormattedText } from './html-entities.js';
import type { WireEntity } from './wire.js';

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['bot_command', /(?<=^|[\s(>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])/g],
  ['url', /(?<![\w@.])(?:https?:\/\/|www\.)[^\s<>"«»]+[^\s<>"«».,;:!?()]/gi],
  ['mention', /(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)/g],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_\u200c]*\p{L}[\p{L}\p{N}_\u200c]*/gu],
];

/** Types inside which Telegram looks for nothing. */
const CLOSED = new Set(['code', 'pre', 'text_link', 'text_mention']);

/**
 * Adds what Telegram finds by itself in a text: commands, addresses, mentions and hashtags. Bots recognise
 * a command by its entity, so also what a person types goes through this.
 */
export function withFoundEntities({ text, entities }: FormattedText): FormattedText {
  const taken = entities.filter((entity) => CLOSED.has(entity.type));
  const found: WireEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if ([...taken, ...found].every((other) => isApart(entity, other))) found.push(entity);
    }
  }
  if (found.length === 0) return { text, entities };
  const all = [...entities, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: all };
}

/** Takes away spaces and line feeds at both ends of a text, as Telegram does, and moves the entities. */
export function trimText({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const firstEntity = Math.min(...entities.map((entity) => entity.offset), end);
  const leading = /^[ \n]*/.exec(text.slice(0, firstEntity))?.[0].length ?? 0;
  if (leading === 0 && end === text.length) return { text, entities };
  const kept = entities.flatMap((entity) => {
    const offset = entity.offset - leading;
    const length = Math.min(entity.length, end - entity.offset);
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: text.slice(leading, end), entities: kept };
}

function isApart(a: WireEntity, b: WireEntity): boolean {
  return a.offset + a.length <= b.offset || b.offset + b.length <= a.offset;
}
