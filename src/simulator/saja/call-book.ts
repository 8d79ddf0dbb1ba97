import type { Clock } from '../../clock.js';
import { openRecords } from '../other-systems/kept-records.js';

/** What an operator of the registry writes down of a call. */
export interface TakenCall {
  readonly name?: string;
  readonly phone: string;
  readonly text: string;
  /** Codes of the city, as its interface lists them. */
  readonly category?: string;
  readonly district?: string;
  readonly address?: string;
}

/** What a caller says of a request later on, or is told of it. */
export type CallerAct =
  | { readonly kind: 'rate'; readonly score: number }
  | { readonly kind: 'object' | 'add' | 'reply' | 'withdraw'; readonly text: string }
  /** An operator read to them what was known up to an event. */
  | { readonly kind: 'told'; readonly seq: number };

/** An act on its way to the product, and what became of it there. */
export type SentAct = CallerAct & {
  /** Counts the acts of a call from 1. */
  readonly number: number;
  readonly state: 'waiting' | 'accepted' | 'refused';
  /** Why it was refused. */
  readonly sentence?: string;
};

/** A call in the simulated registry. */
export interface SajaCall extends TakenCall {
  /** The registry's own number. */
  readonly id: string;
  readonly takenAt: string;
  /** The tracking code; absent until the product has answered. */
  readonly code?: string;
  /** Why the product did not register it; absent while it may. */
  readonly problem?: string;
  readonly acts: readonly SentAct[];
  /** When the answer was read to the caller. */
  readonly toldAt?: string;
}

/** The calls of the simulated registry, kept in a file if it has a folder. */
export interface CallBook {
  /** The calls in the order in which they were taken. */
  list(): readonly SajaCall[];
  find(id: string): SajaCall | undefined;
  take(call: TakenCall): SajaCall;
  /** Writes a call anew that was not registered; undefined if it was, or is not there. */
  correct(id: string, call: TakenCall): SajaCall | undefined;
  /** Notes what the caller says; undefined if the call is not there or not registered. */
  act(id: string, act: CallerAct): SentAct | undefined;
  /** Notes that the caller was told what is known up to an event; undefined if the call is not there or not registered. */
  noteTold(id: string, seq: number): SentAct | undefined;
  /** What the product answered to a call or to an act. */
  noteRegistered(id: string, code: string): void;
  noteProblem(id: string, problem: string): void;
  noteActed(id: string, number: number, sent: Pick<SentAct, 'state' | 'sentence'>): void;
  /** Has a function called after each change. */
  subscribe(listener: () => void): () => void;
}

const DIGITS = 6;

/** Opens the book of calls, with what an earlier one left in the folder. */
export function openCallBook(options: {
  readonly folder: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}): CallBook {
  const { folder, clock } = options;
  const calls = openRecords<SajaCall>(folder, 'calls.jsonl');
  const now = () => clock.now().toISOString();

  function change(id: string, change: (call: SajaCall) => SajaCall): void {
    const call = calls.find(id);
    if (call !== undefined) calls.keep(change(call));
  }

  function act(id: string, given: CallerAct, noted: Pick<SajaCall, 'toldAt'> = {}): SentAct | undefined {
    const call = calls.find(id);
    if (call?.code === undefined) return undefined;
    const sent: SentAct = { ...given, number: call.acts.length + 1, state: 'waiting' };
    calls.keep({ ...call, ...noted, acts: [...call.acts, sent] });
    return sent;
  }

  return {
    list: calls.list,
    find: calls.find,
    take(given) {
      const id = `${yearAndMonth(clock.now())}-${String(calls.list().length + 1).padStart(DIGITS, '0')}`;
      const call: SajaCall = { ...given, id, takenAt: now(), acts: [] };
      calls.keep(call);
      return call;
    },
    correct(id, given) {
      const known = calls.find(id);
      if (known?.problem === undefined) return undefined;
      const call: SajaCall = { ...given, id, takenAt: known.takenAt, acts: [] };
      calls.keep(call);
      return call;
    },
    act: (id, given) => act(id, given),
    noteTold: (id, seq) => act(id, { kind: 'told', seq }, { toldAt: now() }),
    noteRegistered: (id, code) => change(id, (call) => ({ ...call, code })),
    noteProblem: (id, problem) => change(id, (call) => ({ ...call, problem })),
    noteActed(id, number, sent) {
      change(id, (call) => ({
        ...call,
        acts: call.acts.map((act) => (act.number === number ? { ...act, ...sent } : act)),
      }));
    },
    subscribe: calls.subscribe,
  };
}

/** Year and month of the Persian calendar in Mashhad, such as `140509`. */
function yearAndMonth(at: Date): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    timeZone: 'Asia/Tehran',
    year: 'numeric',
    month: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}${part('month')}`;
}
