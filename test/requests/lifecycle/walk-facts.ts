import { isCaller } from '../../../src/requests/lifecycle/callers.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import type { NextAction } from '../../../src/requests/lifecycle/next-action.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { START } from './case.js';

export function handsOver(action: NextAction | undefined): boolean {
  return action?.command.type === 'offerToNext' || action?.command.type === 'endHandover';
}

export function at(event: RequestEvent | undefined): Date {
  return event?.at ?? START;
}

/** The citizen judges himself; a caller, who cannot, by an operator. */
export function mayJudge({ citizen }: Request, actor: Actor): boolean {
  return isCaller(citizen)
    ? actor.kind === 'operator'
    : actor.kind === 'citizen' && actor.citizen === citizen;
}

export function levelOf({ stage }: Request): number {
  if (stage.status === 'referred' || stage.status === 'waiting') return stage.referral.level;
  return stage.status === 'answered' ? stage.answer.level : 0;
}

export function ownersOf({ stage, citizen }: Request): string[] {
  switch (stage.status) {
    case 'intake':
    case 'followUp':
      return [`desk of ${stage.status}`];
    case 'referred':
      return [stage.referral.position];
    case 'waiting':
    case 'answered':
      return [citizen];
    case 'closed':
      return [];
  }
}

/** Makes writing to a value, however deep, an error. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
