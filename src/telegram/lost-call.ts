/**
 * A call of the Bot API that brought no answer of its server: nobody was reached, the line broke, it took too long, or
 * somebody else answered. `cause` says which; `classifyFailure` says what to do. It carries no token.
 */
export class LostCall extends Error {
  override readonly name = 'LostCall';

  constructor(method: string, cause: unknown) {
    super(`The call ${method} brought no answer.`, { cause });
  }
}

/** Why a call was lost: a gateway before the server answered with a page of its own, so that nothing was done. */
export class GatewayPage extends Error {
  override readonly name = 'GatewayPage';

  constructor(status: number) {
    super(`A page came instead of an answer, with status ${status}.`);
  }
}
