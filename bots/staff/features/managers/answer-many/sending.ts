import { cartableOf } from '../../../../../src/cartables/cartable.js';
import type { HeldEvent } from '../../../../../src/deliveries/card-store.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../../src/requests/request-service.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { refusalText, type StaffRefusal } from '../../../refusals.js';
import { dryRun } from '../../../requests/dry-run.js';

/** A request that a command for several could not be carried out on. */
export interface LeftOut {
  readonly code: TrackingCode;
  readonly refusal: StaffRefusal;
}

/** A request with what would happen to it. */
interface Foreseen {
  readonly request: Request;
  readonly event: RequestEvent;
}

/** A request that a command was carried out on. */
interface Done {
  readonly code: TrackingCode;
  readonly events: readonly RequestEvent[];
}

/** What came of carrying out one command on several requests. */
interface ManyResult {
  readonly done: readonly Done[];
  readonly leftOut: readonly LeftOut[];
}

type Requests = Pick<RequestService, 'find' | 'findMany' | 'execute'>;

/** What an answer to these requests would come to now; nothing is changed. */
export async function foreseeAll(
  requests: Requests,
  visit: Visit,
  codes: readonly TrackingCode[],
  command: ChangeCommand,
): Promise<{ readonly foreseen: readonly Foreseen[]; readonly leftOut: readonly LeftOut[] }> {
  const found = new Map((await requests.findMany(codes)).map((request) => [request.code, request]));
  const foreseen: Foreseen[] = [];
  const leftOut: LeftOut[] = [];
  for (const code of codes) {
    const request = found.get(code);
    const position = request === undefined ? undefined : ownPosition(request, visit);
    if (request === undefined || position === undefined) {
      leftOut.push({ code, refusal: { code: request === undefined ? 'notFound' : 'notYours' } });
      continue;
    }
    const decision = dryRun(visit, request, position, command);
    const [event] = decision.ok ? decision.events : [];
    if (!decision.ok) leftOut.push({ code, refusal: decision.refusal });
    else if (event !== undefined) foreseen.push({ request, event });
  }
  return { foreseen, leftOut };
}

/**
 * Carries out one command on several requests, each as an act of its own, by the position that has it. The id of the
 * command is that of the update: after a crash those that had been carried out come to the same again.
 */
export async function executeAll(
  requests: Requests,
  visit: Visit,
  codes: readonly TrackingCode[],
  command: ChangeCommand,
): Promise<ManyResult> {
  const done: Done[] = [];
  const leftOut: LeftOut[] = [];
  for (const code of codes) {
    const result = await executeOne(requests, visit, code, command);
    if ('events' in result) done.push(result);
    else leftOut.push(result);
  }
  return { done, leftOut };
}

async function executeOne(
  requests: Requests,
  visit: Visit,
  code: TrackingCode,
  command: ChangeCommand,
): Promise<Done | LeftOut> {
  const stored = await requests.find(code);
  if (stored === undefined) return { code, refusal: { code: 'notFound' } };
  const { commandId } = visit.orderAs(undefined);
  const before = stored.events.filter((event) => event.commandId === commandId);
  // Where it was carried out before a crash, the request may have gone on since.
  if (before.length > 0) return { code, events: before };
  const position = ownPosition(stored.request, visit);
  if (position === undefined) return { code, refusal: { code: 'notYours' } };
  const result = await requests.execute(code, { command, ...visit.orderAs(position) });
  return result.ok ? { code, events: result.events } : { code, refusal: result.refusal };
}

/** The events that hold the answers back, in the order in which they were sent. */
export function heldEventsOf({ done }: ManyResult): readonly HeldEvent[] {
  return done.flatMap(({ code, events }) => {
    const held = events.find(({ type }) => type === 'answerHeld');
    return held === undefined ? [] : [{ code, seq: held.seq }];
  });
}

/** Which requests were left out, and why, each on a line. */
export function nameLeftOut(visit: Visit, leftOut: readonly LeftOut[]): string | undefined {
  const { wording } = visit;
  if (leftOut.length === 0) return undefined;
  return joinLines(
    wording.html('answerMany.leftOut', { count: leftOut.length }),
    ...leftOut.map(({ code, refusal }) =>
      wording.html('answerMany.leftOutLine', {
        code: wording.code(code),
        because: wording.plain(...refusalText(refusal, visit)),
      }),
    ),
  );
}

function ownPosition(request: Request, { positions }: Pick<Visit, 'positions'>): string | undefined {
  const position = cartableOf(request);
  return position !== undefined && positions.includes(position) ? position : undefined;
}
