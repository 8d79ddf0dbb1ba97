import type { Transformer } from 'grammy';
import { type Telegram, TelegramError } from 'telegraf';
import type { Dialect, Refusal } from '../channel/dialect.js';

/** Makes the calls of a grammY client in the dialect of its messenger; install it after what carries calls out. */
export function speakGrammy(dialect: Dialect): Transformer {
  return async (previous, method, payload, signal) => {
    const call = dialect.write({ method, parameters: { ...payload } });
    // grammY types parameters by their method, and results with them.
    const answer = await previous(call.method as never, call.parameters as never, signal);
    return (answer.ok ? answer : dialect.readRefusal(answer)) as never;
  };
}

/** The same for Telegraf: replaces the `callApi` of its `telegram`. */
export function speakTelegraf(telegram: Telegram, dialect: Dialect): void {
  const callApi = telegram.callApi.bind(telegram);
  telegram.callApi = async (method, payload, options) => {
    const call = dialect.write({ method, parameters: { ...payload } });
    try {
      return (await callApi(call.method as never, call.parameters as never, options)) as never;
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      // Telegraf keeps the answer as it came.
      const refusal = dialect.readRefusal({ ok: false, ...error.response } as Refusal);
      throw new TelegramError(refusal, error.on);
    }
  };
}
