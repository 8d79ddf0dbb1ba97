import { isUntouched } from '../../../src/requests/lifecycle/urgency.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import type { StoredRequest } from '../../../src/requests/request-store.js';
import type { Visit } from '../context.js';
import { isOperator } from '../permissions.js';

/** Records that somebody on the staff has opened an urgent request, in their position if they have one. */
export type Acknowledge = (visit: Visit, stored: StoredRequest, position?: string) => Promise<void>;

/**
 * Opening an urgent request is the first touch of it (docs/design.md, 3). The id of the command differs from
 * that of whatever else the same press does.
 */
export function createAcknowledge({
  requests,
}: {
  readonly requests: Pick<RequestService, 'execute'>;
}): Acknowledge {
  return async (visit, { request }, position) => {
    if (!isUntouched(request)) return;
    const { actor, commandId } = visit.orderAs(position);
    const isSupervising = position === undefined && !isOperator(visit);
    await requests.execute(request.code, {
      command: { type: 'acknowledge' },
      actor: isSupervising ? { kind: 'supervisor', person: visit.person } : actor,
      commandId: `${commandId}:seen`,
    });
  };
}
