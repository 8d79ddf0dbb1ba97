import { stripHtml } from '../text/html.js';

/**
 * Bale reads every text as Markdown and names no way to escape a sign: ` *bold* ` and ` _italic_ ` with spaces around,
 * `[text](url)`, and three backticks for what opens at once (docs/bale.md, 2). So a sign that could begin one of these
 * is written as another that looks like it, and in an address as its code, which leads to the same page.
 */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '`': "'",
  '[': '{',
  ']': '}',
};
const SIGN = /[*_`[\]]/g;
const ADDRESS = /\bhttps?:\/\/[^\s<>«»]+/g;
/** The longest text that Bale takes, marks included. */
const MOST_LENGTH = 4096;

/** A text without any sign that Bale could read as a mark; nothing else of it changes. */
export function writeHarmless(text: string): string {
  let written = '';
  let at = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    written += harmlessWords(text.slice(at, index)) + harmlessAddress(address);
    at = index + address.length;
  }
  return written + harmlessWords(text.slice(at));
}

/** An underline inside a word marks nothing, as in a name of a bot; every other sign is written as one like it. */
function harmlessWords(text: string): string {
  return text.replace(SIGN, (sign, at: number) =>
    sign === '_' && isInsideWord(text, at) ? sign : (LOOK_ALIKE[sign] ?? sign),
  );
}

function isInsideWord(text: string, at: number): boolean {
  return [text[at - 1], text[at + 1]].every((beside = '') => /[\p{L}\p{N}]/u.test(beside));
}

/** The same address with its signs as codes (RFC 3986, 2.1), but for an underline inside a word. */
function harmlessAddress(address: string): string {
  return address.replace(SIGN, (sign, at: number) =>
    sign === '_' && isInsideWord(address, at) ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A piece of a line that is shown in one way. */
interface Piece {
  readonly text: string;
  readonly mark?: '*' | '_';
  /** True for a key or an address of our own, which is copied and must not change by a sign. */
  readonly isCode?: true;
}

const TAG = /<(\/?)(b|i|code|blockquote)>/g;
/** Before each line of what is quoted, since Bale has no quotation. */
const QUOTED = '▎ ';

/**
 * HTML of the product in Bale's Markdown. Bold and italic go over whole words, since Bale asks for spaces around them;
 * what Bale does not have (code, a quotation) is plain, a quotation with a bar before each line. A text that would be
 * too long with its marks goes without them.
 */
export function toMarkdown(html: string): string {
  const marked = readLines(html).map(writeLine).join('\n');
  return marked.length <= MOST_LENGTH ? marked : harmlessWords(stripHtml(html));
}

/** The lines of a text, each in its pieces; a tag that goes over several lines is in each of them. */
function readLines(html: string): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  const open: string[] = [];
  const add = (source: string) => {
    for (const [index, text] of stripHtml(source).split('\n').entries()) {
      if (index > 0) lines.push([]);
      const line = lines.at(-1) ?? [];
      if (open.includes('blockquote') && line.length === 0) line.push({ text: QUOTED });
      if (text !== '') line.push({ text, ...lookOf(open) });
    }
  };
  let at = 0;
  for (const { 0: source, 1: slash, 2: tag = '', index } of html.matchAll(TAG)) {
    add(html.slice(at, index));
    at = index + source.length;
    if (slash === '') open.push(tag);
    else open.pop();
  }
  add(html.slice(at));
  return lines;
}

/** How text inside these tags is shown: code has no mark, and bold goes before italic. */
function lookOf(open: readonly string[]): Omit<Piece, 'text'> {
  if (open.includes('code')) return { isCode: true };
  if (open.includes('b')) return { mark: '*' };
  return open.includes('i') ? { mark: '_' } : {};
}

/** A line in Markdown, with a space before and after each mark. */
function writeLine(line: readonly Piece[]): string {
  let written = '';
  for (const { text, mark, isCode } of joinSpaces(joinTouching(line.flatMap(splitWords)))) {
    const isApart = /\s$/.test(written);
    const isAfterMark = /[*_]$/.test(written);
    if (mark !== undefined) written += `${isApart ? '' : ' '}${mark}${writeHarmless(text)}${mark}`;
    else written += `${isAfterMark && !/^\s/.test(text) ? ' ' : ''}${isCode ? text : writeHarmless(text)}`;
  }
  return /[*_]$/.test(written) ? `${written} ` : written;
}

/** Words and the spaces between them, of which only words are marked. */
function splitWords(piece: Piece): readonly Piece[] {
  const parts = piece.text.match(/\s+|\S+/g) ?? [];
  return parts.map((text) => (/^\s/.test(text) ? { text } : { ...piece, text }));
}

/** Whatever stands next to a marked word without a space goes into its mark, such as a colon. */
function joinTouching(words: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const mark = last?.mark ?? word.mark;
    const touches = last !== undefined && !/\s$/.test(last.text) && !/^\s/.test(word.text);
    if (!touches || mark === undefined || last.isCode === true || word.isCode === true) joined.push(word);
    else joined.splice(-1, 1, { text: last.text + word.text, mark });
  }
  return joined;
}

/** Marked words with nothing but spaces between them are marked together. */
function joinSpaces(words: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const word of words) {
    const [before, space] = joined.slice(-2);
    if (word.mark !== undefined && before?.mark === word.mark && space?.text.trim() === '') {
      joined.splice(-2, 2, { text: before.text + space.text + word.text, mark: word.mark });
    } else joined.push(word);
  }
  return joined;
}
