import { stripHtml } from '../text/html.js';
import { classifyFailure } from './errors.js';

/** How a text goes into a call of the Bot API. */
export type Mode = { readonly parse_mode?: 'HTML' };

/**
 * Says something in HTML. Where Telegram cannot read that, `onRefused` is told, and it is said once more as plain text:
 * a person gets the words in any case. Rejects as the call does.
 */
export async function htmlOrPlain<Result>(
  html: string,
  say: (text: string, mode: Mode) => Promise<Result>,
  onRefused: (error: unknown) => void,
): Promise<Result> {
  try {
    return await say(html, { parse_mode: 'HTML' });
  } catch (error) {
    if (classifyFailure(error).kind !== 'markup') throw error;
    onRefused(error);
    return say(stripHtml(html), {});
  }
}
