import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording } from '../../../../src/messages/wording.js';
import { isOpen } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { type AccessParts, findOwn } from '../../access.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import type { CitizenFeature, Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';
import { type AskingWhyParts, createReasonQuestion } from '../../reason-question.js';
import { refusalSentence } from '../../refusals.js';
import { keepWithdrawal, readWithdrawal, WITHDRAWAL, type Withdrawal } from './flow.js';

type WithdrawingParts = AccessParts & AskingWhyParts;

const REASONS = ['solved', 'mistake', 'elsewhere'] as const;

const WORDS = {
  cancelled: 'withdrawing.cancelled',
  because: (reason: string) => `withdrawing.because.${reason}`,
  problem: (problem: string) => `withdrawing.problem.${problem}`,
};

/** Withdrawing a request: asked once, with a ready reason, the person's own words, or none. */
export function createWithdrawalFeature(parts: WithdrawingParts): CitizenFeature {
  const why = createReasonQuestion<Withdrawal, (typeof REASONS)[number]>(parts, {
    words: WORDS,
    reasons: REASONS,
    act: withdraw,
    actWithout: withdraw,
  });

  async function withdraw(visit: Visit, open: Withdrawal, reason?: string): Promise<FlowResult> {
    const { code } = open;
    const outcome = await parts.requests.execute(code, {
      ...visit.order,
      command: { type: 'withdraw', ...(reason === undefined ? {} : { reason }) },
    });
    const sentence = outcome.ok
      ? visit.html('withdrawing.done', { code: createWording(visit.speech).code(code) })
      : refusalSentence(outcome.refusal, visit);
    return why.end(visit, open, sentence);
  }

  async function begin(visit: Visit, named: string): Promise<FlowResult> {
    const found = await findOwn(parts, visit, named);
    if (found === undefined) return passed(visit.conversation);
    if (!isOpen(found.request)) {
      await visit.answerPress(visit.plain('citizenRefusal.notNow.closed'));
      return done(visit.conversation);
    }
    await visit.answerPress();
    const { code } = found.request;
    const before = readWithdrawal(visit.conversation);
    const asked = await why.begin(visit, WITHDRAWAL, before, () => askWhy(visit, code));
    return done(keepWithdrawal({ code, ...asked }));
  }

  return {
    name: 'withdrawal',
    flows: [
      defineCitizenFlow({
        name: WITHDRAWAL,
        read: readWithdrawal,
        takesWords: true,
        paused: ({ paused }) => paused,
        take: why.take,
        back: why.leave,
        cancel: why.leave,
        interrupted: why.interrupted,
        presses: {
          async withdrawBecause(visit, open, [code, reason]) {
            if (!why.isAsked(visit, open, code)) return passed(visit.conversation);
            await visit.answerPress();
            return reason === 'none' ? withdraw(visit, open) : withdraw(visit, open, why.ready(reason));
          },
          async cancel(visit, open) {
            if (!why.isAsked(visit, open)) return passed(visit.conversation);
            await visit.answerPress();
            return why.leave(visit, open);
          },
        },
      }),
    ],
    presses: { withdraw: (visit, [code]) => begin(visit, code) },
  };
}

function askWhy(visit: Visit, code: Withdrawal['code']): Promise<number | undefined> {
  return visit.say(
    visit.html('withdrawing.ask', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard(
      ...[...REASONS, 'none' as const].map((reason) => [
        {
          text: visit.plain(WORDS.because(reason)),
          callback_data: citizenButtons.pack('withdrawBecause', code, reason),
        },
      ]),
      [{ text: visit.plain('withdrawing.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
}
