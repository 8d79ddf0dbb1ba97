import { createCall, faultsOver } from '../system/call.js';
import { texts } from './texts.js';

const call = createCall('/simulator/gam/api/desk', texts.errors);

/** The desks of the simulated office automation. Every call rejects with an error whose message is a sentence. */
export const desks = {
  positions: () => call('GET', '/positions'),
  letters: () => call('GET', '/letters'),
  act: (letter, act) => call('POST', `/letters/${encodeURIComponent(letter)}/acts`, act),
  faults: faultsOver(call),
  faultKinds: () => call('GET', '/faults/kinds'),
};
