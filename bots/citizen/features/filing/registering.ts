import { type FilingDraft, wordsOf } from '../../../../src/filing/draft.js';
import { endOf, keepOver } from '../../../../src/filing/ended-filing.js';
import type { Conversation } from '../../../../src/mailbox/chat.js';
import { formatTrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { noteSentMessages } from '../../sent-messages.js';
import type { FilingParts } from './parts.js';
import { describeDraft } from './review.js';

/**
 * Registers a complete draft; repeating it registers nothing new. Resolves to the next conversation, or to
 * undefined if its code belongs to somebody else's request: then another one has to be drawn, and the citizen
 * asked again.
 */
export async function registerDraft(
  parts: FilingParts,
  visit: Visit,
  draft: FilingDraft,
): Promise<Conversation | undefined> {
  const { requests, chatWriter } = parts;
  const { citizen, speech } = visit;
  const { code, category, place, attachments } = draft;
  if (code === undefined) return undefined;
  const result = await requests.register({
    ...visit.order,
    messages: draft.texts.map(({ text }) => text),
    command: {
      type: 'register',
      code,
      citizen: citizen._id,
      channel: 'bot',
      text: wordsOf(draft),
      attachments,
      ...(typeof category === 'string' ? { category } : {}),
      ...(place === undefined || place === null ? {} : { place }),
    },
  });
  if (!result.ok) {
    if (result.refusal.code === 'alreadyExists') return undefined;
    throw new Error(`A complete draft was refused: ${result.refusal.code}.`);
  }
  await visit.citizens.addRequest(citizen._id, code);
  await noteSentMessages(parts, visit, code, draft);
  const title = visit.html('filing.registered', { code: formatTrackingCode(code, speech.locale) });
  const html = describeDraft(draft, visit, title);
  const isShown =
    draft.asked !== undefined && (await chatWriter.edit(visit.chatId, draft.asked.messageId, html));
  if (!isShown) await visit.say(html);
  return keepOver(endOf(draft, { code, registeredAt: speech.now }));
}
