import type { WireEntity } from './wire.js';

/** A text without mark-up and the formatted parts in it. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly WireEntity[];
}

/** The mark-up cannot be understood; the message continues Telegram's "can't parse entities: ". */
export class MarkupError extends Error {
  override readonly name = 'MarkupError';
}

const TYPES: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

/**
 * Reads Telegram's HTML style (Bot API, "Formatting options"): the tags of the table above may be nested,
 * `&lt; &gt; &amp; &quot;` and numeric references are resolved, any other `&` stands for itself. Throws a
 * `MarkupError` for an unknown, unclosed or wrongly closed tag; places in it are byte offsets.
 */
export function parseHtml(html: string): FormattedText {
  let text = '';
  const entities: WireEntity[] = [];
  const open: OpenTag[] = [];
  const bytesBefore = (position: number) => Buffer.byteLength(html.slice(0, position));

  let at = 0;
  while (at < html.length) {
    const character = html[at];
    if (character === '&') {
      const reference = readReference(html, at);
      text += reference.text;
      at += reference.length;
    } else if (character !== '<') {
      text += character;
      at += 1;
    } else if (html[at + 1] === '/') {
      at = closeTag(at);
    } else {
      at = openTag(at);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new MarkupError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: inOrder(entities) };

  function openTag(start: number): number {
    const nameEnd = indexOf(html, /[\s>]/g, start + 1);
    const end = nameEnd === -1 ? -1 : endOfTag(html, nameEnd);
    if (end === -1) throw new MarkupError(`Unclosed start tag at byte offset ${bytesBefore(start)}`);
    const name = html.slice(start + 1, nameEnd).toLowerCase();
    if (TYPES[name] === undefined) {
      throw new MarkupError(`Unsupported start tag "${name}" at byte offset ${bytesBefore(start)}`);
    }
    const attributes = readAttributes(html.slice(nameEnd, end));
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw new MarkupError(`Tag "span" must have class "tg-spoiler" at byte offset ${bytesBefore(start)}`);
    }
    open.push({ name, attributes, offset: text.length });
    return end + 1;
  }

  function closeTag(start: number): number {
    const tag = open.pop();
    if (!tag) throw new MarkupError(`Unexpected end tag at byte offset ${bytesBefore(start)}`);
    const end = html.indexOf('>', start);
    if (end === -1) throw new MarkupError(`Unclosed end tag at byte offset ${bytesBefore(start)}`);
    const name = html
      .slice(start + 2, end)
      .trim()
      .toLowerCase();
    if (name !== '' && name !== tag.name) {
      throw new MarkupError(
        `Unmatched end tag at byte offset ${bytesBefore(start)}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    const length = text.length - tag.offset;
    const entity = toEntity(tag, length, text.slice(tag.offset));
    if (entity && length > 0) addEntity(entities, entity, tag);
    return end + 1;
  }
}

/** Writes a formatted text as HTML that a page can show; text is escaped. */
export function toHtml({ text, entities }: FormattedText): string {
  const marks: { at: number; order: number; tag: string }[] = [];
  entities.forEach((entity, index) => {
    const tags = tagsFor(entity);
    if (!tags) return;
    marks.push({ at: entity.offset, order: index + 1, tag: tags[0] });
    marks.push({ at: entity.offset + entity.length, order: -(index + 1), tag: tags[1] });
  });
  // At one place closing tags come first, the innermost before the outer; then opening tags, outermost first.
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let html = '';
  let at = 0;
  for (const mark of marks) {
    html += escapeHtml(text.slice(at, mark.at)) + mark.tag;
    at = mark.at;
  }
  return html + escapeHtml(text.slice(at));
}

function tagsFor(entity: WireEntity): readonly [string, string] | undefined {
  switch (entity.type) {
    case 'text_link':
      return [`<a href="${escapeHtml(entity.url ?? '')}">`, '</a>'];
    case 'spoiler':
      return ['<span class="tg-spoiler">', '</span>'];
    case 'expandable_blockquote':
      return ['<blockquote>', '</blockquote>'];
    default: {
      const name = Object.keys(TYPES).find((tag) => TYPES[tag] === entity.type);
      return name === undefined ? undefined : [`<${name}>`, `</${name}>`];
    }
  }
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function inOrder(entities: readonly WireEntity[]): WireEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/** `<pre><code class="language-x">` is one entity with a language, not two. */
function addEntity(entities: WireEntity[], entity: WireEntity, tag: OpenTag): void {
  const inner = entities.at(-1);
  if (entity.type === 'pre' && inner?.type === 'code') {
    if (inner.offset === entity.offset && inner.length === entity.length) entities.pop();
    if (inner.language !== undefined) {
      entities.push({ ...entity, language: inner.language });
      return;
    }
  }
  const isQuoteToExpand = tag.name === 'blockquote' && tag.attributes.has('expandable');
  entities.push(isQuoteToExpand ? { ...entity, type: 'expandable_blockquote' } : entity);
}

function toEntity(tag: OpenTag, length: number, content: string): WireEntity | undefined {
  const type = TYPES[tag.name];
  if (type === undefined) return undefined;
  const entity = { type, offset: tag.offset, length };
  if (type === 'text_link') {
    const url = (tag.attributes.get('href') ?? content).trim();
    return /^(?:https?:\/\/|tg:\/\/|mailto:|tel:|[\w-]+\.)\S+$/i.test(url) ? { ...entity, url } : undefined;
  }
  const language = tag.attributes.get('class');
  if (type === 'code' && language?.startsWith('language-')) {
    return { ...entity, language: language.slice('language-'.length) };
  }
  return entity;
}

function readReference(html: string, start: number): { readonly text: string; readonly length: number } {
  const found = /^&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));?/i.exec(html.slice(start, start + 12));
  const [whole, name, decimal, hexadecimal] = found ?? [];
  if (whole === undefined) return { text: '&', length: 1 };
  if (name !== undefined) return { text: NAMED[name.toLowerCase()] ?? whole, length: whole.length };
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return { text: '&', length: 1 };
  return { text: String.fromCodePoint(code), length: whole.length };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function indexOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Index of the `>` that ends a tag, not counting one inside a quoted value; -1 if there is none. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const character = html[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  return -1;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of source.matchAll(
    /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g,
  )) {
    if (name !== undefined) attributes.set(name.toLowerCase(), resolve(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

function resolve(value: string): string {
  return value.replace(/&[^;]+;/g, (reference) => {
    const { text, length } = readReference(reference, 0);
    return length === reference.length ? text : reference;
  });
}
