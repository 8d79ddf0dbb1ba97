import { escapeHtml } from '../text/html.js';
import type { Speech } from './wording.js';

type Reader = Pick<Speech, 'organization' | 'locale'>;

/** Telephone numbers to call, each in Latin digits on a line of its own under whose it is, as HTML. */
export function numbersToCall(
  { organization, locale }: Reader,
  numbers: readonly string[],
): string | undefined {
  const names = organization.words.danger?.numbers ?? {};
  const named = numbers.flatMap((number) => {
    const name = names[number]?.[locale];
    return name === undefined ? [number] : [escapeHtml(name), number];
  });
  return named.length === 0 ? undefined : named.join('\n');
}

/** The city's most important numbers in one small line, for whoever may be in danger; undefined if it has none. */
export function numbersInShort({
  organization,
  locale,
  texts,
}: Reader & Pick<Speech, 'texts'>): string | undefined {
  const { danger } = organization.words;
  const named = (danger?.general ?? []).map((number) =>
    [escapeHtml(danger?.numbers[number]?.[locale] ?? ''), number].join(' ').trim(),
  );
  return named.length === 0
    ? undefined
    : `<i>${texts.html(locale, 'danger.unread')}</i>\n<i>${named.join(' · ')}</i>`;
}
