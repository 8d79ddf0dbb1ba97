import type { FormattedText } from '../html-entities.js';
import type { WireEntity } from '../wire.js';

/** What Bale's documents leave open about its Markdown (docs/bale.md, 2). */
export interface MarkdownReading {
  /** Where a mark counts: only between spaces, also at the ends of a line, or wherever no letter or digit is. */
  readonly marksCount: 'betweenSpaces' | 'atEndsToo' | 'anywhere';
}

const MARKS = [
  { sign: '*', type: 'bold' },
  { sign: '_', type: 'italic' },
] as const;
/** The sign before a marked part, and the one after it; empty at the ends of the text. */
const AROUND = {
  betweenSpaces: /^ $/,
  atEndsToo: /^\s?$/,
  anywhere: /^[^\p{L}\p{N}]?$/u,
} as const;
const LINK = /\[([^[\]\n]+)\]\(([^()\s]+)\)/y;
const INSTANT_VIEW = /```(?:\[([^\]\n]*)\])?([\s\S]*?)```/y;

/** Reads Bale's Markdown as its app shows it: marked parts become entities, and nothing is refused. */
export function readMarkdown(source: string, { marksCount }: MarkdownReading): FormattedText {
  let text = '';
  const entities: WireEntity[] = [];
  const show = (type: string, shown: string, more: Pick<WireEntity, 'url'> = {}) => {
    if (shown !== '') entities.push({ type, offset: text.length, length: shown.length, ...more });
    text += shown;
  };
  let at = 0;
  while (at < source.length) {
    const view = findAt(INSTANT_VIEW, source, at);
    const link = findAt(LINK, source, at);
    const marked = markAt(source, at, marksCount);
    if (view !== null) show('instant_view', view[1] ?? view[2] ?? '');
    else if (link !== null) show('text_link', link[1] ?? '', { url: link[2] ?? '' });
    else if (marked !== undefined) show(marked.type, marked.text);
    else text += source[at];
    at += view?.[0].length ?? link?.[0].length ?? (marked === undefined ? 1 : marked.text.length + 2);
  }
  return { text, entities };
}

/** What a sticky pattern finds at that place. */
function findAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function markAt(source: string, at: number, marksCount: MarkdownReading['marksCount']) {
  const mark = MARKS.find(({ sign }) => sign === source[at]);
  const around = AROUND[marksCount];
  if (mark === undefined || !around.test(source[at - 1] ?? '')) return undefined;
  for (let end = source.indexOf(mark.sign, at + 1); end > 0; end = source.indexOf(mark.sign, end + 1)) {
    const text = source.slice(at + 1, end);
    if (text.includes('\n')) return undefined;
    if (text.trim() === text && text !== '' && around.test(source[end + 1] ?? ''))
      return { type: mark.type, text };
  }
  return undefined;
}
