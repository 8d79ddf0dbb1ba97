/** Ends a switch over a union: the compiler refuses it while a member is not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled member of a union: ${JSON.stringify(value)}`);
}
