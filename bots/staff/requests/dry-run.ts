import type { ChangeCommand, Register } from '../../../src/requests/lifecycle/commands.js';
import type { Context } from '../../../src/requests/lifecycle/context.js';
import { decide, decideRegister } from '../../../src/requests/lifecycle/decide.js';
import type { Decision } from '../../../src/requests/lifecycle/decision.js';
import { beginRequest, evolve } from '../../../src/requests/lifecycle/evolve.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import type { Visit } from '../context.js';

type DryRunWork = Pick<Visit, 'speech' | 'organization' | 'orderAs' | 'nextMorning'>;

/**
 * The result that a command of a person in a position, or of an operator, would have now; nothing is changed.
 */
export function dryRun(
  visit: DryRunWork,
  request: Request,
  position: string | undefined,
  command: ChangeCommand,
  /** The second request that the command names, as it is now. */
  other?: Request,
): Decision {
  return decide(request, command, {
    ...contextOf(visit, position),
    ...(other === undefined ? {} : { other }),
  });
}

/** The request that an operator's filing would create now; undefined if it is incomplete. */
export function dryRunFiling(visit: DryRunWork, command: Register): Request | undefined {
  const decision = decideRegister(command, contextOf(visit, undefined));
  if (!decision.ok) return undefined;
  const [registered, ...others] = decision.events;
  return registered?.type === 'registered' ? others.reduce(evolve, beginRequest(registered)) : undefined;
}

function contextOf(
  { speech, organization, orderAs, nextMorning }: DryRunWork,
  position: string | undefined,
): Context {
  return { ...orderAs(position), now: speech.now, organization, nextMorning };
}
