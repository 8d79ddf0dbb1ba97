import { z } from 'zod';
import type { BotRole } from '../../channel/bot.js';
import { BOT_NAMES, type Person } from '../state.js';
import type { Telegram } from '../telegram.js';
import { ControlError } from './errors.js';

/** Roles that the product gives to people. */
export type Role = 'citizen' | 'operator' | 'manager' | 'supervisor' | 'administrator';

/** What the product answers about itself; the composition root provides it. */
export interface SimulatedProduct {
  /** Roles and position of every person the product knows, by Telegram id. */
  describePeople(): Promise<
    ReadonlyMap<number, { roles: readonly Role[]; position?: string; positionTitle?: string }>
  >;
  /** True if no received update waits to be handled and no planned delivery is due. */
  isQuiet(): Promise<boolean>;
  /** True while the process of the product is idle; it does not query the database. */
  isIdle(): boolean;
  /** Acts on everything that is due at the clock's present moment; true when something was done. */
  runDue(): Promise<boolean>;
  /** Requests with their place in the chain, for the page. */
  requests(): Promise<readonly unknown[]>;
}

export interface ControlContext {
  readonly telegram: Telegram;
  readonly product: SimulatedProduct;
}

export const botSchema = z.enum(['citizen', 'staff']);

/** Checks a body against a schema. Throws 400 with a sentence that names the first wrong field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'body';
  throw new ControlError(400, `The field "${field}" cannot be used: ${issue?.message ?? 'wrong value'}.`);
}

/** The person with this id. Throws 404. */
export function findPerson(telegram: Telegram, id: unknown): Person {
  const person = telegram.store.state.people.get(Number(id));
  if (!person) throw new ControlError(404, 'There is no person with this id.');
  return person;
}

/** The bot with this name. Throws 404. */
export function findBot(name: unknown): BotRole {
  const bot = BOT_NAMES.find((known) => known === name);
  if (bot === undefined) throw new ControlError(404, 'The bots are called "citizen" and "staff".');
  return bot;
}
