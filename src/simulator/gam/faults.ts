/**
 * What can go wrong with the simulated office automation: `away` ends every connection; `slow` answers late;
 * `lostAnswer` does what it was asked and ends the connection; `refuses` takes no letter; `twice` gives each act twice,
 * and again after its receipt; `outOfOrder` gives the acts from the last to the first.
 */
export const GAM_FAULTS = ['away', 'slow', 'lostAnswer', 'refuses', 'twice', 'outOfOrder'] as const;
export type GamFaultKind = (typeof GAM_FAULTS)[number];

/** A misbehaviour that somebody has switched on. */
interface GamFault {
  readonly kind: GamFaultKind;
  /** How often it happens; absent: until it is switched off. */
  readonly times?: number;
}

/** The misbehaviours that are switched on. */
export interface GamFaults {
  set(fault: GamFault): void;
  clear(kind?: GamFaultKind): void;
  list(): readonly GamFault[];
  /** True if it happens now; it counts as having happened. */
  happens(kind: GamFaultKind): boolean;
}

/** A system without faults. */
export function createGamFaults(): GamFaults {
  const left = new Map<GamFaultKind, number>();
  return {
    set: ({ kind, times = Number.POSITIVE_INFINITY }) => void left.set(kind, times),
    clear(kind) {
      if (kind === undefined) left.clear();
      else left.delete(kind);
    },
    list: () => [...left].map(([kind, times]) => (Number.isFinite(times) ? { kind, times } : { kind })),
    happens(kind) {
      const times = left.get(kind);
      if (times === undefined) return false;
      if (times > 1) left.set(kind, times - 1);
      else left.delete(kind);
      return true;
    },
  };
}
