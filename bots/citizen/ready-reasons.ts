import { canonicalText } from '../../src/text/persian.js';
import type { CitizenBotOptions } from './options.js';

/** The reasons that a question offers as buttons, which can be typed as well. */
export interface ReadyReasons<Reason extends string> {
  /** A reason in the city's language, since a manager reads it. */
  text(reason: Reason): string;
  /** The text of the reason that was typed, by its number among the buttons or as it reads in any language. */
  typed(words: string): string | undefined;
}

/** The ready reasons of a question; `key` names the text of each. */
export function createReadyReasons<Reason extends string>(
  { texts, defaultLocale }: Pick<CitizenBotOptions, 'texts' | 'defaultLocale'>,
  reasons: readonly Reason[],
  key: (reason: string) => string,
): ReadyReasons<Reason> {
  const text = (reason: Reason) => texts.plain(defaultLocale, key(reason));
  return {
    text,
    typed(words) {
      const said = canonicalText(words);
      const reason = reasons.find(
        (one, index) =>
          said === String(index + 1) ||
          texts.locales.some((locale) => canonicalText(texts.plain(locale, key(one))) === said),
      );
      return reason === undefined ? undefined : text(reason);
    },
  };
}
