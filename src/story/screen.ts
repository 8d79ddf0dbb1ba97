/** What stands on a screen of another system, in the form of a message on a phone; what can be acted on has buttons. */
export interface ScreenEntry {
  readonly messageId: number;
  readonly from: 'bot';
  readonly date: string;
  readonly text: string;
  readonly keyboard: readonly (readonly { readonly text: string }[])[];
}

/** Calls what people do at the screens of a simulated system; rejects with the status where that fails. */
export function screenCall(root: string) {
  return async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${root}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    // The screens are ours, and their tests verify these shapes.
    return (await response.json()) as Answer;
  };
}
