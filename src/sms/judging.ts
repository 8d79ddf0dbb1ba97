import { wasObjectedTo } from '../requests/lifecycle/judging.js';
import type { Request } from '../requests/lifecycle/request.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Judgement, SmsReply, SmsSubject, StoredSms } from './message-store.js';
import { countLetterWords, type SaidBySms } from './reply-words.js';

/** What is answered to a short message. */
export type SmsAnswer = { readonly reply: SmsReply } & Pick<
  SmsSubject,
  'code' | 'codes' | 'wants' | 'wordsFrom' | 'call'
>;

/** What follows from a short message about an answer. */
export type JudgingTurn =
  | { readonly kind: 'answer'; readonly answer: SmsAnswer }
  /** It counts now. */
  | { readonly kind: 'accept'; readonly code: TrackingCode }
  /** So does this; what is wrong was just written, or in an earlier message, or is not said. */
  | {
      readonly kind: 'object';
      readonly code: TrackingCode;
      readonly reason?: string;
      readonly wordsFrom?: string;
    }
  /** A question of ours is on its way. */
  | { readonly kind: 'wait' }
  /** It says nothing of an answer. */
  | { readonly kind: 'other' };

/** What a turn may look at. */
export interface JudgingContext {
  /** The message. */
  readonly id: string;
  /** The sender. */
  readonly citizen: string;
  /** When the message was found. */
  readonly at: Date;
  /** The newest question to them, or the reply that ended it. */
  readonly question: StoredSms | undefined;
  /** Requests of theirs, oldest first. */
  readonly requests: readonly Request[];
  /** The request whose code the message has. */
  readonly named: Request | undefined;
}

/** The first number of a request in a list: no number of a list is a mark from 1 to 5, nor a word of ours. */
export const FIRST_CHOICE = 61;
const MOST_CHOICES = 9;
/** How long what a question asks can be answered. */
const ASKS_FOR_MS = DAY_MS;
/** The fewest words that say what is wrong with an answer. */
const FEWEST_WORDS = 2;
/** How long after the time for it somebody is told that they are too late. */
const LATE_FOR_MS = 14 * DAY_MS;

/**
 * Decides what a short message says about an answer. Nothing counts before its sender was told which request it is for,
 * by code and topic, and has answered that: neither a message that came before the question went out nor one a day later.
 */
export function decideJudging(said: SaidBySms, context: JudgingContext): JudgingTurn {
  const { question } = context;
  const state = stateOf(question, context);
  if (question !== undefined && state === 'asked') return answerQuestion(said, question, context);
  const wants = judgementIn(said);
  if (wants === undefined) return { kind: 'other' };
  // Whoever sends a word twice, or before our question arrives, means it once.
  if (state === 'onItsWay' && !said.code.ok) return { kind: 'wait' };
  return begin(wants, said, context);
}

/** True while an answer can be judged in this way. */
export function canBeJudged({ stage }: Request): boolean {
  return stage.status === 'answered' && stage.objectBy !== undefined;
}

function judgementIn({ meaning }: SaidBySms): Judgement | undefined {
  if (meaning === undefined) return undefined;
  return meaning === 'accept' || meaning === 'yes' ? 'accept' : 'object';
}

function stateOf(question: StoredSms | undefined, { at }: JudgingContext): 'none' | 'onItsWay' | 'asked' {
  if (question === undefined || question.wants === undefined) return 'none';
  const { status, sentAt, createdAt } = question;
  if (status === 'failed' || status === 'over' || at.getTime() - createdAt.getTime() > ASKS_FOR_MS)
    return 'none';
  return sentAt !== undefined && sentAt < at ? 'asked' : 'onItsWay';
}

function answerQuestion(said: SaidBySms, question: StoredSms, context: JudgingContext): JudgingTurn {
  const { wants = 'accept', code, reply } = question;
  if (reply === 'whichRequest') return choose(said, question, context);
  const asked = context.requests.find((one) => one.code === code);
  // A newer answer is another one.
  const isSame = asked?.stage.status === 'answered' && asked.stage.answer.at <= question.createdAt;
  if (asked === undefined || !isSame || said.code.ok) return beginOrOther(said, context);
  if (said.meaning === 'no' && (wants === 'accept' || said.words === ''))
    return answer({ reply: 'dropped', code: asked.code });
  if (wants === 'object') return answerWhatIsWrong(said, question, asked, context);
  return said.meaning === 'yes' ? { kind: 'accept', code: asked.code } : beginOrOther(said, context, asked);
}

/** Whoever was asked to confirm an objection may also write what is wrong. */
function answerWhatIsWrong(
  said: SaidBySms,
  { wordsFrom }: StoredSms,
  asked: Request,
  context: JudgingContext,
): JudgingTurn {
  const { meaning, words } = said;
  const { code } = asked;
  const before = wordsFrom === undefined ? {} : { wordsFrom };
  if (meaning === 'accept' || meaning === 'object') return beginOrOther(said, context, asked);
  if (saysSomething(words)) return { kind: 'object', code, reason: words, ...before };
  if (meaning !== undefined) return { kind: 'object', code, ...before };
  return answer({ ...questionAbout(asked, 'object'), ...before });
}

function choose(said: SaidBySms, question: StoredSms, context: JudgingContext): JudgingTurn {
  const { wants = 'accept', codes = [], wordsFrom } = question;
  const byNumber = said.number === undefined ? undefined : codes[said.number - FIRST_CHOICE];
  const code = byNumber ?? (said.code.ok && said.meaning === undefined ? said.code.code : undefined);
  const chosen = context.requests.find((request) => request.code === code && codes.includes(request.code));
  if (chosen !== undefined) return answer(ask(wants, chosen, wordsFrom));
  return said.meaning === 'no' ? answer({ reply: 'dropped' }) : beginOrOther(said, context);
}

function beginOrOther(said: SaidBySms, context: JudgingContext, asked?: Request): JudgingTurn {
  const wants = judgementIn(said);
  if (wants === undefined) return { kind: 'other' };
  return asked === undefined
    ? begin(wants, said, context)
    : answer(ask(wants, asked, wordsIn(said, context)));
}

/** Asks about the request that a message names, or the only one whose answer can be judged. */
function begin(wants: Judgement, said: SaidBySms, context: JudgingContext): JudgingTurn {
  const { requests, citizen, named, at } = context;
  const wordsFrom = wordsIn(said, context);
  if (said.code.ok) {
    if (named === undefined) return { kind: 'other' };
    if (named.citizen !== citizen) return answer({ reply: 'notYours', code: named.code });
    return answer(ask(wants, named, wordsFrom));
  }
  const open = requests.filter(canBeJudged).slice(-MOST_CHOICES);
  const [only, another] = open;
  if (only !== undefined && another === undefined) return answer(ask(wants, only, wordsFrom));
  if (only !== undefined) {
    const codes = open.map(({ code }) => code);
    return answer({ reply: 'whichRequest', wants, codes, ...(wordsFrom === undefined ? {} : { wordsFrom }) });
  }
  const promised = requests.findLast(({ stage }) => stage.status === 'answered');
  if (promised !== undefined) return answer({ reply: 'promiseOpen', code: promised.code });
  const late = requests.findLast((request) => isLate(request, at));
  return answer(late === undefined ? { reply: 'nothingToJudge' } : { reply: 'tooLate', code: late.code });
}

/** The question about one request, or why there is none. */
function ask(wants: Judgement, request: Request, wordsFrom: string | undefined): SmsAnswer {
  const { code, stage } = request;
  if (stage.status === 'closed') return { reply: stage.because === 'silent' ? 'tooLate' : 'status', code };
  if (stage.status !== 'answered') return { reply: 'status', code };
  if (!canBeJudged(request)) return { reply: 'promiseOpen', code };
  if (wants === 'object' && wasObjectedTo(request, stage.answer.by))
    return { reply: 'alreadyObjected', code };
  const isWritten = wants === 'object' && wordsFrom !== undefined;
  return { ...questionAbout(request, wants), ...(isWritten ? { wordsFrom } : {}) };
}

function questionAbout({ code }: Request, wants: Judgement): SmsAnswer {
  return { reply: wants === 'accept' ? 'sureToAccept' : 'sureToObject', wants, code };
}

/** The message, if it says itself what is wrong. */
function wordsIn({ words }: SaidBySms, { id }: JudgingContext): string | undefined {
  return saysSomething(words) ? id : undefined;
}

function saysSomething(words: string): boolean {
  return countLetterWords(words) >= FEWEST_WORDS;
}

function isLate({ stage }: Request, now: Date): boolean {
  return (
    stage.status === 'closed' &&
    stage.because === 'silent' &&
    now.getTime() - stage.closedAt.getTime() < LATE_FOR_MS
  );
}

function answer(given: SmsAnswer): JudgingTurn {
  return { kind: 'answer', answer: given };
}
