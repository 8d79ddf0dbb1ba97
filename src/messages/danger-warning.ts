import { escapeHtml } from '../text/html.js';
import type { Danger } from '../understanding/index.js';
import { numbersToCall } from './phone-numbers.js';
import { joinLines, type Speech } from './wording.js';

/** Danger of which a person has to be told something. */
export type HeardDanger = Exclude<Danger, { readonly kind: 'none' }>;

/**
 * Whom to call now, as HTML: the city's sentence, and each number on a line of its own. Both are said as they are now:
 * what recognises danger is trained in the background and may know older ones.
 */
export function renderWarning(heard: HeardDanger, { organization, locale }: Speech): string {
  const { danger } = organization.words;
  const [first, ...others] = heard.hazards.map(
    (hazard) => danger?.hazards.find(({ code }) => code === hazard.code) ?? hazard,
  );
  const own = first?.text[locale] ?? '';
  const text = heard.kind === 'mention' ? (danger?.mention[locale] ?? own) : own;
  const numbers = new Set([...(first?.call ?? []), ...others.flatMap(({ call }) => call)]);
  return joinLines(`<b>${escapeHtml(text)}</b>`, numbersToCall({ organization, locale }, [...numbers]));
}
