import { truncateHtml, visibleLength } from '../../../../../src/text/html.js';

/** Code points of a message; Telegram takes 4,096 (Bot API, sendMessage). */
const MOST_OF_MESSAGE = 3_900;

/**
 * Parts one below the other, in as few messages as possible; a part that is too long for any message is cut.
 */
export function packIntoMessages(parts: readonly string[], between = '\n'): readonly string[] {
  const messages: string[] = [];
  for (const part of parts.map((whole) => truncateHtml(whole, MOST_OF_MESSAGE))) {
    const last = messages.at(-1);
    const joined = last === undefined ? part : `${last}${between}${part}`;
    if (last === undefined || visibleLength(joined) > MOST_OF_MESSAGE) messages.push(part);
    else messages[messages.length - 1] = joined;
  }
  return messages;
}
