import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { CallBook, SajaCall, SentAct } from './call-book.js';
import type { EventConnection } from './connection.js';
import type { SajaFaults } from './faults.js';
import { NotAnsweredError, type ProductClient } from './product-client.js';
import { type KnownRequest, type RequestBook, standingSchema } from './request-book.js';

/** The name under which the product keeps the registry's own numbers. */
export const SYSTEM = 'saja';

/** Does one after the other what the registry has to do towards the product, and repeats what came to nothing. */
export interface Sending {
  /** Looks at once for what there is to do. */
  wake(): void;
  /** Reads the feed for what was missed, before anything else. */
  catchUp(): void;
  /** True while there is nothing that could be done now. */
  isIdle(): boolean;
  start(): void;
  stop(): Promise<void>;
}

/** Milliseconds before what came to nothing is tried again. */
const RETRY_MS = 500;
/** Whatever there is to do wakes it; this only bounds what a mistake there would cost. */
const LONGEST_PAUSE_MS = 60_000;

const problemSchema = z.object({
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string() })).optional(),
});

/** What the product says is wrong with a call, by the part of it. */
const WRONG_PARTS: Readonly<Record<string, string>> = {
  '/caller/phone': 'شماره تلفن درست نیست.',
  '/caller/name': 'نام درست نیست.',
  '/text': 'شرح درخواست خالی یا بیش از اندازه بلند است.',
  '/place/address': 'نشانی بیش از اندازه بلند است.',
};

/** The sending of a registry; nothing is sent before `start`. */
export function createSending(options: {
  readonly calls: CallBook;
  readonly requests: RequestBook;
  readonly product: ProductClient;
  readonly connection: EventConnection;
  /** Gets a key in place of any earlier one; before, nothing can be sent. */
  readonly getKey: () => Promise<void>;
  readonly faults: SajaFaults;
  readonly wallClock: Pick<Clock, 'sleep'>;
  readonly logger: Logger;
  readonly stopping: AbortController;
}): Sending {
  const { calls, requests, product, connection, faults, wallClock, logger, stopping } = options;
  let hasStarted = false;
  let hasKey = false;
  let isOpen = false;
  let mustCatchUp = true;
  let isWorking = false;
  let waiting = new AbortController();
  let running: Promise<void> = Promise.resolve();

  /** What there is to do first; undefined for nothing. */
  function next(): (() => Promise<void>) | undefined {
    if (!hasKey) return getKey;
    if (!isOpen) return openConnection;
    if (mustCatchUp) return catchUp;
    const call = calls.list().find(({ code, problem }) => code === undefined && problem === undefined);
    if (call !== undefined) return () => register(call);
    for (const one of calls.list()) {
      const act = one.acts.find(({ state }) => state === 'waiting');
      if (act !== undefined) return () => sendAct(one, act);
    }
    const [unread] = requests.unread();
    return unread === undefined ? undefined : () => read(unread);
  }

  async function getKey(): Promise<void> {
    await options.getKey();
    hasKey = true;
  }

  async function openConnection(): Promise<void> {
    await connection.open();
    isOpen = true;
  }

  async function catchUp(): Promise<void> {
    mustCatchUp = false;
    try {
      await connection.catchUp();
    } catch (error) {
      mustCatchUp = true;
      throw error;
    }
  }

  async function register(call: SajaCall): Promise<void> {
    const { id, name, phone, text, category, district, address } = call;
    const isSomewhere = district !== undefined || address !== undefined;
    const answered = await product.post(
      '/requests',
      {
        text,
        caller: { phone, ...(name === undefined ? {} : { name }) },
        ...(category === undefined ? {} : { category }),
        ...(isSomewhere
          ? {
              place: {
                ...(district === undefined ? {} : { district }),
                ...(address === undefined ? {} : { address }),
              },
            }
          : {}),
        externalIds: { [SYSTEM]: id },
      },
      `${SYSTEM}-${id}`,
    );
    if (!answered.ok) return calls.noteProblem(id, sentenceOf(answered.body));
    const standing = standingSchema.parse(answered.body);
    requests.noteStanding(standing);
    calls.noteRegistered(id, standing.code);
  }

  async function sendAct({ id, code }: SajaCall, act: SentAct): Promise<void> {
    const answered = await product.post(
      `/requests/${code}/${act.kind}`,
      act.kind === 'told' ? { seq: act.seq } : { actor: { kind: 'caller' }, ...wordsOf(act) },
      `${SYSTEM}-${id}-${act.number}`,
    );
    calls.noteActed(
      id,
      act.number,
      answered.ok ? { state: 'accepted' } : { state: 'refused', sentence: sentenceOf(answered.body) },
    );
  }

  async function read({ id, heard }: KnownRequest): Promise<void> {
    const answered = await product.get(`/requests/${id}`);
    if (answered.ok) requests.noteStanding(standingSchema.parse(answered.body));
    // What is not there any more has nothing to read.
    requests.noteRead(id, heard.length);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const work = faults.isOn('away') ? undefined : next();
      if (work === undefined) {
        await wallClock.sleep(LONGEST_PAUSE_MS, waiting.signal);
        waiting = new AbortController();
        continue;
      }
      isWorking = true;
      await work().catch(async (error) => {
        if (stopping.signal.aborted) return;
        if (!(error instanceof NotAnsweredError)) logger.warn({ event: 'sajaCallFailed', error });
        const pauseMs = error instanceof NotAnsweredError ? error.pauseMs : 0;
        await wallClock.sleep(Math.max(pauseMs, RETRY_MS), stopping.signal);
      });
      isWorking = false;
    }
  }

  const wake = () => waiting.abort();
  return {
    wake,
    catchUp() {
      mustCatchUp = true;
      wake();
    },
    isIdle: () => !hasStarted || (!isWorking && (faults.isOn('away') || next() === undefined)),
    start() {
      if (hasStarted) return;
      hasStarted = true;
      running = run();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** What a caller says, in the fields of the interface. */
function wordsOf(act: Exclude<SentAct, { readonly kind: 'told' }>): object {
  if (act.kind === 'rate') return { score: act.score };
  return { [act.kind === 'object' || act.kind === 'withdraw' ? 'reason' : 'text']: act.text };
}

function sentenceOf(body: unknown): string {
  const { code, detail, errors = [] } = problemSchema.parse(body);
  const [wrong] = errors.flatMap(({ path }) => WRONG_PARTS[path] ?? []);
  return (
    wrong ?? (code === 'refused' && detail !== undefined ? detail : `پاسخ ۱۳۷ این را نپذیرفت (${code}).`)
  );
}
