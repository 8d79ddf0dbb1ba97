/** Calls what people do at the screens of a simulated system, below a path of the city at an address. */
export function screenCallAt(url: () => string, path: string) {
  return (method: string, below: string, body?: object): Promise<Response> =>
    fetch(`${url()}${path}${below}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
}

/** Switches the misbehaviours of a simulated system, over such a call. */
export function faultsOver<Kind extends string>(call: ReturnType<typeof screenCallAt>) {
  return {
    async fault(kind: Kind, times?: number): Promise<void> {
      await call('POST', '/faults', times === undefined ? { kind } : { kind, times });
    },
    async mend(kind?: Kind): Promise<void> {
      await call('DELETE', kind === undefined ? '/faults' : `/faults/${kind}`);
    },
  };
}
