import type { Citizen } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import { createGuessingGuard } from '../guards/guessing.js';
import { createLimiter } from '../guards/limiter.js';
import { isShownToEverybody } from '../messages/status/public-status.js';
import { callerId } from '../requests/lifecycle/callers.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { RequestStore } from '../requests/request-store.js';
import { canonicalText } from '../text/persian.js';
import { findTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { SmsInboxStore } from './inbox-store.js';
import type { SmsReply } from './message-store.js';
import type { IncomingSms, SmsProvider } from './provider.js';

/** What is answered to a short message: how a request stands, that there is none, or what can be sent. */
type Answer = { readonly reply: SmsReply; readonly code?: TrackingCode };

/** So many answers a number gets in a day: each is paid for. */
const ANSWERS_A_DAY = 10;
const AT_ONCE = 50;

/** Takes what telephones have sent to the line, and has it answered. */
export function createSmsInbox(options: {
  readonly provider: Pick<SmsProvider, 'receive'>;
  readonly inbox: SmsInboxStore;
  readonly requests: Pick<RequestStore, 'find'>;
  readonly citizens: { find(id: string): Promise<Citizen | undefined> };
  /** Has an answer sent; repeating it with the same id changes nothing. */
  readonly answer: (id: string, citizen: string, answer: Answer) => Promise<void>;
  /** Codes that lead nowhere that one number may send in an hour. */
  readonly codesPerHour: number;
  readonly clock: Clock;
  readonly machineClock: Clock;
}): () => Promise<void> {
  const { provider, inbox, requests, citizens, clock, machineClock } = options;
  const guard = createGuessingGuard({ clock: machineClock, mostAnHour: options.codesPerHour });
  const answers = createLimiter({ clock: machineClock, most: ANSWERS_A_DAY, perMs: DAY_MS });
  const hints = createLimiter({ clock: machineClock, most: 1, perMs: DAY_MS });

  /** Whoever has never called is not written to: it may be another machine. */
  async function hintFor(citizen: string, id: string): Promise<Answer | undefined> {
    const isCaller = (await citizens.find(citizen)) !== undefined;
    return isCaller && hints.take({ person: citizen, id }) === 'allowed' ? { reply: 'hint' } : undefined;
  }

  async function answerTo(text: string, citizen: string, id: string): Promise<Answer | undefined> {
    const parsed = findTrackingCode(text);
    if (!parsed.ok && parsed.because === 'notACode') return hintFor(citizen, id);
    if (!guard.mayTry(citizen)) return undefined;
    const stored = parsed.ok ? await requests.find(parsed.code) : undefined;
    if (stored !== undefined && isShownToEverybody(stored.request))
      return { reply: 'status', code: stored.request.code };
    guard.missed(citizen, parsed.ok ? parsed.code : text);
    return { reply: 'unknownCode' };
  }

  async function handle({ id, from, text }: IncomingSms): Promise<void> {
    const number = mobileNumber(from);
    if (number === undefined) return;
    const citizen = callerId(number);
    const answer = await answerTo(text, citizen, id);
    if (answer === undefined || answers.take({ person: citizen, id }) !== 'allowed') return;
    await options.answer(id, citizen, answer);
  }

  return async () => {
    const received = await provider.receive();
    if (received !== undefined) await inbox.keep(received, clock.now());
    for (const message of await inbox.unhandled(AT_ONCE)) {
      await handle(message);
      await inbox.noteHandled(message.id, clock.now());
    }
  };
}

/** A mobile number of this country in E.164, however the provider writes it; undefined for any other sender. */
function mobileNumber(from: string): string | undefined {
  const [, national] = /^(?:\+98|0098|98|0)?(9\d{9})$/.exec(canonicalText(from).replace(/\s/g, '')) ?? [];
  return national === undefined ? undefined : `+98${national}`;
}
