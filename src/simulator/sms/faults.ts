import type { FaultSwitches } from '../other-systems/fault-switches.js';

/**
 * What can go wrong with the simulated provider of short messages: `away` ends every connection; `slow` answers late;
 * `lostAnswer` does what it was asked and ends the connection; `busy` and `credit` take nothing; `filters` takes a message
 * that no telephone gets, `blacklisted` one for a number on the operator's list; `silent` gives a message no final state;
 * `twice` gives what telephones wrote once more.
 */
export const SMS_FAULTS = [
  'away',
  'slow',
  'lostAnswer',
  'busy',
  'credit',
  'filters',
  'blacklisted',
  'silent',
  'twice',
] as const;

/** The misbehaviours that are switched on. */
export type SmsFaults = FaultSwitches<(typeof SMS_FAULTS)[number]>;
