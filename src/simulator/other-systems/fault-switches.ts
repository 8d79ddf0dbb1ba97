/** A misbehaviour that somebody has switched on. */
interface Fault<Kind extends string> {
  readonly kind: Kind;
  /** How often it happens; absent: until it is switched off. */
  readonly times?: number;
}

/** The misbehaviours of a simulated system that are switched on. */
export interface FaultSwitches<Kind extends string> {
  set(fault: Fault<Kind>): void;
  clear(kind?: Kind): void;
  list(): readonly Fault<Kind>[];
  isOn(kind: Kind): boolean;
  /** True if it happens now; it counts as having happened. */
  happens(kind: Kind): boolean;
}

/** A system without faults. */
export function createFaultSwitches<Kind extends string>(): FaultSwitches<Kind> {
  const left = new Map<Kind, number>();
  return {
    set: ({ kind, times = Number.POSITIVE_INFINITY }) => void left.set(kind, times),
    clear(kind) {
      if (kind === undefined) left.clear();
      else left.delete(kind);
    },
    list: () => [...left].map(([kind, times]) => (Number.isFinite(times) ? { kind, times } : { kind })),
    isOn: (kind) => left.has(kind),
    happens(kind) {
      const times = left.get(kind);
      if (times === undefined) return false;
      if (times > 1) left.set(kind, times - 1);
      else left.delete(kind);
      return true;
    },
  };
}
