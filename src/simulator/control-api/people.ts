import { z } from 'zod';
import type { BotRole } from '../../channel/bot.js';
import { commandsKeysFor } from '../bot-api/profile.js';
import { omitUndefined } from '../defined.js';
import type { Person } from '../state.js';
import { chatOf, type Telegram, unixNow, userOf } from '../telegram.js';
import { newUpdate } from '../updates/new-update.js';
import type { ControlContext } from './context.js';
import { botSchema } from './context.js';

/** Ids of people created here start above 2³², as real ones do by now. */
const FIRST_PERSON_ID = 6_100_000_001;

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(128),
  phone: z.string().trim().min(3).max(20).optional(),
  languageCode: z.string().min(2).max(10).optional(),
  bot: botSchema.default('citizen'),
});

/** Creates a person who has never met a bot, and returns the id. */
export function createPerson(telegram: Telegram, options: z.output<typeof newPersonSchema>): number {
  const id = Math.max(FIRST_PERSON_ID - 1, ...telegram.store.state.people.keys()) + 1;
  telegram.store.commit({ type: 'person', person: omitUndefined({ id, ...options }) });
  return id;
}

/** Everybody, with the roles that the product gives them; unknown people are citizens. */
export async function listPeople({ telegram, product }: ControlContext) {
  const known = await product.describePeople();
  return [...telegram.store.state.people.values()].map((person) => {
    const described = known.get(person.id);
    return omitUndefined({
      id: person.id,
      name: person.name,
      roles: described && described.roles.length > 0 ? described.roles : (['citizen'] as const),
      position: described?.position,
      positionTitle: described?.positionTitle,
      bot: person.bot,
      phone: person.phone,
      languageCode: person.languageCode,
    });
  });
}

/** Blocks or unblocks a bot and tells it, as Telegram does. Doing it twice tells once. */
export function setBlocked(telegram: Telegram, person: Person, bot: BotRole, blocked: boolean): void {
  const { store, accounts, clock } = telegram;
  const chat = store.chat(bot, person.id);
  if (chat.blocked === blocked) return;
  const member = { status: 'member', user: accounts[bot].user };
  const kicked = { status: 'kicked', user: accounts[bot].user, until_date: 0 };
  const content = {
    chat: chatOf(person),
    from: userOf(person),
    date: unixNow(clock),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  };
  store.commit(
    { type: 'chat', bot, personId: person.id, started: chat.started, blocked },
    ...newUpdate(telegram, { bot, kind: 'my_chat_member', personId: person.id, content }),
  );
}

/** The person's account is deleted: bots get 403 from now on. */
export function deactivateAccount(telegram: Telegram, person: Person): void {
  telegram.store.commit({ type: 'person', person: { ...person, deactivated: true } });
}

/** The commands that the menu of this chat shows. */
export function listCommands(telegram: Telegram, person: Person, bot: BotRole): unknown {
  const { profile } = telegram.store.state.bots[bot].settings;
  const key = commandsKeysFor(person.id, person.languageCode).find((one) => profile[one] !== undefined);
  return key === undefined ? [] : profile[key];
}
