import { wordsOf } from '../../../../src/filing/draft.js';
import type { Supplement } from '../../../../src/filing/kept-supplement.js';
import { placeOf } from '../../../../src/filing/supplement.js';
import type { FlowResult } from '../../../../src/flows/flow.js';
import { createWording } from '../../../../src/messages/wording.js';
import type { ChangeCommand } from '../../../../src/requests/lifecycle/commands.js';
import type { RequestEvent } from '../../../../src/requests/lifecycle/events.js';
import type { Visit } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import { refusalSentence } from '../../refusals.js';
import { noteSentMessages } from '../../sent-messages.js';
import type { FilingParts } from '../filing/parts.js';
import { judgedButton } from '../requests/view.js';

/** Sends what was previewed, says what became of it in place of the preview, and resumes what it had interrupted. */
export async function sendSupplement(
  parts: FilingParts,
  visit: Visit,
  open: Supplement,
): Promise<FlowResult> {
  const { code, draft, askedAt, begunAt } = open;
  const result = await parts.requests.execute(code, {
    ...visit.order,
    messages: draft.texts.map(({ text }) => text),
    command: commandOf(open),
  });
  if (result.ok) await noteSentMessages(parts, visit, code, draft);
  if (result.ok && begunAt !== undefined) {
    const label = visit.plain('judging.objectedLabel');
    await parts.chatWriter.setButtons(visit.chatId, begunAt, judgedButton(code, label));
  }
  const sentence = result.ok
    ? confirmSupplement(visit, open, result.events)
    : refusalSentence(result.refusal, visit);
  const isShown =
    askedAt !== undefined && (await parts.chatWriter.edit(visit.chatId, askedAt, sentence, inlineKeyboard()));
  if (!isShown) await visit.say(sentence, mainKeyboard(visit));
  return resumeConversation(visit, open.paused);
}

function commandOf({ as, draft }: Supplement): ChangeCommand {
  const place = placeOf(draft);
  const words = wordsOf(draft);
  const given = { attachments: draft.attachments, ...(place === undefined ? {} : { place }) };
  return as === 'objection'
    ? { type: 'object', reason: words, ...given }
    : { type: 'add', text: words, ...given };
}

function confirmSupplement(visit: Visit, { as, code }: Supplement, events: readonly RequestEvent[]): string {
  const wording = createWording(visit.speech);
  if (as === 'objection') return visit.html('judging.objected', { code: wording.code(code) });
  const replied = events.find((event) => event.type === 'replied');
  return replied?.type === 'replied'
    ? visit.html('supply.replied', {
        to: wording.name(replied.position),
        deadline: wording.deadline(replied.dueAt),
      })
    : visit.html('supply.added', { code: wording.code(code) });
}
