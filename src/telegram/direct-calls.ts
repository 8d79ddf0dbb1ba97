import { InputFile, type Transformer } from 'grammy';
import { type Telegram, TelegramError } from 'telegraf';
import type { BotApiCalls } from './bot-api-calls.js';

/** How deep a file can lie in the parameters of a call: `media`, its items, and the `media` of each. */
const DEEPEST_FILE = 3;

/** Makes the calls of a grammY bot that carry no file directly; install it before other transformers. */
export function directGrammy(calls: BotApiCalls): Transformer {
  return async (previous, method, payload, signal) => {
    if (carriesFile(payload)) return previous(method, payload, signal);
    // grammY types a result by its method, and its signal after a polyfill of the platform's.
    return (await calls.call(method, payload, signal as AbortSignal | undefined)) as never;
  };
}

/** The same for a Telegraf bot: replaces the `callApi` of its `telegram`. */
export function directTelegraf(telegram: Telegram, calls: BotApiCalls): void {
  const upload = telegram.callApi.bind(telegram);
  telegram.callApi = async (method, payload, options) => {
    if (carriesFile(payload)) return upload(method, payload, options);
    const answer = await calls.call(method, payload, options?.signal as AbortSignal | undefined);
    if (!answer.ok) throw new TelegramError(answer, { method, payload });
    // Telegraf types a result by its method.
    return answer.result as never;
  };
}

/** True for parameters that contain a file of ours, which is uploaded: as grammY types one, or as Telegraf does. */
function carriesFile(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > DEEPEST_FILE) return false;
  if (value instanceof InputFile || 'source' in value) return true;
  return Object.values(value).some((inside) => carriesFile(inside, depth + 1));
}
