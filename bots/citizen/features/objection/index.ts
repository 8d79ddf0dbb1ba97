import { OBJECTION, readObjection, type Supplement } from '../../../../src/filing/kept-supplement.js';
import { beginSupplement, whyNotSend } from '../../../../src/filing/supplement.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { findOwn } from '../../access.js';
import { type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { pauseFor } from '../../interruption.js';
import type { CitizenBotOptions } from '../../options.js';
import { createReadyReasons } from '../../ready-reasons.js';
import { refusalSentence } from '../../refusals.js';
import {
  answerSupplement,
  collectingFlow,
  type SupplementParts,
  showSupplement,
} from '../supplement/collecting.js';
import { OBJECTION_REASONS, reasonKey } from '../supplement/question.js';

/**
 * Objecting to an answer: with a ready reason, or with words, files and a place in several messages, previewed before
 * they go; then the request goes to the manager above.
 */
export function createObjectionFeature(
  parts: SupplementParts & Pick<CitizenBotOptions, 'texts' | 'defaultLocale'>,
): CitizenFeature {
  const ready = createReadyReasons(parts, OBJECTION_REASONS, reasonKey);

  /** Asks what is not right, if the answer can be objected to now. */
  async function begin(visit: Visit, code: string): Promise<FlowResult> {
    const found = await findOwn(parts, visit, code);
    if (found === undefined) return passed(visit.conversation);
    const { request } = found;
    const { stage } = request;
    if (stage.status !== 'answered') {
      const refusal = { code: 'notNow', status: stage.status } as const;
      await visit.answerPress(refusalSentence(refusal, visit));
      return done(visit.conversation);
    }
    const { by } = stage.answer;
    if (request.objectedTo.includes(by.kind === 'position' ? by.position : by.unit)) {
      await visit.answerPress(refusalSentence({ code: 'alreadyObjected' }, visit));
      return done(visit.conversation);
    }
    await visit.answerPress();
    const before = readObjection(visit.conversation);
    if (before?.askedAt !== undefined) await parts.chatWriter.removeButtons(visit.chatId, before.askedAt);
    const begunAt = pressedMessage(visit);
    const begun = beginSupplement({
      code: request.code,
      as: 'objection',
      step: 'collect',
      paused: pauseFor(visit, OBJECTION),
      begunBy: begunAt ?? 0,
      ...(begunAt === undefined ? {} : { begunAt }),
    });
    return showSupplement(visit, begun, request);
  }

  return {
    name: 'objection',
    flows: [
      collectingFlow(parts, {
        name: OBJECTION,
        read: readObjection,
        hint: (visit) => visit.html('citizen.help.objecting'),
        meaningOf(_visit, open, action) {
          if (action.kind !== 'text' || !offersReasons(open)) return undefined;
          const text = ready.typed(action.text);
          return text === undefined ? undefined : { kind: 'typed', text, messageId: action.messageId };
        },
        presses: {
          async because(visit, open, [code, reason]) {
            if (open.code !== code) return passed(visit.conversation);
            const messageId = pressedMessage(visit) ?? 0;
            return answerSupplement(parts, visit, open, {
              kind: 'typed',
              text: ready.text(reason),
              messageId,
            });
          },
        },
      }),
    ],
    presses: { object: (visit, [code]) => begin(visit, code) },
  };
}

/** The ready reasons are offered until there is something to send. */
function offersReasons(open: Supplement): boolean {
  return whyNotSend(open) !== undefined;
}
