import type { FaultSwitches } from '../other-systems/fault-switches.js';

/**
 * What can go wrong with the simulated office automation: `away` ends every connection; `slow` answers late;
 * `lostAnswer` does what it was asked and ends the connection; `refuses` takes no letter; `twice` gives each act twice,
 * and again after its receipt; `outOfOrder` gives the acts from the last to the first.
 */
export const GAM_FAULTS = ['away', 'slow', 'lostAnswer', 'refuses', 'twice', 'outOfOrder'] as const;
export type GamFaultKind = (typeof GAM_FAULTS)[number];

/** The misbehaviours that are switched on. */
export type GamFaults = FaultSwitches<GamFaultKind>;
