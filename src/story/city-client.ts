import { createOfficeClient, type OfficeClient } from './office.js';
import { createRegistryClient, type RegistryClient } from './registry.js';

/** A message as a phone shows it (the simulator's control API). */
export interface PhoneMessage {
  readonly messageId: number;
  readonly from: 'bot' | 'person';
  readonly date: number | string;
  readonly text?: string;
  readonly caption?: string;
  /** The album that it belongs to. */
  readonly mediaGroup?: string;
  readonly media?: readonly string[];
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly replyTo?: number;
  readonly edited?: true;
  readonly deleted?: true;
  readonly keyboard?: readonly (readonly {
    readonly text: string;
    readonly data?: string;
    readonly url?: string;
  }[])[];
  readonly replyKeyboard?: readonly (readonly { readonly text: string }[])[];
}

type BotRole = 'citizen' | 'staff';

export interface CityPerson {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly string[];
  readonly position?: string;
  readonly bot: BotRole;
}

/** What a person may send; the fields are those of the control API. */
export interface Outgoing {
  readonly text?: string;
  readonly photo?: string;
  readonly voice?: string;
  readonly caption?: string;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly contact?: { readonly phoneNumber: string; readonly userId?: number };
  readonly replyTo?: number;
}

/** Plays people of a simulated city over its control API. Every call rejects with the sentence of the answer. */
export interface CityClient {
  people(): Promise<readonly CityPerson[]>;
  createPerson(person: { name: string; phone?: string; languageCode?: string }): Promise<number>;
  send(person: number, bot: BotRole, message: Outgoing): Promise<number>;
  /** Presses the button with this text (or part of it); resolves to the bot's answer to the press. */
  press(
    person: number,
    bot: BotRole,
    messageId: number,
    button: string,
  ): Promise<{ text?: string; showAlert: boolean }>;
  /** The messages of a chat, oldest first, without those up to the message `after`. */
  chat(person: number, bot: BotRole, after?: number): Promise<readonly PhoneMessage[]>;
  /** The product's current time. */
  now(): Promise<Date>;
  /** Moves the clock and waits until everything that became due is done and delivered. */
  advance(by: { advanceHours: number } | { advanceSeconds: number }): Promise<Date>;
  /** Lets this many seconds pass and waits until all is quiet; the jobs run at their own time. */
  passMoment(seconds: number): Promise<Date>;
  /** Waits until everything received is handled and everything planned is delivered. */
  idle(): Promise<void>;
  /** The desks of the simulated office automation. */
  readonly office: OfficeClient;
  /** The screens of the simulated registry of calls. */
  readonly registry: RegistryClient;
}

/** The messenger on which each kind of people is. */
export type Whereabouts = Readonly<Record<BotRole, 'telegram' | 'bale'>>;

const ON_TELEGRAM: Whereabouts = { citizen: 'telegram', staff: 'telegram' };
/** The messengers of a city in which people are there, the one of the staff first, as `SIMULATED_MESSENGERS` has them. */
export function messengersOf({ citizen, staff }: Whereabouts): string {
  return [...new Set([staff, citizen])].join(',');
}

/** The control API of each simulated messenger. */
const ROOTS = { telegram: '/simulator/api', bale: '/simulator/bale/api' } as const;

/** A client for the city at `url`, the address that the start prints; its people are on Telegram unless it is said. */
export function createCityClient(url: string, whereabouts: Whereabouts = ON_TELEGRAM): CityClient {
  const { citizen, staff } = whereabouts;

  async function call<Answer>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    bot: BotRole = 'citizen',
  ): Promise<Answer> {
    const response = await fetch(`${url}${ROOTS[whereabouts[bot]]}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? {} : await response.json();
    if (!response.ok) {
      const { error } = answer as { error?: string };
      throw new Error(`${method} ${path}: ${response.status} ${error ?? ''}`);
    }
    // The control API is ours, and its tests verify these shapes.
    return answer as Answer;
  }

  return {
    async people() {
      const citizens = await call<readonly CityPerson[]>('GET', '/people');
      if (citizen === staff) return citizens;
      const others = await call<readonly CityPerson[]>('GET', '/people', undefined, 'staff');
      return [...citizens, ...others.filter(({ bot }) => bot === 'staff')];
    },
    createPerson: async (person) => (await call<{ id: number }>('POST', '/people', person)).id,
    send: async (person, bot, message) =>
      (await call<{ messageId: number }>('POST', `/people/${person}/messages`, { bot, ...message }, bot))
        .messageId,
    press: async (person, bot, messageId, button) =>
      (
        await call<{ answer: { text?: string; showAlert: boolean } }>(
          'POST',
          `/people/${person}/presses`,
          { bot, messageId, button },
          bot,
        )
      ).answer,
    chat: async (person, bot, after = 0) =>
      (
        await call<{ messages: PhoneMessage[] }>(
          'GET',
          `/people/${person}/chats/${bot}?after=${after}`,
          undefined,
          bot,
        )
      ).messages,
    now: async () => new Date((await call<{ now: string }>('GET', '/clock')).now),
    advance: async (by) => new Date((await call<{ now: string }>('POST', '/clock', by)).now),
    passMoment: async (momentSeconds) =>
      new Date((await call<{ now: string }>('POST', '/clock', { momentSeconds })).now),
    idle: async () => {
      await call('POST', '/idle', {});
    },
    office: createOfficeClient(url),
    registry: createRegistryClient(url),
  };
}
