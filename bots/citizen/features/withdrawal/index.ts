import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording } from '../../../../src/messages/wording.js';
import { isOpen } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { canonicalText } from '../../../../src/text/persian.js';
import { type AccessParts, findOwn } from '../../access.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenAction, type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { pauseFor, resumeConversation } from '../../interruption.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { Messenger } from '../../messenger.js';
import type { CitizenBotOptions } from '../../options.js';
import { createReadyReasons } from '../../ready-reasons.js';
import { refusalSentence } from '../../refusals.js';
import { keepWithdrawal, readReason, readWithdrawal, WITHDRAWAL, type Withdrawal } from './flow.js';

type WithdrawingParts = AccessParts &
  Pick<CitizenBotOptions, 'texts' | 'defaultLocale'> & { readonly messenger: Messenger };

const REASONS = ['solved', 'mistake', 'elsewhere'] as const;

function reasonKey(reason: string): string {
  return `withdrawing.because.${reason}`;
}

/** Withdrawing a request: asked once, with a ready reason, the person's own words, or none. */
export function createWithdrawalFeature(parts: WithdrawingParts): CitizenFeature {
  const { requests, messenger, texts } = parts;
  const ready = createReadyReasons(parts, REASONS, reasonKey);

  /** Withdraws it, says so in place of the question, and resumes what that had interrupted. */
  async function withdraw(
    visit: Visit,
    { code, askedAt, paused }: Withdrawal,
    reason?: string,
  ): Promise<FlowResult> {
    const outcome = await requests.execute(code, {
      ...visit.order,
      command: { type: 'withdraw', ...(reason === undefined ? {} : { reason }) },
    });
    const sentence = outcome.ok
      ? visit.html('withdrawing.done', { code: createWording(visit.speech).code(code) })
      : refusalSentence(outcome.refusal, visit);
    const isShown =
      askedAt !== undefined && (await messenger.edit(visit.chatId, askedAt, sentence, inlineKeyboard()));
    if (!isShown) await visit.say(sentence, mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  async function leave(visit: Visit, { askedAt, paused }: Withdrawal): Promise<FlowResult> {
    if (askedAt !== undefined) await messenger.removeButtons(visit.chatId, askedAt);
    await visit.say(visit.html('withdrawing.cancelled'), mainKeyboard(visit));
    return resumeConversation(visit, paused);
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
    const askedAt = await askWhy(visit, code);
    if (before?.askedAt !== undefined) await messenger.removeButtons(visit.chatId, before.askedAt);
    const paused = pauseFor(visit, WITHDRAWAL);
    return done(keepWithdrawal({ code, paused, ...(askedAt === undefined ? {} : { askedAt }) }));
  }

  async function take(visit: Visit, open: Withdrawal, action: CitizenAction): Promise<FlowResult> {
    if (action.kind === 'edit' || action.kind === 'press') return passed(visit.conversation);
    const typed =
      action.kind === 'text' ? readReason(action.text) : ({ ok: false, problem: 'textOnly' } as const);
    if (!typed.ok) {
      await visit.say(visit.html(`withdrawing.problem.${typed.problem}`));
      return done(visit.conversation);
    }
    return isNone(typed.reason)
      ? withdraw(visit, open)
      : withdraw(visit, open, ready.typed(typed.reason) ?? typed.reason);
  }

  /** True for the last button, by its number or as it reads in any language. */
  function isNone(typed: string): boolean {
    const said = canonicalText(typed);
    return (
      said === String(REASONS.length + 1) ||
      texts.locales.some((locale) => canonicalText(texts.plain(locale, reasonKey('none'))) === said)
    );
  }

  return {
    name: 'withdrawal',
    flows: [
      defineCitizenFlow({
        name: WITHDRAWAL,
        read: readWithdrawal,
        takesWords: true,
        paused: ({ paused }) => paused,
        take,
        back: leave,
        cancel: leave,
        async interrupted({ action, conversation }, { paused }) {
          return passed(action.kind === 'text' && action.word === 'start' ? paused : conversation);
        },
        presses: {
          async withdrawBecause(visit, open, [code, reason]) {
            if (!isAsked(visit, open) || open.code !== code) return passed(visit.conversation);
            await visit.answerPress();
            return reason === 'none' ? withdraw(visit, open) : withdraw(visit, open, ready.text(reason));
          },
          async cancel(visit, open) {
            if (!isAsked(visit, open)) return passed(visit.conversation);
            await visit.answerPress();
            return leave(visit, open);
          },
        },
      }),
    ],
    presses: { withdraw: (visit, [code]) => begin(visit, code) },
  };
}

/** True if the message whose button was pressed asks this person. */
function isAsked(visit: Visit, { askedAt }: Withdrawal): boolean {
  return askedAt === pressedMessage(visit);
}

function askWhy(visit: Visit, code: Withdrawal['code']): Promise<number | undefined> {
  return visit.say(
    visit.html('withdrawing.ask', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard(
      ...[...REASONS, 'none' as const].map((reason) => [
        {
          text: visit.plain(reasonKey(reason)),
          callback_data: citizenButtons.pack('withdrawBecause', code, reason),
        },
      ]),
      [{ text: visit.plain('withdrawing.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
}
