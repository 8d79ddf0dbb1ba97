import type { MiddlewareFn } from 'telegraf';
import type { StaffPress } from '../../src/telegram/staff-buttons.js';
import type { Word } from './commands.js';
import type { StaffContext, Visit } from './context.js';
import type { Act } from './incoming-action.js';

/** Leaves the visit to the features that follow. */
export type Next = () => Promise<void>;

type ValuesOf<Action extends StaffPress['action']> = Extract<StaffPress, { action: Action }>['values'];

/** Middleware for the presses of one button, with what its data carries. */
export function onPress<Action extends StaffPress['action']>(
  action: Action,
  handle: (visit: Visit, values: ValuesOf<Action>, next: Next) => Promise<void>,
): MiddlewareFn<StaffContext> {
  return async ({ visit }, next) => {
    const press = visit.act.kind === 'press' ? visit.act.press : undefined;
    if (press?.action !== action) return next();
    // The values belong to the action that was just compared, which the compiler does not carry over.
    return handle(visit, press.values as ValuesOf<Action>, next);
  };
}

/** Middleware for a word that somebody said: a command, a button of the keyboard, or typed. */
export function onWord(
  word: Word,
  handle: (visit: Visit, next: Next) => Promise<void>,
): MiddlewareFn<StaffContext> {
  return async ({ visit }, next) =>
    visit.act.kind === 'text' && visit.act.word === word ? handle(visit, next) : next();
}

/** Middleware for whatever somebody did, as long as it is of one kind. */
export function onAct<Kind extends Act['kind']>(
  kind: Kind,
  handle: (visit: Visit, act: Extract<Act, { kind: Kind }>, next: Next) => Promise<void>,
): MiddlewareFn<StaffContext> {
  return async ({ visit }, next) => {
    if (visit.act.kind !== kind) return next();
    // The kind was just compared, which the compiler does not carry over.
    return handle(visit, visit.act as Extract<Act, { kind: Kind }>, next);
  };
}
