import { texts } from './texts.js';

const ROOT = '/simulator/gam/api/desk';

/** The desks of the simulated office automation. Every call rejects with an error whose message is a sentence. */
export const desks = {
  positions: () => call('GET', '/positions'),
  letters: () => call('GET', '/letters'),
  act: (letter, act) => call('POST', `/letters/${encodeURIComponent(letter)}/acts`, act),
  faults: () => call('GET', '/faults'),
  setFault: (kind, isOn) => (isOn ? call('POST', '/faults', { kind }) : call('DELETE', `/faults/${kind}`)),
};

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`${ROOT}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error(texts.errors.unreachable);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? texts.errors.failed);
  return answer;
}
