import { type Backoff, pauseAfterFailures } from '../backoff.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { ConsumerState, GivenUpEntry, ParkedLane } from './consumer-store.js';

/** How a consumer's attempt at an entry failed. */
export interface Failure {
  /** In one word, without anything personal. */
  readonly because: string;
  /** The other side wants nothing before this moment. */
  readonly restsUntil?: Date;
}

/** When what failed is tried again; undefined once no attempt is left. */
export type RetryAt = (failed: {
  /** When it failed first. */
  readonly failedAt: Date;
  /** How often it has failed, 1 or more. */
  readonly failures: number;
  readonly now: Date;
}) => Date | undefined;

/** How long a consumer goes on with what fails. */
export interface Endurance {
  /** Absent: ever later, ten minutes at most, and without an end. */
  readonly retryAt?: RetryAt;
  /** Milliseconds without a success after which it stops; absent: never. */
  readonly stopsAfterMs?: number;
}

const PAUSES: Backoff = { firstMs: 1_000, longestMs: 10 * 60_000 };

/** Failures in a row after which the other side counts as away. */
const AWAY_AFTER = 5;
/** The most lanes that are parked; with more, nothing new is taken. */
const MOST_PARKED = 100;
/** The newest entries that were given up and are remembered. */
const MOST_GIVEN_UP = 500;
/** While the other side is away it is tried with one entry, first after this and then ever less often. */
const PROBES: Backoff = { firstMs: 5_000, longestMs: 5 * 60_000 };
const DAY_MS = 24 * 3_600_000;

/** The state of a consumer in memory. */
export interface Progress {
  state(): ConsumerState;
  isSettled(number: number): boolean;
  settle(number: number): void;
  /** Settles all entries before a number, since they are not kept any more. */
  skipTo(number: number): void;
  laneOf(code: TrackingCode): ParkedLane | undefined;
  /** Settles an entry of a request of which an earlier one is parked: it waits behind that. */
  parkBehind(code: TrackingCode, number: number): void;
  succeeded(now: Date): void;
  /** Parks entries of a request of which the first has failed, and settles them. */
  park(code: TrackingCode, numbers: readonly number[], failure: Failure, now: Date): void;
  /** The first entry of a parked lane has failed once more. */
  failedAgain(code: TrackingCode, failure: Failure, now: Date): void;
  /** The first entry of a parked lane is done with. */
  passed(code: TrackingCode, now: Date): void;
  stop(because: string, now: Date): void;
  /** True while the other side counts as away. */
  isAway(): boolean;
  /** True while more may be read. */
  hasRoom(): boolean;
  /** When the next attempt is allowed; undefined: at once. */
  notBefore(): Date | undefined;
  /** Parked lanes, the one that is tried again first at the front. */
  lanes(): readonly ParkedLane[];
}

/** Continues from a stored state. */
export function createProgress(from: ConsumerState, endurance: Endurance): Progress {
  const { retryAt = everLater, stopsAfterMs = Number.POSITIVE_INFINITY } = endurance;
  let state = from;
  const settled = new Set(from.settled);
  const parked = new Map(from.parked.map((lane) => [lane.code, lane]));

  const isAway = () => state.failures >= AWAY_AFTER;

  function settle(number: number): void {
    if (number > state.cursor) settled.add(number);
    let { cursor } = state;
    while (settled.delete(cursor + 1)) cursor += 1;
    state = { ...state, cursor };
  }

  function noteFailure({ because, restsUntil }: Failure, now: Date): void {
    const { failingSince = now } = state;
    state = {
      ...state,
      failures: state.failures + 1,
      failingSince,
      lastFailure: { at: now, because },
      ...(restsUntil === undefined ? {} : { restsUntil }),
    };
    if (now.getTime() - failingSince.getTime() >= stopsAfterMs) stop('failing', now);
  }

  function stop(because: string, now: Date): void {
    state = { ...state, stopped: { at: now, because } };
  }

  /** A lane whose first entry has failed; one that is left is not held up by one that is given up. */
  function tryLater(lane: Omit<ParkedLane, 'retryAt'>, now: Date): void {
    const next = retryAt({ failedAt: lane.failedAt, failures: lane.failures, now });
    // What cannot be reached at all has given nobody a chance to refuse this one.
    const at = next ?? (isAway() ? new Date(now.getTime() + DAY_MS) : undefined);
    if (at !== undefined) {
      parked.set(lane.code, { ...lane, retryAt: at });
      return;
    }
    const [number = 0] = lane.numbers;
    const given: GivenUpEntry = { number, code: lane.code, at: now, because: lane.because };
    state = { ...state, givenUp: [...state.givenUp, given].slice(-MOST_GIVEN_UP) };
    dropFirst(lane, now);
  }

  function dropFirst(lane: Omit<ParkedLane, 'retryAt'>, now: Date): void {
    const numbers = lane.numbers.slice(1);
    if (numbers.length === 0) parked.delete(lane.code);
    else parked.set(lane.code, { ...lane, numbers, failures: 0, failedAt: now, retryAt: now });
  }

  return {
    state: () => ({ ...state, settled: [...settled], parked: [...parked.values()] }),
    isSettled: (number) => number <= state.cursor || settled.has(number),
    settle,
    skipTo(number) {
      for (const one of settled) if (one < number) settled.delete(one);
      state = { ...state, cursor: Math.max(state.cursor, number - 1) };
      settle(state.cursor);
    },
    laneOf: (code) => parked.get(code),
    parkBehind(code, number) {
      const lane = parked.get(code);
      if (lane !== undefined && !lane.numbers.includes(number))
        parked.set(code, { ...lane, numbers: [...lane.numbers, number] });
      settle(number);
    },
    succeeded(now) {
      if (isAway()) for (const lane of parked.values()) parked.set(lane.code, { ...lane, retryAt: now });
      const { failingSince: _failing, restsUntil: _rests, ...rest } = state;
      state = { ...rest, failures: 0, lastSuccessAt: now };
    },
    park(code, numbers, failure, now) {
      noteFailure(failure, now);
      tryLater({ code, numbers, failedAt: now, failures: 1, because: failure.because }, now);
      for (const number of numbers) settle(number);
    },
    failedAgain(code, failure, now) {
      const lane = parked.get(code);
      noteFailure(failure, now);
      if (lane === undefined) return;
      const failedAt = lane.failures === 0 ? now : lane.failedAt;
      tryLater({ ...lane, failedAt, failures: lane.failures + 1, because: failure.because }, now);
    },
    passed(code, now) {
      const lane = parked.get(code);
      if (lane !== undefined) dropFirst(lane, now);
    },
    stop,
    isAway,
    hasRoom: () => state.stopped === undefined && !isAway() && parked.size < MOST_PARKED,
    notBefore() {
      const { failures, lastFailure, restsUntil } = state;
      if (!isAway() || lastFailure === undefined) return restsUntil;
      const pause = pauseAfterFailures(failures - AWAY_AFTER + 1, PROBES);
      const probeAt = new Date(lastFailure.at.getTime() + pause);
      return restsUntil !== undefined && restsUntil > probeAt ? restsUntil : probeAt;
    },
    lanes: () => [...parked.values()].sort((one, other) => one.retryAt.getTime() - other.retryAt.getTime()),
  };
}

const everLater: RetryAt = ({ failures, now }) =>
  new Date(now.getTime() + pauseAfterFailures(failures, PAUSES));

/** A state that goes on where it was stopped, and tries everything that is parked at once. */
export function resumed({ stopped: _stopped, ...state }: ConsumerState, now: Date): ConsumerState {
  const { failingSince: _failing, restsUntil: _rests, ...rest } = state;
  return { ...rest, failures: 0, parked: state.parked.map((lane) => anew(lane, now)) };
}

/** A state that tries once more what was given up, before what waits of the same requests. */
export function retried(state: ConsumerState, now: Date): ConsumerState {
  const parked = new Map(state.parked.map((lane) => [lane.code, lane]));
  for (const { code, number, because } of state.givenUp) {
    const { numbers = [] } = parked.get(code) ?? {};
    const all = [...new Set([...numbers, number])].sort((one, other) => one - other);
    parked.set(code, anew({ code, numbers: all, because }, now));
  }
  return { ...state, givenUp: [], parked: [...parked.values()] };
}

/**
 * A state that begins again with an entry of before: whatever follows comes once more, in its order. What waited or was
 * given up among that is forgotten, since it comes anyway.
 */
export function rewound(state: ConsumerState, first: number): ConsumerState {
  const isBefore = (number: number) => number < first;
  return {
    ...state,
    cursor: Math.min(state.cursor, first - 1),
    settled: state.settled.filter(isBefore),
    parked: state.parked.flatMap((lane) => {
      const numbers = lane.numbers.filter(isBefore);
      return numbers.length === 0 ? [] : [{ ...lane, numbers }];
    }),
    givenUp: state.givenUp.filter(({ number }) => isBefore(number)),
  };
}

function anew(lane: Pick<ParkedLane, 'code' | 'numbers' | 'because'>, now: Date): ParkedLane {
  return { ...lane, failedAt: now, failures: 0, retryAt: now };
}
