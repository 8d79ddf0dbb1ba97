import { assertNever } from '../assert-never.js';
import type { Clock } from '../clock.js';
import type { Command } from '../requests/lifecycle/commands.js';
import type { Actor } from '../requests/lifecycle/facts.js';
import type { CommandResult, Order, RequestService } from '../requests/request-service.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { AuditEntry, AuditedAct, AuditStore } from './audit-store.js';

/** The act recorded for a command; other commands are not given by staff. */
const ACT_OF: Readonly<Partial<Record<Command['type'], AuditedAct>>> = {
  register: 'callTaken',
  follow: 'callerJoined',
  add: 'wordsAdded',
  rate: 'callerRated',
  object: 'callerObjected',
  note: 'noteAdded',
  refer: 'referred',
  sendToFollowUp: 'sentToFollowUp',
  ask: 'asked',
  requestExtension: 'extensionRequested',
  decideExtension: 'extensionDecided',
  requestDraft: 'draftRequested',
  draftAnswer: 'answerDrafted',
  answer: 'answered',
  recallAnswer: 'answerRecalled',
  confirmPromise: 'promiseConfirmed',
  disapprove: 'disapproved',
  reject: 'rejected',
  merge: 'merged',
  dismissUrgency: 'urgencyDismissed',
};

/** How a staff bot names its commands: by the update that brought them. */
const COMMAND_ID = /^(?:[a-z]+:)?staff:(\d+)$/;

/**
 * The request service for the staff bot: every change by a member of staff is recorded in the audit log, even
 * if a crash came between the change and the record, since the repeated command records it then.
 */
export function auditedRequests<Service extends Pick<RequestService, 'register' | 'execute'>>(
  requests: Service,
  { audit, clock }: { readonly audit: Pick<AuditStore, 'record'>; readonly clock: Clock },
): Service {
  async function note(code: TrackingCode, order: Order<Command>, outcome: CommandResult): Promise<void> {
    const act = ACT_OF[order.command.type];
    const who = whoIs(order.actor);
    const updateId = COMMAND_ID.exec(order.commandId)?.[1];
    if (!outcome.ok || act === undefined || who === undefined || updateId === undefined) return;
    await audit.record({
      at: clock.now(),
      bot: 'staff',
      ...who,
      act,
      request: code,
      updateId: Number(updateId),
    });
  }

  return {
    ...requests,
    async register(order) {
      const outcome = await requests.register(order);
      await note(order.command.code, order, outcome);
      return outcome;
    },
    async execute(code, order) {
      const outcome = await requests.execute(code, order);
      await note(code, order, outcome);
      return outcome;
    },
  };
}

function whoIs(actor: Actor): Pick<AuditEntry, 'person' | 'position'> | undefined {
  switch (actor.kind) {
    case 'manager':
      return { person: actor.person, position: actor.position };
    case 'operator':
    case 'supervisor':
      return { person: actor.person };
    case 'citizen':
    case 'client':
    case 'clock':
      return undefined;
    default:
      return assertNever(actor);
  }
}
