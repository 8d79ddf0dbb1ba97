import { type BotKey, type BotRole, roleOf } from './bot.js';

/** A value for each connected bot. */
export type PerBot<Value> = Readonly<Partial<Record<BotKey, Value>>>;

/**
 * The value of a bot. Throws a `RangeError` for a bot that is not connected, for example because its token
 * was removed.
 */
export function ofBot<Value>(values: PerBot<Value>, bot: BotKey): Value {
  const value = values[bot];
  if (value === undefined) throw new RangeError(`No bot «${bot}» is connected.`);
  return value;
}

/** The bots that are connected. */
export function botsIn(values: PerBot<unknown>): readonly BotKey[] {
  // The keys of the table are those of its type.
  return Object.keys(values) as BotKey[];
}

/** The first connected bot of a role: Telegram's where it is connected. Throws a `RangeError` where there is none. */
export function firstBot(role: BotRole, values: PerBot<unknown>): BotKey {
  const found = botsIn(values).find((bot) => roleOf(bot) === role);
  if (found === undefined) throw new RangeError(`No ${role} bot is connected.`);
  return found;
}

/** The same table with another value for each bot. */
export function mapBots<Value, Other>(
  values: PerBot<Value>,
  map: (value: Value, bot: BotKey) => Other,
): PerBot<Other> {
  return Object.fromEntries(botsIn(values).map((bot) => [bot, map(ofBot(values, bot), bot)]));
}
