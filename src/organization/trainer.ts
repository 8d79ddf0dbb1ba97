import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, systemClock } from '../clock.js';
import type { Logger } from '../logger.js';
import {
  type Example,
  finishInSlices,
  NO_WORDS,
  retrainUnderstanding,
  type Understanding,
} from '../understanding/index.js';
import type { City } from './city.js';
import { topicsFingerprint, understandingOf } from './understood.js';

type Wording = Pick<City, 'words' | 'groups'>;

/** Trains what the city understands, in the background once something is understood at all. */
export interface Trainer {
  /**
   * What is understood of the words and topics of a city now. If they have changed, or the confirmed requests
   * (`lessons` grows with each of their changes), that is what was understood until now, and training begins.
   */
  understandingOf(city: Wording, lessons: number): Understanding;
  /** Stops training that is under way. */
  stop(): Promise<void>;
}

export interface TrainerOptions {
  /** The words of confirmed requests as they are stored now. */
  readonly gather: () => Promise<readonly Example[]>;
  /** Called when a training has ended: it is time to ask again. */
  readonly onEnded: () => void;
  readonly logger: Logger;
  /** Waits after a failure; the machine's clock if absent. */
  readonly machineClock?: Pick<Clock, 'sleep'>;
}

/** Milliseconds after a failure in which training is not tried again. */
const RETRY_MS = 60_000;

/** The trainer; nothing is trained before it is first asked. */
export function createTrainer({
  gather,
  onEnded,
  logger,
  machineClock = systemClock,
}: TrainerOptions): Trainer {
  const stopping = new AbortController();
  /** Words by the order in which they were met: every change of a city's wording is a new object. */
  const numbers = new WeakMap<object, number>();
  let met = 0;
  let trained: { readonly of: string; readonly understanding: Understanding } | undefined;
  let underWay: Promise<void> | undefined;

  function fingerprint({ words = NO_WORDS, groups }: Wording, lessons: number): string {
    const number = numbers.get(words) ?? met + 1;
    met = Math.max(met, number);
    numbers.set(words, number);
    return `${lessons}:${number}:${topicsFingerprint(groups)}`;
  }

  async function train({ words = NO_WORDS, groups }: Wording, current: Understanding) {
    const topics = groups.flatMap(({ categories }) => categories);
    const slices = retrainUnderstanding({ words, topics }, current, await gather());
    return finishInSlices(slices, { pause: () => nextTurn(), signal: stopping.signal });
  }

  async function trainOrWait(city: Wording, of: string, current: Understanding): Promise<void> {
    try {
      const understanding = await train(city, current);
      if (understanding !== undefined) trained = { of, understanding };
    } catch (error) {
      if (stopping.signal.aborted) return;
      logger.error({ event: 'trainingFailed', error });
      await machineClock.sleep(RETRY_MS, stopping.signal);
    }
  }

  return {
    understandingOf(city, lessons) {
      const of = fingerprint(city, lessons);
      trained ??= { of: fingerprint(city, 0), understanding: understandingOf(city) };
      if (trained.of !== of && underWay === undefined && !stopping.signal.aborted) {
        underWay = trainOrWait(city, of, trained.understanding).finally(() => {
          underWay = undefined;
          onEnded();
        });
      }
      return trained.understanding;
    },
    async stop() {
      stopping.abort();
      await underWay;
    },
  };
}
