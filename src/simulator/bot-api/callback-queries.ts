import { codePoints } from '../clean-text.js';
import { omitUndefined } from '../defined.js';
import type { BotMethods } from './call.js';
import { badRequest } from './errors.js';

const LONGEST_ANSWER = 200;
/** The real deadline is unpublished (docs/telegram.md, 9); this is the longest that a press is delivered at all. */
const ANSWERABLE_MS = 150 * 1000;
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Answers to button presses. */
export const callbackMethods: BotMethods = {
  answerCallbackQuery({ telegram, account, parameters }) {
    const text = parameters.text('text');
    if (text !== undefined && codePoints(text) > LONGEST_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
    const query = telegram.store.state.callbacks.get(parameters.text('callback_query_id') ?? '');
    if (!query || query.bot !== account.name || query.answer) throw badRequest(TOO_OLD);
    if (telegram.clock.now().getTime() - query.askedAt > ANSWERABLE_MS) throw badRequest(TOO_OLD);
    const answer = omitUndefined({ text: text || undefined, showAlert: parameters.flag('show_alert') });
    telegram.store.commit({ type: 'callback', query: { ...query, answer } });
    return true;
  },
};
