import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { type AccessParts, findOwn } from '../../access.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';
import { type AskingWhyParts, createReasonQuestion } from '../../reason-question.js';
import { refusalSentence } from '../../refusals.js';
import { judgedButton } from '../requests/view.js';
import { keepObjection, OBJECTION, type Objection, readObjection } from './flow.js';

type ObjectingParts = AccessParts & AskingWhyParts;

const REASONS = ['notDone', 'halfDone', 'otherProblem'] as const;

const WORDS = {
  cancelled: 'judging.cancelled',
  because: (reason: string) => `judging.because.${reason}`,
  problem: (problem: string) => `judging.problem.${problem}`,
};

/**
 * Objecting to an answer: the reason, by a button or in words; then the request goes to the manager above.
 */
export function createObjectionFeature(parts: ObjectingParts): CitizenFeature {
  const why = createReasonQuestion<Objection, (typeof REASONS)[number]>(parts, {
    words: WORDS,
    reasons: REASONS,
    act: object,
  });

  async function object(visit: Visit, open: Objection, reason: string): Promise<FlowResult> {
    const { code, begunAt } = open;
    const outcome = await parts.requests.execute(code, {
      ...visit.order,
      command: { type: 'object', reason },
    });
    if (outcome.ok && begunAt !== undefined) {
      const label = visit.plain('judging.objectedLabel');
      await parts.messenger.setButtons(visit.chatId, begunAt, judgedButton(code, label));
    }
    const sentence = outcome.ok
      ? visit.html('judging.objected', { code: createWording(visit.speech).code(code) })
      : refusalSentence(outcome.refusal, visit);
    return why.end(visit, open, sentence);
  }

  /** Asks for the reason, if the answer can be objected to now. */
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
    const begunAt = pressedMessage(visit);
    const asked = await why.begin(visit, OBJECTION, before, () => askWhy(visit, request.code));
    return done(
      keepObjection({ code: request.code, ...(begunAt === undefined ? {} : { begunAt }), ...asked }),
    );
  }

  async function leave(visit: Visit, open: Objection): Promise<FlowResult> {
    if (!why.isAsked(visit, open)) return passed(visit.conversation);
    await visit.answerPress();
    return why.leave(visit, open);
  }

  return {
    name: 'objection',
    flows: [
      defineCitizenFlow({
        name: OBJECTION,
        read: readObjection,
        takesWords: true,
        paused: ({ paused }) => paused,
        hint: (visit) => visit.html('citizen.help.objecting'),
        take: why.take,
        back: why.leave,
        cancel: why.leave,
        interrupted: why.interrupted,
        presses: {
          async because(visit, open, [code, reason]) {
            if (!why.isAsked(visit, open, code)) return passed(visit.conversation);
            await visit.answerPress();
            return object(visit, open, why.ready(reason));
          },
          cancel: leave,
          back: leave,
        },
      }),
    ],
    presses: { object: (visit, [code]) => begin(visit, code) },
  };
}

function askWhy(visit: Visit, code: Objection['code']): Promise<number | undefined> {
  return visit.say(
    visit.html('judging.why', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard(
      ...REASONS.map((reason) => [
        {
          text: visit.plain(WORDS.because(reason)),
          callback_data: citizenButtons.pack('because', code, reason),
        },
      ]),
      [{ text: visit.plain('judging.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
}
