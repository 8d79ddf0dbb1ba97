import type { FaultSwitches } from '../other-systems/fault-switches.js';

/**
 * What can go wrong with the simulated registry: `away` cuts it off, so that it sends nothing and no event reaches it;
 * `twice` makes each of its calls twice; `lostAnswer` loses the first answer to each call, which it then repeats.
 */
export const SAJA_FAULTS = ['away', 'twice', 'lostAnswer'] as const;
export type SajaFaultKind = (typeof SAJA_FAULTS)[number];

/** The misbehaviours that are switched on. */
export type SajaFaults = FaultSwitches<SajaFaultKind>;
