import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { BotRole } from '../../src/channel/bot.js';
import { createMovableClock, type MovableClock } from '../../src/clock.js';
import { createLogger } from '../../src/logger.js';
import type { SimulatedGamOptions } from '../../src/simulator/gam/index.js';
import {
  createSimulator,
  type SimulatedProduct,
  type Simulator,
  type SimulatorLimits,
} from '../../src/simulator/index.js';
import { eventually } from '../support/eventually.js';

export const TOKENS: Readonly<Record<BotRole, string>> = {
  citizen: '1000001:citizen-token-for-tests-only-00',
  staff: '1000002:staff-token-for-tests-only-0000',
};

const BOTS = {
  citizen: { token: TOKENS.citizen, username: 'citizen_bot', firstName: 'پاسخ ۱۳۷' },
  staff: { token: TOKENS.staff, username: 'staff_bot', firstName: 'کارتابل ۱۳۷' },
};

export const SILENT = createLogger({ level: 'silent' });

/** A simulator that listens, and ways to talk to it as a bot and as a person. */
export interface RunningSimulator {
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  readonly address: string;
  /** Calls a Bot API method; answers the status, the headers and the body. */
  call(bot: BotRole, method: string, parameters?: unknown): Promise<ApiAnswer>;
  /** Calls the control API. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** A new person who has started that bot; the update is confirmed already. */
  startedPerson(bot?: BotRole, name?: string): Promise<number>;
  /** Messages of a chat as its person sees them. */
  chat(person: number, bot?: BotRole): Promise<ViewedMessage[]>;
  /** How often a method of the Bot API was called, refused calls too. */
  calls(method: string): Promise<number>;
  stop(): Promise<void>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly ok: boolean;
    readonly result: unknown;
    readonly error_code?: number;
    readonly description?: string;
    readonly parameters?: { readonly retry_after?: number };
  };
}

export interface ViewedMessage {
  readonly messageId: number;
  readonly from: string;
  readonly date: string;
  readonly text?: string;
  readonly html?: string;
  readonly linkPreview?: true;
  readonly caption?: string;
  readonly media?: readonly string[];
  readonly files?: readonly { readonly kind: string; readonly fileId: string }[];
  readonly edited?: true;
  readonly deleted?: true;
  readonly keyboard?: readonly (readonly { text: string; data?: string; url?: string }[])[];
  readonly replyKeyboard?: readonly (readonly { text: string; requestContact?: boolean }[])[];
  readonly replyTo?: number;
  readonly mediaGroup?: string;
}

const QUIET: SimulatedProduct = {
  describePeople: async () => new Map(),
  isIdle: () => true,
  isQuiet: async () => true,
  runDue: async () => false,
  requests: async () => [],
};

export async function runSimulator(
  options: {
    readonly clock?: MovableClock;
    readonly journalFolder?: string;
    readonly limits?: Partial<SimulatorLimits>;
    readonly product?: Partial<SimulatedProduct>;
    readonly gam?: SimulatedGamOptions;
    readonly sms?: { readonly key: string };
    /** Whether there is a Bale beside Telegram, with bots of the same tokens. */
    readonly hasBale?: boolean;
  } = {},
): Promise<RunningSimulator> {
  const clock = options.clock ?? createMovableClock();
  const simulator = createSimulator({
    clock,
    logger: SILENT,
    bots: BOTS,
    ...(options.hasBale === true ? { bale: { bots: BOTS, product: QUIET } } : {}),
    ...(options.journalFolder === undefined ? {} : { journalFolder: options.journalFolder }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.gam === undefined ? {} : { gam: options.gam }),
    ...(options.sms === undefined ? {} : { sms: options.sms }),
    product: { ...QUIET, ...options.product },
  });
  await simulator.start();
  const app = express();
  app.use(simulator.router);
  const { server, address } = await listen(app);

  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${address}/simulator/api${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  }

  async function call(bot: BotRole, method: string, parameters: unknown = {}): Promise<ApiAnswer> {
    const response = await fetch(`${address}/telegram/bot${TOKENS[bot]}/${method}`, {
      method: 'POST',
      body: JSON.stringify(parameters),
      headers: { 'content-type': 'application/json' },
    });
    const answer = (await response.json()) as ApiAnswer['body'];
    return { status: response.status, headers: response.headers, body: answer };
  }

  let people = 0;
  return {
    simulator,
    clock,
    address,
    call,
    control,
    async startedPerson(bot = 'citizen', name = 'زهرا کریمی') {
      people += 1;
      const id = 5000 + people;
      simulator.addPerson({ id, name, bot, started: true });
      return id;
    },
    async chat(person, bot = 'citizen') {
      const { body } = await control('GET', `/people/${person}/chats/${bot}`);
      return (body as { messages: ViewedMessage[] }).messages;
    },
    async calls(method) {
      const { body } = await control('GET', '/stats');
      return (body as { calls: Readonly<Record<string, number>> }).calls[method] ?? 0;
    },
    async stop() {
      await simulator.stop();
      await close(server);
    },
  };
}

export async function listen(app: express.Express): Promise<{ server: Server; address: string }> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://127.0.0.1:${port}` };
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Waits until `condition` gives something, and gives it on. */
export async function until<Value>(condition: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  let value: Value | undefined;
  await eventually(async () => {
    value = await condition();
    return Boolean(value);
  });
  if (value === undefined || value === null) throw new Error('The condition gave nothing.');
  return value;
}
