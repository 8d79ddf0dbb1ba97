import { createCall, faultsOver } from '../system/call.js';
import { texts } from './texts.js';

const call = createCall('/simulator/saja/api/desk', texts.errors);

/** The screens of the simulated registry. Every call rejects with an error whose message is a sentence. */
export const registry = {
  city: () => call('GET', '/city'),
  lines: () => call('GET', '/lines'),
  take: (given) => call('POST', '/calls', given),
  correct: (id, given) => call('PUT', `/calls/${encodeURIComponent(id)}`, given),
  act: (id, act) => call('POST', `/calls/${encodeURIComponent(id)}/acts`, act),
  noteTold: (id) => call('POST', `/calls/${encodeURIComponent(id)}/told`),
  faults: faultsOver(call),
};
