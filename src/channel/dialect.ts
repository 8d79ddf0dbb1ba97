/** A call of the Bot API: its method, and its parameters by their names. */
export interface BotCall {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A call that was refused, as the Bot API says it. */
export interface Refusal {
  readonly ok: false;
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number };
}

/**
 * How the calls of another messenger differ from Telegram's, in which the product makes all of them: a messenger whose
 * Bot API is Telegram's has none.
 */
export interface Dialect {
  /** The call as this messenger takes it. */
  write(call: BotCall): BotCall;
  /** What a refusal of this messenger would be called by Telegram, so that one list of meanings holds for both. */
  readRefusal(refusal: Refusal): Refusal;
}
