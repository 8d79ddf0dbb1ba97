import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { REPEATABLE_HOURS } from '../../../src/api/repeatable.js';
import { createClientStore } from '../../../src/clients/client-store.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { answersSaying, openRequests, type Stored } from './stored-requests.js';
import { wishIn } from './wishes.js';
import type { World } from './world.js';

/** What a system calls for, and what came of it. */
interface MadeCall {
  readonly kind: 'register' | 'answer' | 'note' | 'rate' | 'object';
  /** The request that it is about; absent for one that registers. */
  readonly code?: string;
  /** What stands in no other call; absent where nothing is said. */
  readonly words?: string;
  readonly path: string;
  readonly key: string;
  readonly body: object;
  readonly madeAt: Date;
  answer?: CallAnswer;
}

interface CallAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * A system that registers requests and acts over `/api/v1`, and is always there. Where it gets no answer, it calls again
 * with the same `Idempotency-Key` until it has one, as docs/connecting.md asks of it.
 */
export interface CallingSystem {
  /** The id of its client. */
  readonly id: string;
  /** All calls with their answers. */
  readonly calls: readonly MadeCall[];
  /** Makes up its mind what to call for, and begins to; nobody waits for what comes of it. */
  round(): Promise<void>;
  /** Waits until every call is answered. */
  settled(): Promise<void>;
  /**
   * Repeats the calls that were made since it last did and can still be repeated; resolves to the answers that are not the
   * same again.
   */
  repeat(): Promise<readonly string[]>;
}

const SHARE_REGISTERED = 0.7;
const SHARE_ANSWERED = 0.3;
const SHARE_NOTED = 0.2;
const SHARE_SAID = 0.5;
const SHARE_RATED = 0.6;
/** How often a call is sent a second time while the first is under way. */
const SHARE_AT_ONCE = 0.3;
const MOST_ACTS = 3;
const HOUR_MS = 3_600_000;
const BETWEEN_TRIES_MS = 40;
const ANSWERS_WITHIN_MS = 20_000;
const MOST_TRIES_MS = 150_000;

/** Makes the system, with a key of its own. */
export async function openCallingSystem(world: World): Promise<CallingSystem> {
  const { connection, organization, chance } = world;
  const { client, key } = await makeClient(connection, world.now());
  const calls: MadeCall[] = [];
  const underWay = new Set<Promise<void>>();
  /** News of a request of which it has made up its mind. */
  const decided = new Set<string>();
  let repeated = 0;
  let lastTrouble = '';

  async function tryOnce({ path, key: idempotencyKey, body }: MadeCall): Promise<CallAnswer | undefined> {
    const [program] = world.programs();
    if (program === undefined) return trouble('no program runs');
    try {
      const response = await fetch(`${program.url}/api/v1${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
        },
      });
      const answer = { status: response.status, body: await response.text() };
      return answer.status >= 500 ? trouble(`${answer.status} ${answer.body}`) : answer;
    } catch (error) {
      return trouble(String(error));
    }
  }

  /** Remembers why there is no answer. */
  function trouble(because: string): undefined {
    lastTrouble = because;
  }

  async function tryUntilAnswered(call: MadeCall): Promise<CallAnswer> {
    const until = performance.now() + MOST_TRIES_MS;
    for (;;) {
      const answer = await tryOnce(call);
      if (answer !== undefined) return answer;
      if (performance.now() > until)
        throw new Error(`«${call.kind}» ${call.key} is never answered: ${lastTrouble}`);
      await pause(BETWEEN_TRIES_MS);
    }
  }

  function begin(made: Pick<MadeCall, 'kind' | 'path' | 'body'> & Partial<MadeCall>): void {
    const call: MadeCall = { ...made, key: `call-${calls.length + 1}`, madeAt: world.now() };
    calls.push(call);
    const tries = chance.happens(SHARE_AT_ONCE) ? 2 : 1;
    const once = async () => {
      call.answer = await tryUntilAnswered(call);
    };
    const answered = Promise.all(Array.from({ length: tries }, once)).then(() => {
      underWay.delete(answered);
    });
    underWay.add(answered);
    // Whoever waits for all of them hears of it.
    answered.catch(() => undefined);
  }

  function register(): void {
    const { words, category, district } = wishIn(world);
    const number = calls.length + 1;
    const text = `${words} این تماس شماره ${number} است.`;
    const caller = { phone: `+98915${String(1_000_000 + number)}`, name: 'مریم' };
    begin({
      kind: 'register',
      path: '/requests',
      words: text,
      body: {
        text,
        category: category.code,
        place: { district: district.code },
        externalIds: { saja: `s-${number}` },
        ...(chance.happens(SHARE_SAID) ? { caller } : {}),
      },
    });
  }

  function act(kind: Exclude<MadeCall['kind'], 'register'>, code: string, body: object): void {
    begin({ kind, code, path: `/requests/${code}/${kind}`, body });
  }

  function actAsManager({ request }: Stored): void {
    const { stage, code } = request;
    if (stage.status !== 'referred') return;
    const { position } = stage.referral;
    const person = organization.holderOf(position, world.now());
    if (person === undefined) return;
    const actor = { kind: 'manager', position, person };
    const says = (what: string) => `${what} سامانه، شماره ${calls.length + 1}.`;
    if (chance.happens(SHARE_ANSWERED)) {
      const words = says('پاسخ');
      begin({
        kind: 'answer',
        code,
        path: `/requests/${code}/answer`,
        words,
        body: { actor, outcome: { kind: 'done' }, text: words },
      });
    } else if (chance.happens(SHARE_NOTED)) {
      const words = says('یادداشت');
      begin({ kind: 'note', code, path: `/requests/${code}/note`, words, body: { actor, text: words } });
    }
  }

  function actAsCaller({ request, events }: Stored): void {
    const { stage, code } = request;
    const news = `${code}:${events.findLast(({ type }) => type === 'answered')?.seq ?? 0}`;
    if (stage.status !== 'answered' || !isRegisteredBy(client.id, events) || decided.has(news)) return;
    decided.add(news);
    const actor = { kind: 'caller' };
    if (!chance.happens(SHARE_SAID)) return;
    if (chance.happens(SHARE_RATED)) act('rate', code, { actor, score: chance.pick([3, 4, 5]) });
    else act('object', code, { actor, reason: 'هنوز درست نشده است.' });
  }

  return {
    id: client.id,
    calls,
    async round() {
      if (chance.happens(SHARE_REGISTERED)) register();
      const begun = calls.length;
      for (const stored of await openRequests(connection)) {
        if (calls.length - begun >= MOST_ACTS) return;
        actAsManager(stored);
        actAsCaller(stored);
      }
    },
    async settled() {
      await Promise.all(underWay);
    },
    async repeat() {
      const oldest = world.now().getTime() - REPEATABLE_HOURS * HOUR_MS;
      const again = calls.slice(repeated).filter(({ madeAt }) => madeAt.getTime() > oldest);
      repeated = calls.length;
      const others: string[] = [];
      for (const call of again) {
        const { status, body } = await tryUntilAnswered(call);
        if (status === call.answer?.status && body === call.answer.body) continue;
        others.push(
          `«${call.kind}» ${call.key} was answered ${call.answer?.status} ${call.answer?.body}, and ${status} ${body} when it was repeated`,
        );
      }
      return others;
    },
  };
}

async function makeClient(connection: Connection, now: Date) {
  return createClientStore({ connection, random: randomBytes }).create({
    name: 'سامانه تماس‌ها',
    scopes: ['requests:read', 'requests:write', 'acts:manager', 'acts:caller'],
    perMinute: 1_000_000,
    createdAt: now,
    createdBy: 'experiment',
  });
}

function isRegisteredBy(client: string, [registered]: readonly RequestEvent[]): boolean {
  return registered?.actor.kind === 'client' && registered.actor.client === client;
}

/** The acts without words that are theirs alone, and the event that each comes to. */
const WORDLESS = { rate: 'rated', object: 'objected' } as const;

/** Calls that were acknowledged and are not there once, or were refused and are there, or were answered otherwise. */
export function brokenCalls(
  { id, calls }: Pick<CallingSystem, 'id' | 'calls'>,
  all: readonly Stored[],
): readonly string[] {
  return [...calls.flatMap((call) => brokenCall(call, all)), ...uncalledFor(id, calls, all)];
}

function brokenCall({ kind, code, words, key, answer }: MadeCall, all: readonly Stored[]): readonly string[] {
  const about = `«${kind}» ${key}${code === undefined ? '' : ` about ${code}`}`;
  if (answer === undefined) return [`${about} was not answered`];
  const isDone = answer.status === 200 || answer.status === 201;
  if (!isDone && (answer.status !== 409 || kind === 'register')) {
    return [`${about} was answered ${answer.status} ${answer.body}`];
  }
  if (words === undefined) return [];
  const there = kind === 'answer' ? answersSaying(words, all).map((one) => one.code) : saying(words, all);
  const expected = isDone ? [code ?? String(JSON.parse(answer.body).code)] : [];
  return there.join() === expected.join()
    ? []
    : [`${about} was answered ${answer.status} and is there with ${there.join(' and ') || 'no request'}`];
}

/** The requests that say this, or of which a note does. */
function saying(words: string, all: readonly Stored[]): readonly string[] {
  return all.flatMap(({ request, events }) =>
    events.flatMap((event) => {
      const isIt = (event.type === 'registered' || event.type === 'noted') && event.text === words;
      return isIt ? [request.code] : [];
    }),
  );
}

/** What says nothing is counted: of a request there is as much of it as was acknowledged. */
function uncalledFor(client: string, calls: readonly MadeCall[], all: readonly Stored[]): readonly string[] {
  return all.flatMap(({ request: { code }, events }) =>
    (['rate', 'object'] as const).flatMap((kind) => {
      const done = calls.filter(
        (call) => call.kind === kind && call.code === code && call.answer?.status === 200,
      );
      const there = events.filter(
        ({ type, actor }) => type === WORDLESS[kind] && actor.kind === 'client' && actor.client === client,
      );
      return done.length === there.length
        ? []
        : [`${code}: «${kind}» was acknowledged ${done.length} times and is there ${there.length} times`];
    }),
  );
}
