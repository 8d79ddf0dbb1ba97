import { askAboutPromiseAt, objectionEnd } from './answering.js';
import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import type { Request } from './request.js';

/** The promising position says that it is done, or names a new day, which is possible once. */
export function confirmPromise(
  command: Extract<ChangeCommand, { type: 'confirmPromise' }>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'manager') return { code: 'notAllowed' };
  if (stage.status !== 'answered') return refuseNow(stage);
  const { by } = stage.answer;
  if (stage.promise === undefined || by.kind !== 'position') return { code: 'noPromise' };
  const { position } = context.actor;
  if (by.position !== position) return { code: 'notYours', holder: by.position };
  const text = command.text === undefined ? {} : { text: command.text };
  if (command.kept) return [{ type: 'promiseKept', position, ...text, objectBy: objectionEnd(context.now) }];
  if (stage.promise.moved) return { code: 'promiseMovedBefore' };
  if (!(command.day > context.now)) return { code: 'dayInThePast' };
  const { day } = command;
  return [{ type: 'promiseMoved', position, day, askAt: askAboutPromiseAt(day, context), ...text }];
}
