import { stripHtml } from '../text/html.js';
import { classifyFailure } from './errors.js';

/** The format of a text in a call of the Bot API. */
export type Mode = { readonly parse_mode?: 'HTML' };

/**
 * Sends HTML. If Telegram cannot parse it, `onRefused` is told, and the text is sent once more as plain text,
 * so that the person receives it in any case. Rejects as the call does.
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
