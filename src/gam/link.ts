import { pauseAfterFailures } from '../backoff.js';
import type { Clock } from '../clock.js';
import type { Lease } from '../database/lease.js';
import type { Logger } from '../logger.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import { MINUTE_MS } from '../requests/lifecycle/rules.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import type { GamAct, GamLetter, GamPort, GamReceipt } from './gam-port.js';
import { isLiving } from './letter.js';
import { AFTER_REFUSAL_MS, type LetterStore, type StoredLetter } from './letter-store.js';
import type { TakeAct } from './take-act.js';

/** The way to Gam and back: one process at a time tells Gam what is due, in order, and takes what was done there. */
export interface GamLink {
  /** Has everything exchanged now that can be: Gam is there, and has news. */
  wake(): void;
  /** Has what is due told now; while Gam is away that waits until it is tried again. */
  tellDue(): void;
  /** True while this process exchanges nothing; it does not query the database. */
  isIdle(): boolean;
  /** True when nothing can be exchanged now: all is told, or Gam is away. */
  isQuiet(): Promise<boolean>;
  /** False since the last call failed. */
  isUp(): boolean;
  start(): void;
  /** Waits for the call that is under way. */
  stop(): Promise<void>;
}

export interface GamLinkOptions {
  readonly port: GamPort;
  readonly letters: LetterStore;
  readonly requests: Pick<RequestStore, 'find'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly takeAct: TakeAct;
  readonly write: (letter: StoredLetter, stored: StoredRequest) => Promise<GamLetter>;
  /** Hears that Gam does not take a letter. */
  readonly onRefused: (letter: StoredLetter) => Promise<void>;
  readonly lease: Lease;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock: polling and pauses concern machines, not the city's time. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Milliseconds between looks at what is due here. */
  readonly pollMs: number;
  /** Milliseconds between looks at what was done in Gam. */
  readonly pollActsMs: number;
}

const AWAY = { firstMs: 1_000, longestMs: MINUTE_MS };
/** An act waits for so long for one that was done before it with the same letter and has not come yet. */
const GAP_MS = MINUTE_MS;

/** The link of this process. */
export function createGamLink(options: GamLinkOptions): GamLink {
  const { port, letters, requests, organization, takeAct, lease, clock, machineClock, logger } = options;
  const stopping = new AbortController();
  let waking = new AbortController();
  let isWanted = false;
  let isBusy = false;
  let isAway = false;
  let running = Promise.resolve();
  let actsAt = Number.NEGATIVE_INFINITY;
  /** Since when an act waits for one before it, by its id. */
  const waiting = new Map<string, number>();
  /** Acts that have their receipt and came again all the same. */
  const settled = new Set<string>();

  /** Tells Gam everything that is due; resolves to how many letters. */
  async function tellAll(): Promise<number> {
    for (let told = 0; ; told += 1) {
      const [letter] = await letters.due(clock.now(), 1);
      if (letter === undefined || stopping.signal.aborted || !lease.isHeld()) return told;
      await tell(letter);
    }
  }

  async function tell(letter: StoredLetter): Promise<void> {
    const stored = await requests.find(letter.code);
    if (stored === undefined) return letters.forget(letter.code);
    const written = await options.write(letter, stored);
    const isOver = !isLiving(letter, stored);
    const receipt = await hand(letter, written, isOver);
    if (receipt.kind === 'refused') return noteRefusal(letter, receipt.because);
    const { indicator } = receipt;
    const known = indicator === undefined ? {} : { indicator };
    await letters.noteTold(letter._id, { told: written.version, isOver, ...known });
  }

  async function hand(letter: StoredLetter, written: GamLetter, isOver: boolean): Promise<GamReceipt> {
    if (letter.told > 0) return isOver ? port.withdraw(written) : port.update(written);
    // Also what was over before Gam heard of it is put there, so that the desk knows that it was its turn.
    const put = await port.put(written);
    if (put.kind === 'refused' || !isOver) return put;
    const withdrawn = await port.withdraw(written);
    return withdrawn.kind === 'refused' ? withdrawn : put;
  }

  async function noteRefusal(letter: StoredLetter, because: string): Promise<void> {
    await letters.noteRefused(letter._id, because, new Date(clock.now().getTime() + AFTER_REFUSAL_MS));
    logger.warn({ event: 'gamLetterRefused', request: letter.code });
    if (letter.refusedBecause !== because) await options.onRefused(letter);
  }

  /** Takes what was done in Gam; resolves to how many acts. */
  async function takeAll(): Promise<number> {
    const fetched = inOrder(await port.fetchActs());
    forgetOthers(new Set(fetched.map(({ id }) => id)));
    let taken = 0;
    for (const act of fetched) {
      if (stopping.signal.aborted || !lease.isHeld()) break;
      if (await hasToWait(act)) continue;
      await port.giveReceipt(act.id, await takeAct(act));
      if (!settled.has(act.id)) taken += 1;
      settled.add(act.id);
    }
    return taken;
  }

  /** Forgets what Gam gives no longer. */
  function forgetOthers(ids: ReadonlySet<string>): void {
    for (const id of waiting.keys()) if (!ids.has(id)) waiting.delete(id);
    for (const id of settled) if (!ids.has(id)) settled.delete(id);
  }

  /** True for an act before which another one was done with the same letter that has not come yet. */
  async function hasToWait({ id, letter, number }: GamAct): Promise<boolean> {
    const known = await letters.find(letter);
    if (known === undefined || number <= known.lastAct + 1) return false;
    const now = machineClock.now().getTime();
    const since = waiting.get(id) ?? now;
    waiting.set(id, since);
    return now - since < GAP_MS;
  }

  /** Exchanges once; resolves to the milliseconds until the next time. */
  async function exchange(
    failures: number,
  ): Promise<{ readonly pauseMs: number; readonly failures: number }> {
    const wasWanted = isWanted;
    isWanted = false;
    try {
      if (!(await organization.current()).usesGam || !(await lease.take())) {
        return { pauseMs: options.pollMs, failures: 0 };
      }
      const now = machineClock.now().getTime();
      const looksAtActs = wasWanted || now - actsAt >= options.pollActsMs || failures > 0;
      let count = await tellAll();
      if (looksAtActs) {
        count += await takeAll();
        actsAt = now;
      }
      if (isAway) logger.info({ event: 'gamIsBack' });
      isAway = false;
      // What was just done may have made more to tell.
      return { pauseMs: count > 0 ? 0 : Math.min(options.pollMs, options.pollActsMs), failures: 0 };
    } catch (error) {
      const pauseMs = pauseAfterFailures(failures + 1, AWAY);
      if (!isAway) logger.warn({ event: 'gamIsAway', error });
      isAway = true;
      return { pauseMs, failures: failures + 1 };
    }
  }

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      isBusy = true;
      // Whoever says that Gam is there need not wait until it is tried again.
      const next = await exchange(isWanted ? 0 : failures);
      failures = next.failures;
      isBusy = false;
      if (isWanted || next.pauseMs === 0) continue;
      waking = new AbortController();
      await machineClock.sleep(next.pauseMs, AbortSignal.any([waking.signal, stopping.signal]));
    }
  }

  function wake(): void {
    isWanted = true;
    waking.abort();
  }

  return {
    wake,
    tellDue() {
      if (!isAway) wake();
    },
    isIdle: () => !isBusy && !isWanted,
    async isQuiet() {
      if (isBusy || isWanted) return false;
      if (isAway || !(await organization.current()).usesGam) return true;
      return (await letters.due(clock.now(), 1)).length === 0 && !isBusy && !isWanted;
    },
    isUp: () => !isAway,
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
      await lease.release();
    },
  };
}

/** The acts, each once, those of a letter in the order in which they were done. */
function inOrder(acts: readonly GamAct[]): readonly GamAct[] {
  return [...new Map(acts.map((act) => [act.id, act])).values()].toSorted(
    (one, other) => one.letter.localeCompare(other.letter) || one.number - other.number,
  );
}
