import type { Connection } from 'mongoose';
import { nextTimeOfDay } from '../../../src/calendar.js';
import { systemClock } from '../../../src/clock.js';
import { createOrganizationStore } from '../../../src/organization/organization-store.js';
import { createPeopleStore, type Role } from '../../../src/organization/people-store.js';
import type { CityClient, Outgoing, PhoneMessage } from '../../../src/story/city-client.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { fileRequest } from '../../stories/filing.js';
import { type CityOptions, type RunningCity, startCity } from '../../support/city.js';
import { CITIZEN, holderOf } from '../../support/people.js';
import { rawCodesIn } from '../../support/raw-codes.js';

/** The head of civil works of district 9, their superior, and their colleague in district 10. */
export const HEAD_POSITION = 'district-9-civil-works-head';
export const HEAD = holderOf(HEAD_POSITION);
export const DEPUTY = holderOf('district-9-civil-works-deputy');
export const COLLEAGUE = holderOf('district-10-civil-works-head');
export const HEAD_TITLE = 'رئیس اداره فنی و عمران منطقه ۹';
export const DEPUTY_TITLE = 'معاون فنی و عمران منطقه ۹';

/** What the control API also takes, which no story needs. */
export type AnyMessage = Outgoing & {
  readonly sticker?: true;
  readonly poll?: true;
  readonly dice?: true;
  readonly videoNote?: true;
  readonly document?:
    | { readonly size: number; readonly fileName?: string }
    | { readonly base64: string; readonly fileName: string };
  /** Fields of a message as the Bot API has them, for kinds that have no name here. */
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly mediaGroup?: string;
  /** The name of who wrote it, or just that somebody else did. */
  readonly forwarded?: boolean | string;
  readonly edit?: number;
  /** The topic of the private chat in which it is written. */
  readonly topic?: number;
};

/** A city at ten in the morning, and the phones of its staff. */
export interface Desk {
  readonly url: string;
  readonly city: CityClient;
  readonly connection: Connection;
  /** Makes somebody known to the citizen bot. */
  readonly introduce: RunningCity['introduce'];
  /** A pothole in district 9, which reaches the head of civil works. */
  file(text?: string): Promise<TrackingCode>;
  /** Sends to the staff bot and waits until that is dealt with; resolves to the id of the message. */
  send(person: number, message: AnyMessage | string): Promise<number>;
  /** Presses the newest button with this text; resolves to what the press was answered with. */
  press(person: number, button: string): Promise<string | undefined>;
  /** Presses a button of that message, or sends data that no button of it carries. */
  pressOn(
    person: number,
    messageId: number,
    what: { readonly button: string } | { readonly data: string },
  ): Promise<string | undefined>;
  /** Everything that the staff bot wrote to a person, without what came up to the message `after`. */
  fromBot(person: number, after?: number): Promise<readonly PhoneMessage[]>;
  /** The text of the newest message of the staff bot. */
  last(person: number): Promise<string>;
  /** The newest message of the staff bot that says something. */
  saying(person: number, words: string): Promise<PhoneMessage>;
  /** Texts that the citizen bot wrote. */
  toCitizen(): Promise<readonly string[]>;
  /** Makes an invitation; resolves to the message that uses it. */
  invite(invite: { readonly role: Role; readonly position?: string }): Promise<string>;
  /** The commands that the menu of a person shows. */
  menuOf(person: number): Promise<readonly string[]>;
  /** Acts in the audit trail of a person, by when each was first noted; those of one moment by their names. */
  audited(person: number): Promise<readonly string[]>;
  /** Lets a person block the staff bot, or take it back. */
  setBlocked(person: number, isBlocked: boolean): Promise<void>;
  giveRole(person: number, role: Role): Promise<void>;
  takeRole(person: number, role: Role): Promise<void>;
  takePosition(position: string, person: number): Promise<void>;
  givePosition(position: string, person: number): Promise<void>;
  stop(): Promise<void>;
}

/** Throws where somebody reads a code of the city in a message of a bot. */
function expectNoCodes({ text = '', keyboard = [] }: PhoneMessage): void {
  const read = [text, ...keyboard.flat().map((button) => button.text)].join('\n');
  const raw = rawCodesIn(read);
  if (raw.length > 0) throw new Error(`${raw.join()} is shown in «${read}».`);
}

/** Opens a desk at ten in the morning, far from the quiet hours. */
export async function openDesk(options: CityOptions = {}): Promise<Desk> {
  const running = await startCity(options);
  const { city, connection } = running;
  const people = createPeopleStore({ connection });
  const organization = createOrganizationStore({ connection, clock: systemClock, defaultAnswerHours: 72 });
  const now = await city.now();
  const morning = nextTimeOfDay(now, 10, 'Asia/Tehran');
  await city.advance({ advanceSeconds: (morning.getTime() - now.getTime()) / 1000 });

  /** All comes to rest. People take a while until the next thing, which is also what Telegram's limits ask for. */
  async function breathe(): Promise<void> {
    await city.passMoment(5);
  }

  async function call(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${running.url}/simulator/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    await breathe();
    return answer;
  }

  async function pressOn(
    person: number,
    messageId: number,
    what: { readonly button: string } | { readonly data: string },
  ): Promise<string | undefined> {
    const answer = await call(`/people/${person}/presses`, { bot: 'staff', messageId, ...what });
    // The control API is ours and its tests hold it to this shape.
    return (answer as { answer: { text?: string } }).answer.text;
  }

  async function fromBot(person: number, after = 0): Promise<readonly PhoneMessage[]> {
    const messages = (await city.chat(person, 'staff', after)).filter(({ from }) => from === 'bot');
    // Whatever a test is about: nobody may ever read a code where a name should stand.
    for (const message of messages) expectNoCodes(message);
    return messages;
  }

  /** What another process changed is seen after a second. */
  async function letItBeSeen(): Promise<void> {
    await city.passMoment(2);
  }

  return {
    url: running.url,
    city,
    connection,
    introduce: running.introduce,
    pressOn,
    fromBot,
    async file(text) {
      const code = await fileRequest(city, { owner: 'شهروند', bot: 'citizen', person: CITIZEN }, text);
      await breathe();
      return code;
    },
    async send(person, message) {
      const body = typeof message === 'string' ? { text: message } : message;
      const answer = await call(`/people/${person}/messages`, { bot: 'staff', ...body });
      // The control API is ours and its tests hold it to this shape.
      return (answer as { messageId: number }).messageId;
    },
    async press(person, button) {
      const target = (await fromBot(person)).findLast(({ keyboard = [] }) =>
        keyboard.flat().some(({ text }) => text.includes(button)),
      );
      if (target === undefined) throw new Error(`There is no button «${button}».`);
      return pressOn(person, target.messageId, { button });
    },
    async last(person) {
      return (await fromBot(person)).at(-1)?.text ?? '';
    },
    async saying(person, words) {
      const found = (await fromBot(person)).findLast(({ text = '' }) => text.includes(words));
      if (found === undefined) throw new Error(`No message says «${words}».`);
      return found;
    },
    async toCitizen() {
      const messages = await city.chat(CITIZEN, 'citizen');
      for (const message of messages) if (message.from === 'bot') expectNoCodes(message);
      return messages.flatMap(({ from, text }) => (from === 'bot' && text !== undefined ? [text] : []));
    },
    async invite(invite) {
      // The control API is ours and its tests hold it to this shape.
      return ((await call('/invites', invite)) as { start: string }).start;
    },
    async menuOf(person) {
      const response = await fetch(`${running.url}/simulator/api/people/${person}/commands/staff`);
      // The control API is ours and its tests hold it to this shape.
      const commands = (await response.json()) as readonly { readonly command: string }[];
      return commands.map(({ command }) => command);
    },
    async audited(person) {
      const entries = await connection
        .collection('audit')
        .find({ person: String(person) })
        .sort({ at: 1, act: 1 })
        .toArray();
      // Attempts are summarised with how often there were some.
      return entries.flatMap(({ act, times = 1 }) => Array<string>(Number(times)).fill(String(act)));
    },
    async setBlocked(person, isBlocked) {
      await call(`/people/${person}/${isBlocked ? 'block' : 'unblock'}`, { bot: 'staff' });
    },
    async giveRole(person, role) {
      const known = await people.find(String(person));
      await people.grant({ id: String(person), name: known?.name ?? '', role });
    },
    async takeRole(person, role) {
      await people.revoke(String(person), role);
    },
    async takePosition(position, person) {
      await organization.release(position, String(person));
      await letItBeSeen();
    },
    async givePosition(position, person) {
      await organization.assign({ [position]: String(person) });
      await letItBeSeen();
    },
    stop: () => running.stop(),
  };
}

/** The texts of the inline buttons of a message. */
export function buttonsOf({ keyboard = [] }: PhoneMessage): readonly string[] {
  return keyboard.flat().map(({ text }) => text);
}

/** A text without the hour of its deadline: between the preview and the answer a minute may have passed. */
export function withoutHour(text: string): string {
  return text.replace(/ساعت [۰-۹]{2}:[۰-۹]{2}/g, 'ساعت');
}
