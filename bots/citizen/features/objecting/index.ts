import { Composer } from 'grammy';
import { createWording } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { findOwn } from '../../access.js';
import { type AskingWhyParts, askingWhy } from '../../asking-why.js';
import type { CitizenContext, Visit } from '../../context.js';
import { inline } from '../../keyboards.js';
import { refusalSentence } from '../../refusals.js';
import type { JudgingParts } from '../rating.js';
import { judgedButton } from '../requests/view.js';
import { keepObjecting, type Objecting, readObjecting } from './flow.js';

type ObjectingParts = JudgingParts & AskingWhyParts;

const REASONS = ['notDone', 'halfDone', 'otherProblem'] as const;

const WORDS = {
  cancelled: 'judging.cancelled',
  because: (reason: string) => `judging.because.${reason}`,
  problem: (problem: string) => `judging.problem.${problem}`,
};

/** Objecting to an answer: why, by a button or in words; then the request goes to the manager above. */
export function objecting(parts: ObjectingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  const why = askingWhy(parts, { words: WORDS, reasons: REASONS, read: readObjecting, act: object });

  async function object(visit: Visit, open: Objecting, reason: string): Promise<void> {
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
    await why.end(visit, open, sentence);
  }

  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    const open = why.askedBy(visit, callbackQuery.message?.message_id);
    switch (press?.action) {
      case 'object':
        return begin(parts, context, press.values[0], next);
      case 'because':
        if (open === undefined || open.code !== press.values[0]) return next();
        await visit.answerPress();
        return object(visit, open, why.ready(press.values[1]));
      case 'cancel':
      case 'back':
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

/** Asks for the reason, where the answer can be objected to now. */
async function begin(
  parts: ObjectingParts,
  context: CitizenContext,
  code: string,
  next: () => Promise<void>,
): Promise<void> {
  const { visit, callbackQuery } = context;
  const found = await findOwn(parts, context, code);
  if (found === undefined) return next();
  const { request } = found;
  const { stage } = request;
  if (stage.status !== 'answered') {
    const refusal = { code: 'notNow', status: stage.status } as const;
    await visit.answerPress(refusalSentence(refusal, visit));
    return;
  }
  const { by } = stage.answer;
  if (request.objectedTo.includes(by.kind === 'position' ? by.position : by.unit)) {
    await visit.answerPress(refusalSentence({ code: 'alreadyObjected' }, visit));
    return;
  }
  await visit.answerPress();
  const before = readObjecting(visit.conversation);
  const askedAt = await askWhy(visit, request.code);
  const begunAt = callbackQuery?.message?.message_id;
  visit.conversation = keepObjecting({
    code: request.code,
    ...(begunAt === undefined ? {} : { begunAt }),
    ...(askedAt === undefined ? {} : { askedAt }),
    paused: before === undefined ? visit.conversation : before.paused,
  });
  if (before?.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, before.askedAt);
}

function askWhy(visit: Visit, code: Objecting['code']): Promise<number | undefined> {
  return visit.say(
    visit.html('judging.why', { code: createWording(visit.speech).code(code) }),
    inline(
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
