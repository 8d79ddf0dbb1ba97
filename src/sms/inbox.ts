import { assertNever } from '../assert-never.js';
import type { Citizen } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import { createGuessingGuard } from '../guards/guessing.js';
import { createLimiter } from '../guards/limiter.js';
import { isShownToEverybody } from '../messages/status/public-status.js';
import { callerId } from '../requests/lifecycle/callers.js';
import type { ChangeCommand } from '../requests/lifecycle/commands.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { RequestService } from '../requests/request-service.js';
import type { RequestStore } from '../requests/request-store.js';
import { canonicalText } from '../text/persian.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Danger } from '../understanding/index.js';
import type { ReceivedSms, SmsInboxStore } from './inbox-store.js';
import { canBeJudged, decideJudging, type SmsAnswer } from './judging.js';
import type { SmsStore } from './message-store.js';
import type { SmsProvider } from './provider.js';
import { readSms, type SaidBySms } from './reply-words.js';

/** So many answers a number gets in a day: each is paid for. */
const ANSWERS_A_DAY = 10;
/** So often a day it is said to somebody whose answer can be judged how that is done. */
const EXPLANATIONS_A_DAY = 3;
/** So often a day a number is told whom to call; nobody's other answers are fewer for it. */
const WARNINGS_A_DAY = 3;
/** So many numbers that have never called are told it in an hour: such answers are sent beyond the budget too. */
const WARNINGS_TO_STRANGERS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const AT_ONCE = 50;
/** The newest requests of a caller that are looked at. */
const MOST_LOOKED_AT = 200;

/** Takes what telephones have sent to the line, and has it answered. */
export function createSmsInbox(options: {
  readonly provider: Pick<SmsProvider, 'receive'>;
  readonly inbox: SmsInboxStore;
  readonly messages: Pick<SmsStore, 'latestQuestion'>;
  readonly requests: Pick<RequestStore, 'find' | 'findMany'>;
  readonly execute: RequestService['execute'];
  /** A caller has judged an answer: what still waited to be told by phone is known. */
  readonly onJudged: (request: Request, event: RequestEvent) => Promise<void>;
  readonly citizens: { find(id: string): Promise<Citizen | undefined> };
  readonly findDanger: (words: string) => Promise<Danger>;
  /** What an objection says in which nothing was written. */
  readonly reasonWithoutWords: (locale: Locale) => string;
  /** Has an answer sent; repeating it with the same id changes nothing. */
  readonly answer: (id: string, citizen: string, answer: SmsAnswer) => Promise<void>;
  /** Codes that lead nowhere that one number may send in an hour. */
  readonly codesPerHour: number;
  readonly clock: Clock;
  readonly machineClock: Clock;
}): () => Promise<void> {
  const { provider, inbox, requests, citizens, clock, machineClock } = options;
  const guard = createGuessingGuard({ clock: machineClock, mostAnHour: options.codesPerHour });
  const limit = (most: number) => createLimiter({ clock: machineClock, most, perMs: DAY_MS });
  const answers = limit(ANSWERS_A_DAY);
  const hints = limit(1);
  const explanations = limit(EXPLANATIONS_A_DAY);
  const warnings = limit(WARNINGS_A_DAY);
  const warningsToStrangers = createLimiter({
    clock: machineClock,
    most: WARNINGS_TO_STRANGERS_AN_HOUR,
    perMs: HOUR_MS,
  });

  /** Whoever has never called is not written to: it may be another machine. */
  function hintFor({ id, caller, own }: Sender): SmsAnswer | undefined {
    if (caller === undefined) return undefined;
    const [limiter, reply] = own.some(canBeJudged)
      ? ([explanations, 'judgeByWord'] as const)
      : ([hints, 'hint'] as const);
    return limiter.take({ person: caller._id, id }) === 'allowed' ? { reply } : undefined;
  }

  /** Tells whoever writes of danger whom to call, before anything else; resolves to the danger. */
  async function warn(text: string, { id, citizen, caller }: Sender): Promise<Danger['kind']> {
    const danger = await options.findDanger(text);
    // Words that only sound like it are no reason to write to anybody.
    if (danger.kind === 'none' || danger.kind === 'mention') return 'none';
    const { kind, call } = danger;
    const isWithin =
      (caller !== undefined || warningsToStrangers.take({ person: 'strangers', id }) === 'allowed') &&
      warnings.take({ person: citizen, id }) === 'allowed';
    if (isWithin) await options.answer(id, citizen, { reply: 'danger', call });
    return kind;
  }

  /** The request that a message names, `unknown` if its code leads nowhere; `tooMany` after too many of these. */
  async function findNamed({ code, words }: SaidBySms, citizen: string) {
    if (!code.ok && code.because === 'notACode') return undefined;
    if (!guard.mayTry(citizen)) return 'tooMany';
    const found = code.ok ? (await requests.find(code.code))?.request : undefined;
    if (found !== undefined && isShownToEverybody(found)) return found;
    guard.missed(citizen, code.ok ? code.code : words);
    return 'unknown';
  }

  async function answerTo(said: SaidBySms, sender: Sender): Promise<SmsAnswer | undefined> {
    const { citizen, caller } = sender;
    const named = await findNamed(said, citizen);
    if (named === 'tooMany') return undefined;
    if (named === 'unknown') return { reply: 'unknownCode' };
    const judged = caller === undefined ? 'other' : await judge(said, { ...sender, named, caller });
    if (judged !== 'other') return judged;
    return named === undefined ? hintFor(sender) : { reply: 'status', code: named.code };
  }

  /** What is answered to whoever judges an answer of a request of theirs; undefined: nothing. */
  async function judge(
    said: SaidBySms,
    sender: Sender & { readonly named: Request | undefined; readonly caller: Citizen },
  ): Promise<SmsAnswer | undefined | 'other'> {
    const { citizen, own } = sender;
    const question = await options.messages.latestQuestion(citizen);
    const turn = decideJudging(said, { ...sender, question, requests: own });
    switch (turn.kind) {
      case 'answer':
        return turn.answer;
      case 'accept':
        return carryOut(turn.code, { type: 'accept' }, sender);
      case 'object': {
        const { code, wordsFrom } = turn;
        const kept = wordsFrom === undefined ? undefined : await inbox.keptText(wordsFrom);
        const written = turn.reason ?? (kept === undefined ? undefined : readSms(kept).words);
        const reason = written ?? options.reasonWithoutWords(sender.caller.locale);
        const carriedOut = await carryOut(code, { type: 'object', reason }, sender);
        if (wordsFrom !== undefined) await inbox.forgetText(wordsFrom);
        return carriedOut;
      }
      case 'wait':
        return undefined;
      case 'other':
        return 'other';
      default:
        return assertNever(turn);
    }
  }

  async function carryOut(
    code: TrackingCode,
    command: Extract<ChangeCommand, { readonly type: 'accept' | 'object' }>,
    { id, citizen }: Sender,
  ): Promise<SmsAnswer> {
    const actor = { kind: 'citizen', citizen } as const;
    const result = await options.execute(code, { command, actor, commandId: `sms:${id}` });
    // Meanwhile something else has happened to it.
    if (!result.ok) return { reply: 'status', code };
    const [judged] = result.events;
    if (judged !== undefined) await options.onJudged(result.request, judged);
    return { reply: command.type === 'accept' ? 'accepted' : 'objected', code };
  }

  /** Answers a message; true if its words are still needed. */
  async function handle({ id, at, from, text }: ReceivedSms): Promise<boolean> {
    const number = mobileNumber(from);
    if (number === undefined) return false;
    const citizen = callerId(number);
    const caller = await citizens.find(citizen);
    const own = (await requests.findMany((caller?.requests ?? []).slice(-MOST_LOOKED_AT))).filter(
      (request) => request.citizen === citizen,
    );
    const sender = { id, at, citizen, caller, own };
    const danger = await warn(text, sender);
    // Of these nothing is kept (docs/design.md, 10).
    if (danger === 'selfHarm' || danger === 'violence') return false;
    const answer = await answerTo(readSms(text), sender);
    if (answer === undefined) return false;
    // Whoever was told whom to call was understood.
    if (danger === 'danger' && (answer.reply === 'hint' || answer.reply === 'judgeByWord')) return false;
    const isOver = answers.take({ person: citizen, id }) !== 'allowed';
    // What has been done is said in any case.
    if (isOver && answer.reply !== 'accepted' && answer.reply !== 'objected') return false;
    await options.answer(id, citizen, answer);
    return answer.wordsFrom === id;
  }

  return async () => {
    const received = await provider.receive();
    if (received !== undefined) await inbox.keep(received, clock.now());
    for (const message of await inbox.unhandled(AT_ONCE)) {
      const keepsText = await handle(message);
      await inbox.noteHandled(message.id, clock.now(), keepsText);
    }
  };
}

/** Who has sent a message, and what they have asked of the city. */
interface Sender {
  /** The message. */
  readonly id: string;
  readonly at: Date;
  readonly citizen: string;
  /** Undefined for whoever has never called. */
  readonly caller: Citizen | undefined;
  /** Requests of theirs, oldest first. */
  readonly own: readonly Request[];
}

/** A mobile number of this country in E.164, however the provider writes it; undefined for any other sender. */
function mobileNumber(from: string): string | undefined {
  const [, national] = /^(?:\+98|0098|98|0)?(9\d{9})$/.exec(canonicalText(from).replace(/\s/g, '')) ?? [];
  return national === undefined ? undefined : `+98${national}`;
}
