import { createCall, faultsOver } from '../system/call.js';
import { texts } from './texts.js';

const call = createCall('/simulator/sms/api/phones', texts.errors);

/** The keypad phones of the simulated city. Every call rejects with an error whose message is a sentence. */
export const phones = {
  messages: () => call('GET', '/messages'),
  write: (number, text) => call('POST', '/messages', { number, text }),
  faults: faultsOver(call),
};
