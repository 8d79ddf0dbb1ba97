import type { GamFaultKind } from '../../src/simulator/gam/faults.js';
import type { OfficeLetter } from '../../src/simulator/gam/office.js';
import { faultsOver, screenCallAt } from '../simulator/screen-call.js';

/** The desks of the simulated Gam of a running city. */
export interface GamDesks {
  letters(position?: string): Promise<readonly OfficeLetter[]>;
  /** Somebody does something with a letter; resolves to the status of the answer. */
  act(letter: string, act: object): Promise<number>;
  fault(kind: GamFaultKind, times?: number): Promise<void>;
  /** Ends the faults of this kind, or all. */
  mend(kind?: GamFaultKind): Promise<void>;
}

/** The desks behind the page `/simulator/gam` of the city at an address. */
export function gamDesksAt(url: () => string): GamDesks {
  const call = screenCallAt(url, '/simulator/gam/api/desk');
  return {
    async letters(position) {
      const query = position === undefined ? '' : `?position=${position}`;
      // The simulator answers with its own letters.
      return (await (await call('GET', `/letters${query}`)).json()) as readonly OfficeLetter[];
    },
    act: async (letter, act) => (await call('POST', `/letters/${letter}/acts`, act)).status,
    ...faultsOver<GamFaultKind>(call),
  };
}
