import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { createWording, joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import { isCaller } from '../../../../src/requests/lifecycle/callers.js';
import type { RequestEvent } from '../../../../src/requests/lifecycle/events.js';
import { isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import { HANDOVER_HOURS, HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { canonicalText } from '../../../../src/text/persian.js';
import type { TextValues } from '../../../../src/text/texts.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { type AccessParts, findOwn } from '../../access.js';
import type { ChatWriter } from '../../chat-writer.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenAction, type CitizenFeature, pressedMessage, type Visit } from '../../context.js';
import { pauseFor, resumeConversation } from '../../interruption.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { createReadyReasons } from '../../ready-reasons.js';
import { refusalSentence } from '../../refusals.js';
import { typedAboutHandover } from '../handover/typed-answer.js';
import { keepWithdrawal, readReason, readWithdrawal, WITHDRAWAL, type Withdrawal } from './flow.js';

type WithdrawingParts = AccessParts &
  Pick<CitizenBotOptions, 'texts' | 'defaultLocale'> & { readonly chatWriter: ChatWriter };

const REASONS = ['solved', 'mistake', 'elsewhere'] as const;

function reasonKey(reason: string): string {
  return `withdrawing.because.${reason}`;
}

/**
 * Withdrawing a request: asked once, with a ready reason, the person's own words, or none; where others follow it, also
 * whether words and files stay for whoever carries it on.
 */
export function createWithdrawalFeature(parts: WithdrawingParts): CitizenFeature {
  const { requests, chatWriter, texts } = parts;
  const ready = createReadyReasons(parts, REASONS, reasonKey);

  /** Withdraws it, says so in place of the question, and resumes what that had interrupted. */
  async function withdraw(
    visit: Visit,
    { code, askedAt, paused, keepsWords }: Withdrawal,
    reason?: string,
  ): Promise<FlowResult> {
    const result = await requests.execute(code, {
      ...visit.order,
      command: {
        type: 'withdraw',
        ...(reason === undefined ? {} : { reason }),
        ...(keepsWords === true ? { keepsWords } : {}),
      },
    });
    const sentence = result.ok
      ? doneSentence(result.events, visit, code)
      : refusalSentence(result.refusal, visit);
    const isShown =
      askedAt !== undefined && (await chatWriter.edit(visit.chatId, askedAt, sentence, inlineKeyboard()));
    if (!isShown) await visit.say(sentence, mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  async function leave(visit: Visit, { askedAt, paused }: Withdrawal): Promise<FlowResult> {
    if (askedAt !== undefined) await chatWriter.removeButtons(visit.chatId, askedAt);
    await visit.say(visit.html('withdrawing.cancelled'), mainKeyboard(visit));
    return resumeConversation(visit, paused);
  }

  /** Shows the question again after the words were let to stay, or not. */
  async function leaveWords(visit: Visit, open: Withdrawal, keepsWords: boolean): Promise<FlowResult> {
    const { code, askedAt } = open;
    const found = await findOwn(parts, visit, code);
    if (found === undefined) return passed(visit.conversation);
    const { html, markup } = questionWhy(visit, found.request, keepsWords);
    const isShown = askedAt !== undefined && (await chatWriter.edit(visit.chatId, askedAt, html, markup));
    const messageId = isShown ? askedAt : await visit.say(html, markup);
    const chosen: Withdrawal = { ...open, keepsWords };
    return done(keepWithdrawal(messageId === undefined ? chosen : { ...chosen, askedAt: messageId }));
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
    const { html, markup } = questionWhy(visit, found.request, false);
    const askedAt = await visit.say(html, markup);
    if (before?.askedAt !== undefined) await chatWriter.removeButtons(visit.chatId, before.askedAt);
    const paused = pauseFor(visit, WITHDRAWAL);
    return done(keepWithdrawal({ code, paused, ...(askedAt === undefined ? {} : { askedAt }) }));
  }

  async function take(visit: Visit, open: Withdrawal, action: CitizenAction): Promise<FlowResult> {
    if (action.kind === 'edit' || action.kind === 'press') return passed(visit.conversation);
    if (action.kind === 'text' && typedAboutHandover(action.text) === 'leaveWords')
      return leaveWords(visit, open, true);
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
          async leaveWords(visit, open, [code, answer]) {
            if (!isAsked(visit, open) || open.code !== code) return passed(visit.conversation);
            await visit.answerPress();
            return leaveWords(visit, open, answer === 'yes');
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

/** What has become of it: it is over, or its followers are being asked. */
function doneSentence(events: readonly RequestEvent[], visit: Visit, named: TrackingCode): string {
  const code = createWording(visit.speech).code(named);
  return events.some(({ type }) => type === 'leftToFollowers')
    ? visit.html('handover.withdrawing.left', { code, time: timeToAsk(visit) })
    : visit.html('withdrawing.done', { code });
}

/** Asks whether they are sure, and why; if others follow the request, also what is to stay for them. */
function questionWhy(visit: Visit, request: Request, keepsWords: boolean) {
  const { code } = request;
  const ask = visit.html('withdrawing.ask', { code: createWording(visit.speech).code(code) });
  const count = request.followers.filter((follower) => !isCaller(follower)).length;
  const button = (text: string, callback_data: string) => [{ text: visit.plain(text), callback_data }];
  const words = keepsWords ? 'drop' : 'keep';
  return {
    html: count === 0 ? ask : explainHandover(visit, code, count, keepsWords),
    markup: inlineKeyboard(
      ...(count === 0
        ? []
        : [
            button(
              `handover.withdrawing.button.${words}`,
              citizenButtons.pack('leaveWords', code, keepsWords ? 'no' : 'yes'),
            ),
          ]),
      ...[...REASONS, 'none' as const].map((reason) =>
        button(reasonKey(reason), citizenButtons.pack('withdrawBecause', code, reason)),
      ),
      button('withdrawing.button.cancel', citizenButtons.pack('cancel')),
    ),
  };
}

function explainHandover(visit: Visit, code: TrackingCode, count: number, keepsWords: boolean): string {
  const say = (key: string, values?: TextValues) => visit.html(`handover.withdrawing.${key}`, values);
  return joinParagraphs(
    joinLines(
      say('sure', { code: createWording(visit.speech).code(code) }),
      say('followers', { count }),
      say('what', { time: timeToAsk(visit) }),
    ),
    say(keepsWords ? 'wordsStay' : 'wordsGo'),
    say('why'),
  );
}

function timeToAsk({ speech }: Visit): string {
  return formatDuration(HANDOVER_HOURS * HOUR_MS, speech.locale);
}
