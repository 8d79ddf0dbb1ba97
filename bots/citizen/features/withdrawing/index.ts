import { Composer } from 'grammy';
import { createWording } from '../../../../src/messages/wording.js';
import { isOpen } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { type AccessibleRequest, type AccessParts, findOwn } from '../../access.js';
import { type AskingWhyParts, askingWhy } from '../../asking-why.js';
import type { CitizenContext, Visit } from '../../context.js';
import { inline } from '../../keyboards.js';
import { refusalSentence } from '../../refusals.js';
import { keepWithdrawing, readWithdrawing, type Withdrawing } from './flow.js';

type WithdrawingParts = AccessParts & AskingWhyParts;

const REASONS = ['solved', 'mistake', 'elsewhere'] as const;

const WORDS = {
  cancelled: 'withdrawing.cancelled',
  because: (reason: string) => `withdrawing.because.${reason}`,
  problem: (problem: string) => `withdrawing.problem.${problem}`,
};

/** Taking a request back: asked once, with a ready reason, one's own words, or none. */
export function withdrawing(parts: WithdrawingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  const why = askingWhy(parts, {
    words: WORDS,
    reasons: REASONS,
    read: readWithdrawing,
    act: withdraw,
    actWithout: withdraw,
  });

  async function withdraw(visit: Visit, open: Withdrawing, reason?: string): Promise<void> {
    const { code } = open;
    const outcome = await parts.requests.execute(code, {
      ...visit.order,
      command: { type: 'withdraw', ...(reason === undefined ? {} : { reason }) },
    });
    const sentence = outcome.ok
      ? visit.html('withdrawing.done', { code: createWording(visit.speech).code(code) })
      : refusalSentence(outcome.refusal, visit);
    await why.end(visit, open, sentence);
  }

  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    const open = why.askedBy(visit, callbackQuery.message?.message_id);
    switch (press?.action) {
      case 'withdraw': {
        const found = await findOwn(parts, context, press.values[0]);
        return found === undefined ? next() : begin(parts, visit, found);
      }
      case 'withdrawBecause': {
        if (open === undefined || open.code !== press.values[0]) return next();
        await visit.answerPress();
        const [, reason] = press.values;
        return reason === 'none' ? withdraw(visit, open) : withdraw(visit, open, why.ready(reason));
      }
      case 'cancel':
        if (open === undefined) return next();
        await visit.answerPress();
        return why.leave(visit, open);
      default:
        return next();
    }
  });
  composer.on('message', ({ message, visit }, next) => why.hear(visit, message, next));
  return composer;
}

async function begin(
  { messenger }: WithdrawingParts,
  visit: Visit,
  { request }: AccessibleRequest,
): Promise<void> {
  if (!isOpen(request)) {
    await visit.answerPress(visit.plain('citizenRefusal.notNow.closed'));
    return;
  }
  await visit.answerPress();
  const { code } = request;
  const before = readWithdrawing(visit.conversation);
  if (before?.askedAt !== undefined) await messenger.setButtons(visit.chatId, before.askedAt);
  const askedAt = await visit.say(
    visit.html('withdrawing.ask', { code: createWording(visit.speech).code(code) }),
    inline(
      ...[...REASONS, 'none' as const].map((reason) => [
        {
          text: visit.plain(WORDS.because(reason)),
          callback_data: citizenButtons.pack('withdrawBecause', code, reason),
        },
      ]),
      [{ text: visit.plain('withdrawing.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
  visit.conversation = keepWithdrawing({
    code,
    ...(askedAt === undefined ? {} : { askedAt }),
    paused: before === undefined ? visit.conversation : before.paused,
  });
}
