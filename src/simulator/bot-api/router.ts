import express, { type Request, type Response } from 'express';
import type { BotRole } from '../../channel/bot.js';
import type { BotAccount, Telegram } from '../telegram.js';
import type { DeliveryError } from '../updates/webhook-delivery.js';
import type { BotMethod, Call } from './call.js';
import { callbackMethods } from './callback-queries.js';
import { editMethods } from './edits.js';
import { ApiError, badRequest, forbidden, tooManyRequests } from './errors.js';
import { forwardMethods } from './forwards.js';
import { mediaMethods } from './media-messages.js';
import { createParameters, isObject, type Parameters } from './parameters.js';
import { profileMethods } from './profile.js';
import { readParameters } from './request-body.js';
import { textMethods } from './text-messages.js';
import { updateMethods } from './updates.js';

const DEFAULT_RETRY_AFTER = 3;
const DEFAULT_SLOWNESS_SECONDS = 3;

/** The Bot API of the simulated Telegram. */
export interface BotApi {
  /** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
  readonly router: express.Router;
  /** Carries out a method call that stands in the answer to a webhook. */
  runMethod(bot: BotRole, body: unknown): Promise<void>;
}

export function createBotApi(options: {
  readonly telegram: Telegram;
  readonly lastDeliveryError: (bot: BotRole) => DeliveryError | undefined;
}): BotApi {
  const { telegram } = options;
  const methods = new Map<string, readonly [string, BotMethod]>();
  for (const group of [
    textMethods,
    mediaMethods,
    editMethods,
    forwardMethods,
    callbackMethods,
    profileMethods,
    updateMethods({ lastError: (call) => options.lastDeliveryError(call.account.name) }),
  ]) {
    for (const [name, method] of Object.entries(group)) methods.set(name.toLowerCase(), [name, method]);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of the faults that can be injected, in the order in which they occur.
  async function perform(account: BotAccount, name: string, parameters: Parameters, signal: AbortSignal) {
    const found = methods.get(name.toLowerCase());
    if (!found || !telegram.rules.hasMethod(name.toLowerCase()))
      throw new ApiError(404, 'Not Found: method not found');
    const [fullName, method] = found;
    const occasion = { bot: account.name, method: fullName, chatId: chatIdOf(telegram, parameters) };
    const slow = telegram.faults.take(['slow'], occasion);
    if (slow) {
      await telegram.wallClock.sleep((slow.retryAfter ?? DEFAULT_SLOWNESS_SECONDS) * 1000, signal);
    }
    if (telegram.faults.take(['reset'], occasion)) throw new ConnectionReset();
    const refusal = telegram.faults.take(['429', '500'], occasion);
    if (refusal?.kind === '429') throw tooManyRequests(refusal.retryAfter ?? DEFAULT_RETRY_AFTER);
    if (refusal) throw new ApiError(500, 'Internal Server Error');
    if (occasion.chatId !== undefined && telegram.faults.take(['blocked'], occasion)) {
      throw forbidden('bot was blocked by the user');
    }
    if (parameters.has('parse_mode') && telegram.faults.take(['unparsable'], occasion)) {
      throw badRequest('can\'t parse entities: Unsupported start tag "x" at byte offset 0');
    }
    const call: Call = { telegram, account, parameters, signal };
    const result = telegram.rules.writeResult(fullName, await method(call));
    return { result, isAnswerLost: telegram.faults.take(['lostAnswer'], occasion) !== undefined };
  }

  /** Counts a call; what stands in the answer to a webhook is none. */
  function noteCall(name: string): void {
    const [known] = methods.get(name.toLowerCase()) ?? [];
    if (known !== undefined) telegram.statistics.called(known);
  }

  async function answer(request: Request, response: Response): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort('gone'));
    try {
      const account = findAccount(telegram, String(request.params['token']));
      if (!account) throw new ApiError(401, 'Unauthorized');
      const parameters = await readParameters(request, response);
      const method = String(request.params['method'] ?? '');
      noteCall(method);
      const { result, isAnswerLost } = await perform(account, method, parameters, gone.signal);
      if (isAnswerLost) request.socket.destroy();
      else if (!gone.signal.aborted) response.json({ ok: true, result });
    } catch (error) {
      if (error instanceof ConnectionReset) request.socket.destroy();
      else refuse(response, error);
    }
  }

  function refuse(response: Response, error: unknown): void {
    const known = error instanceof ApiError ? error : new ApiError(500, 'Internal Server Error');
    if (known !== error) telegram.logger.error({ event: 'simulated method failed', error });
    if (known.code === 429) telegram.statistics.refusedForLimit();
    if (response.headersSent || response.destroyed) return;
    const wait = known.parameters?.retry_after;
    if (wait !== undefined) response.set('Retry-After', String(wait));
    const { status, description } = telegram.rules.writeRefusal(known);
    response.status(status).json({
      ok: false,
      error_code: known.code,
      description,
      ...(known.parameters ? { parameters: known.parameters } : {}),
    });
  }

  function download(request: Request, response: Response): void {
    const account = findAccount(telegram, String(request.params['token']));
    const { name, fileId } = request.params;
    const [uniqueId = ''] = String(name).split('.');
    const file =
      fileId === undefined
        ? telegram.files.byUniqueId(uniqueId)
        : account && telegram.files.find(account.name, String(fileId))?.file;
    if (!account) refuse(response, new ApiError(401, 'Unauthorized'));
    else if (!file) refuse(response, new ApiError(404, 'Not Found'));
    else response.type('application/octet-stream').send(telegram.files.read(file));
  }

  const router = express.Router();
  router.get('/file/bot:token/:folder/:name', download);
  if (telegram.rules.servesFilesById) router.get('/file/bot:token/:fileId', download);
  router.all('/bot:token{/:method}', answer);
  return {
    router,
    async runMethod(bot, body) {
      if (!isObject(body) || typeof body['method'] !== 'string') return;
      const parameters = createParameters(body);
      await perform(telegram.accounts[bot], body['method'], parameters, new AbortController().signal);
    },
  };
}

/** The connection ends before the call is carried out. */
class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset';
}

function findAccount(telegram: Telegram, token: string): BotAccount | undefined {
  return Object.values(telegram.accounts).find((account) => account.token === token);
}

/** The chat that a call is about, for faults that are meant for one chat. */
function chatIdOf(telegram: Telegram, parameters: Parameters): number | undefined {
  const query = parameters.text('callback_query_id');
  return parameters.integer('chat_id') ?? telegram.store.state.callbacks.get(query ?? '')?.personId;
}
