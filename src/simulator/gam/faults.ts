import type { FaultSwitches } from '../other-systems/fault-switches.js';

/**
 * What can go wrong with the simulated office automation: `away` ends every connection; `slow` answers late;
 * `lostAnswer` does what it was asked and ends the connection; `refuses` takes no letter; `twice` gives each act twice,
 * and again after its receipt; `outOfOrder` gives the acts from the last to the first. Where letters are files, `away` hides
 * the folder, `slow` takes a file at the second look, and `lostAnswer` gives no receipt.
 */
export const GAM_FAULTS = ['away', 'slow', 'lostAnswer', 'refuses', 'twice', 'outOfOrder'] as const;
/** And what can go wrong with files alone: one that cannot be read comes too, or one comes in two halves. */
export const GAM_FILE_FAULTS = [...GAM_FAULTS, 'broken', 'halfWritten'] as const;
export type GamFaultKind = (typeof GAM_FILE_FAULTS)[number];

/** The misbehaviours that are switched on. */
export type GamFaults = FaultSwitches<GamFaultKind>;
