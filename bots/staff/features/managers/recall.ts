import { done, type FlowResult } from '../../../../src/flows/flow.js';
import type { EventOf } from '../../../../src/requests/lifecycle/events.js';
import type { HeldAnswer, Request } from '../../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { editPressed, pressedMessage } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import { setUnfinishedAside } from '../../interruption.js';
import type { FeatureOptions } from '../../options.js';
import { isOperator, mayActAs } from '../../permissions.js';
import { refusePress, type StaffRefusal } from '../../refusals.js';
import { positionOn } from '../../requests/access.js';
import type { Answering } from './answer/draft.js';
import type { AnswerHandlers } from './answer/handlers.js';

/** «پس‌گرفتن»: takes a sent answer back before anybody has read it, and goes on with writing it. */
export function createRecallFeature(
  options: Pick<FeatureOptions, 'requests' | 'cards'> & { readonly answering: AnswerHandlers },
): StaffFeature {
  const { requests, cards, answering: handlers } = options;
  /** True if the card was pressed; of any other message that was, what becomes of it is told here, and nowhere else. */
  async function isOnCard(visit: Visit, code: TrackingCode): Promise<boolean> {
    const messageId = pressedMessage(visit);
    if (messageId === undefined) return false;
    const isCard = (await cards.ofRequest(code)).some((card) => card.messageId === messageId);
    if (!isCard) await cards.forgetOther({ code, person: visit.person, chatId: visit.chatId, messageId });
    return isCard;
  }

  return {
    name: 'recall',
    presses: {
      async recall(visit, [code]) {
        const request = await requests.findState(code);
        const held = request?.heldAnswer;
        const position = held?.by.kind === 'position' ? held.by.position : undefined;
        if (!isKnown(visit, request) || (held !== undefined && !mayActAs(visit, position))) {
          await visit.note('foreignRequest', code);
          return over(visit, { code: 'notYours' });
        }
        if (held === undefined) return over(visit, { code: 'nothingToRecall' });
        const isCard = await isOnCard(visit, code);
        const command = { type: 'recallAnswer' } as const;
        const recalled = await requests.execute(code, { command, ...visit.orderAs(position) });
        if (!recalled.ok) return over(visit, recalled.refusal);
        await visit.answerPress();
        const event = recalled.events.find(({ type }) => type === 'answerRecalled');
        if (event?.type === 'answerRecalled') await tell(visit, sentenceOf(visit, code, event), isCard);
        return done(
          await handlers.ask(await setUnfinishedAside(visit), answeringOf(code, held), { isNamed: true }),
        );
      },
    },
  };
}

function sentenceOf({ wording }: Visit, code: TrackingCode, { dueAt }: EventOf<'answerRecalled'>): string {
  return dueAt === undefined
    ? wording.html('recall.doneForUnit', { code: wording.code(code) })
    : wording.html('recall.done', { code: wording.code(code), deadline: wording.deadline(dueAt) });
}

/** Says it in place of the pressed message, but not in place of a card, which a delivery edits. */
async function tell(visit: Visit, html: string, isCard: boolean): Promise<void> {
  if (!isCard && (await editPressed(visit, html))) return;
  if (!isCard) await visit.takeButtons(pressedMessage(visit));
  await visit.say(html);
}

/** True for somebody who may know of the request. */
function isKnown(visit: Visit, request: Request | undefined): boolean {
  return request !== undefined && (isOperator(visit) || positionOn(request, visit) !== undefined);
}

/** Nothing is left to take back: the message loses its button. */
async function over(visit: Visit, refusal: StaffRefusal): Promise<FlowResult> {
  await refusePress(visit, refusal);
  if (refusal.code === 'nothingToRecall') await visit.takeButtons(pressedMessage(visit));
  return done(visit.conversation);
}

/** The answer as it was sent, at the point before it was sent. */
function answeringOf(code: TrackingCode, { by, outcome, text, attachments, before }: HeldAnswer): Answering {
  return {
    step: 'preview',
    draft: {
      code,
      ...(by.kind === 'position' ? { position: by.position } : {}),
      outcome: outcome.kind,
      ...(outcome.kind === 'planned' ? { day: outcome.day } : {}),
      ...(text === '' ? {} : { text }),
      attachments: [...attachments],
      before: before === undefined ? 'none' : before === 'citizen' ? 'citizen' : 'own',
      ...(before === undefined || before === 'citizen' ? {} : { beforeFiles: before }),
    },
  };
}
