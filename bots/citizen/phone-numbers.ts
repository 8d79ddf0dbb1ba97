import { escapeHtml } from '../../src/text/html.js';
import type { Visit } from './context.js';

/** Telephone numbers to call, each in Latin digits on a line of its own under whose it is, as HTML. */
export function numbersToCall(
  { organization, speech }: Visit,
  numbers: readonly string[],
): string | undefined {
  const names = organization.words.danger?.numbers ?? {};
  const named = numbers.flatMap((number) => {
    const name = names[number]?.[speech.locale];
    return name === undefined ? [number] : [escapeHtml(name), number];
  });
  return named.length === 0 ? undefined : named.join('\n');
}

/** The city's most important numbers in one small line, for whoever may be in danger; undefined if it has none. */
export function numbersInShort(visit: Visit): string | undefined {
  const { danger } = visit.organization.words;
  const { locale } = visit.speech;
  const named = (danger?.general ?? []).map((number) =>
    [escapeHtml(danger?.numbers[number]?.[locale] ?? ''), number].join(' ').trim(),
  );
  return named.length === 0
    ? undefined
    : `<i>${visit.html('danger.unread')}</i>\n<i>${named.join(' · ')}</i>`;
}
