import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { BotRole } from '../../../src/channel/bot.js';
import { chatKey, type IncomingUpdate } from '../../../src/mailbox/chat.js';
import { ALLOWED_UPDATES, chatOf } from '../../../src/mailbox/chat-of-update.js';
import { webhookSecrets } from '../../../src/telegram/webhook.js';
import { TOKENS } from '../../simulator/harness.js';
import type { Program } from './program.js';
import type { World } from './world.js';

/** What stands in front of several receivers and gives each the next call, as a load balancer does. */
export interface FrontDoor {
  readonly url: string;
  /** The presses of buttons that came through it: Telegram does not keep them in order with messages. */
  readonly presses: ReadonlySet<number>;
  /** The updates for which a receiver has said that it has them, each by its chat. */
  acknowledged(): readonly { readonly chat: string; readonly id: number }[];
  /** Those that take calls from now on. */
  leadTo(programs: readonly Program[]): void;
  /** How many calls nobody has taken, so that whoever called has to come again. */
  refused(): number;
  /** Lets everything come once more that came since the last time, as when Telegram does not know that it arrived. */
  repeat(): Promise<void>;
  close(): Promise<void>;
}

/** An update as Telegram has posted it. */
interface Call {
  readonly path: string;
  readonly headers: [string, string][];
  readonly body: Buffer;
}

/** A receiver that has not answered by then, as one that is frozen, is passed over; Telegram comes again. */
const ANSWERS_WITHIN_MS = 2_000;
/** How often receivers are asked whether they are ready, where that is looked at. */
const LOOK_MS = 100;
const PASSED_ON = ['content-type', 'x-telegram-bot-api-secret-token'] as const;

/** What receivers take for their address; nobody is there, and Telegram is told the front door's after them. */
export const NOBODY = 'https://127.0.0.1:9';

/** Opens a front door that leads nowhere yet; it may leave out receivers that say that they are not ready. */
export async function openFrontDoor({ looksForReadiness = false } = {}): Promise<FrontDoor> {
  let receivers: readonly Program[] = [];
  let refused = 0;
  const unready = new Set<Program>();
  const looking = looksForReadiness ? setInterval(() => void look(), LOOK_MS) : undefined;
  const presses = new Set<number>();
  const acknowledged: { readonly chat: string; readonly id: number }[] = [];
  let arrived: Call[] = [];
  let calls = 0;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const headers = PASSED_ON.map((name) => [name, String(request.headers[name])] as [string, string]);
    const call = { path: request.url ?? '', headers, body };
    const update: IncomingUpdate & { readonly callback_query?: unknown } = JSON.parse(body.toString());
    if (update.callback_query !== undefined) presses.add(update.update_id);
    try {
      const answer = await passOn(call);
      if (answer.ok) {
        arrived.push(call);
        const chat = chatKey({ bot: botOf(call), chatId: chatOf(update) ?? 0 });
        acknowledged.push({ chat, id: update.update_id });
      }
      if (answer.status >= 500) refused += 1;
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      refused += 1;
      response.writeHead(502).end();
    }
  }

  async function look(): Promise<void> {
    for (const program of receivers.filter((one) => one.isAlive())) {
      const isReady = await fetch(`${program.url}/health/ready`).then(
        async (response) => {
          await response.arrayBuffer();
          return response.ok;
        },
        () => false,
      );
      if (isReady) unready.delete(program);
      else unready.add(program);
    }
  }

  async function passOn({ path, headers, body }: Call): Promise<Response> {
    const there = receivers.filter((program) => program.isAlive() && !unready.has(program));
    const next = there[calls % there.length];
    calls += 1;
    if (next === undefined) throw new Error('Nobody takes calls.');
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    return fetch(`${next.url}${path}`, { method: 'POST', headers, body, signal });
  }

  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    presses,
    refused: () => refused,
    acknowledged: () => acknowledged,
    leadTo(programs) {
      receivers = programs;
    },
    async repeat() {
      const again = arrived;
      arrived = [];
      for (const call of again) await (await passOn(call)).arrayBuffer();
    },
    async close() {
      clearInterval(looking);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The bot to which a call goes. */
function botOf({ path }: Call): BotRole {
  return path.startsWith('/webhook/citizen/') ? 'citizen' : 'staff';
}

/** Hangs the front door before the receivers, and tells Telegram where it is. */
export async function hang(
  door: FrontDoor,
  { telegram }: World,
  receivers: readonly Program[],
): Promise<void> {
  door.leadTo(receivers);
  for (const bot of ['citizen', 'staff'] as const) {
    const { path, secret } = webhookSecrets(TOKENS[bot]);
    const url = `${door.url}/webhook/${bot}/${path}`;
    await telegram.call(bot, 'setWebhook', {
      url,
      secret_token: secret,
      allowed_updates: ALLOWED_UPDATES,
    });
  }
}
