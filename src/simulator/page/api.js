import { isOfBale } from './messenger.js';

/** A call that did not succeed; `status` is 0 when the simulator could not be reached. */
class ApiError extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.name = 'ApiError';
    this.status = status;
  }
}

const ROOT = isOfBale ? '/simulator/bale/api' : '/simulator/api';

/** The control API of the simulator. Every call rejects with an `ApiError`. */
export function createApi() {
  return {
    people: () => call('GET', '/people'),
    createPerson: (person) => call('POST', '/people', person),
    bots: () => call('GET', '/bots'),
    requests: () => call('GET', '/requests'),
    clock: () => call('GET', '/clock'),
    /** Moves the clock; resolves when everything that came due is done. */
    advance: (advanceHours) => call('POST', '/clock', { advanceHours }),
    /** The chat with what came after the message `after`; 0 for all of it. */
    chat: (person, bot, after = 0) => call('GET', `/people/${person}/chats/${bot}?after=${after}`),
    commands: (person, bot) => call('GET', `/people/${person}/commands/${bot}`),
    send: (person, message) => call('POST', `/people/${person}/messages`, message),
    /** Presses an inline button; resolves to the bot's answer `{ text?, showAlert }`. */
    press: async (person, press) => (await call('POST', `/people/${person}/presses`, press)).answer,
    setBlocked: (person, bot, isBlocked) =>
      call('POST', `/people/${person}/${isBlocked ? 'block' : 'unblock'}`, { bot }),
    /** Makes an invitation of the staff bot; resolves to the `start` message that accepts it. */
    invite: (invite) => call('POST', '/invites', invite),
    faults: () => call('GET', '/faults'),
    addFault: (fault) => call('POST', '/faults', fault),
    clearFaults: () => call('DELETE', '/faults'),
  };
}

/** Address of the bytes of a file that a message shows. */
export function fileAddress(fileId) {
  return `${ROOT}/files/${encodeURIComponent(fileId)}`;
}

export const EVENTS_ADDRESS = `${ROOT}/events`;

async function call(method, path, body) {
  const response = await reach(`${ROOT}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(response.status, answer?.error ?? response.statusText);
  return answer;
}

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new ApiError(0, 'The simulator cannot be reached.');
  }
}
