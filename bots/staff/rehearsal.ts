import { MORNING_HOUR, nextTimeOfDay } from '../../src/calendar.js';
import type { ChangeCommand } from '../../src/requests/lifecycle/commands.js';
import { decide } from '../../src/requests/lifecycle/decide.js';
import type { Decision } from '../../src/requests/lifecycle/decision.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import type { Visit } from './context.js';

/** What a command of a person in a position, or of an operator, would come to now; nothing happens yet. */
export function rehearse(
  { speech, organization, orderAs }: Pick<Visit, 'speech' | 'organization' | 'orderAs'>,
  request: Request,
  position: string | undefined,
  command: ChangeCommand,
): Decision {
  return decide(request, command, {
    ...orderAs(position),
    now: speech.now,
    organization,
    nextMorning: (after) => nextTimeOfDay(after, MORNING_HOUR, speech.timeZone),
  });
}
