/**
 * Calls the interface of a simulated system at `root`: `call(method, path, body)` resolves to the answer, and rejects with
 * an error whose message is a sentence: the one that was answered, or one of `errors` (`failed`, `unreachable`).
 */
export function createCall(root, errors) {
  return async (method, path, body) => {
    let response;
    try {
      response = await fetch(`${root}${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
    } catch {
      throw new Error(errors.unreachable);
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(answer.error ?? errors.failed);
    return answer;
  };
}

/** The misbehaviours of a simulated system, over such a `call`. */
export function faultsOver(call) {
  return {
    list: () => call('GET', '/faults'),
    set: (kind, isOn) => (isOn ? call('POST', '/faults', { kind }) : call('DELETE', `/faults/${kind}`)),
  };
}
