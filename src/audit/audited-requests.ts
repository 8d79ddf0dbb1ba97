import { createHash } from 'node:crypto';
import { assertNever } from '../assert-never.js';
import type { Clock } from '../clock.js';
import type { Command } from '../requests/lifecycle/commands.js';
import type { Actor } from '../requests/lifecycle/facts.js';
import type { CommandResult, Order, RequestService } from '../requests/request-service.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { type AuditEntry, type AuditedAct, type AuditStore, clientAsPerson } from './audit-store.js';

/** The act recorded for a command; other commands are not given by staff. */
const ACT_OF: Readonly<Partial<Record<Command['type'], AuditedAct>>> = {
  register: 'callTaken',
  follow: 'callerJoined',
  add: 'wordsAdded',
  reply: 'wordsAdded',
  withdraw: 'callerWithdrew',
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
  publish: 'wordsPublished',
};

/** How a staff bot names its commands: by the update that brought them. */
const OF_UPDATE = /^(?:[a-z]+:)?staff:(\d+)$/;
/** How the commands of a client's calls are named. */
const OF_CALL = /^api:/;
const CALL_BYTES = 6;

/**
 * The request service for the staff bot and for clients: every change by a member of staff or a client is recorded in
 * the audit log, even if a crash came between the change and the record, since the repeated command records it then.
 */
export function auditedRequests<Service extends Pick<RequestService, 'register' | 'execute' | 'executeAt'>>(
  requests: Service,
  { audit, clock }: { readonly audit: Pick<AuditStore, 'record'>; readonly clock: Clock },
): Service {
  async function note(code: TrackingCode, order: Order<Command>, result: CommandResult): Promise<void> {
    const act = ACT_OF[order.command.type];
    const who = whoIs(order.actor);
    const updateId = numberOf(order.commandId);
    if (!result.ok || act === undefined || who === undefined || updateId === undefined) return;
    await audit.record({
      at: clock.now(),
      bot: 'staff',
      ...who,
      act,
      request: code,
      updateId,
    });
  }

  return {
    ...requests,
    async register(order) {
      const result = await requests.register(order);
      await note(order.command.code, order, result);
      return result;
    },
    async executeAt(code, rev, order) {
      const result = await requests.executeAt(code, rev, order);
      if (result !== undefined) await note(code, order, result);
      return result;
    },
    async execute(code, order) {
      const result = await requests.execute(code, order);
      await note(code, order, result);
      return result;
    },
  };
}

/** The number of the update or call that brought a command, the same when it is repeated; undefined for any other. */
function numberOf(commandId: string): number | undefined {
  if (OF_CALL.test(commandId)) {
    return createHash('sha256').update(commandId).digest().readUIntBE(0, CALL_BYTES);
  }
  const update = OF_UPDATE.exec(commandId)?.[1];
  return update === undefined ? undefined : Number(update);
}

/** Who it was: a member of staff, or the client through which they did it. */
function whoIs(actor: Actor): Pick<AuditEntry, 'person' | 'position'> | undefined {
  switch (actor.kind) {
    case 'manager':
      return { person: personOf(actor), position: actor.position };
    case 'operator':
      return { person: personOf(actor) };
    case 'supervisor':
      return { person: actor.person };
    case 'client':
      return { person: clientAsPerson(actor.client) };
    case 'citizen':
    case 'clock':
      return undefined;
    default:
      return assertNever(actor);
  }
}

function personOf({ person, via }: { readonly person: string; readonly via?: string }): string {
  return via === undefined ? person : clientAsPerson(via);
}
