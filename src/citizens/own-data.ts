import type { AttachmentService, DescribedFile } from '../attachments/attachment-service.js';
import type { AuditStore } from '../audit/audit-store.js';
import type { Conversation } from '../mailbox/chat-store.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import { hasLeft, type Request } from '../requests/lifecycle/request.js';
import type { RequestStore } from '../requests/request-store.js';
import type { Citizen } from './citizen-store.js';

/** A request as its citizen may see it. */
export interface OwnRequest {
  readonly request: Request;
  /** What happened, without the internal notes of staff. */
  readonly events: readonly RequestEvent[];
  readonly files: readonly DescribedFile[];
  /** `former`: they withdrew it, and others may carry it on. */
  readonly role: 'filer' | 'follower' | 'former';
}

/** Everything that is stored about a citizen. */
export interface OwnData {
  readonly citizen: Citizen;
  readonly requests: readonly OwnRequest[];
  /** The unfinished conversation. */
  readonly conversation: Conversation | null;
  /** Audit lines about what they tried without permission. */
  readonly audit: Awaited<ReturnType<AuditStore['about']>>;
}

/** Collects everything that is stored about a citizen. */
export async function collectOwnData(
  parts: {
    readonly requests: Pick<RequestStore, 'naming' | 'find'>;
    readonly attachments: Pick<AttachmentService, 'describe'>;
    readonly audit: Pick<AuditStore, 'about'>;
  },
  citizen: Citizen,
  conversation: Conversation | null,
): Promise<OwnData> {
  const requests: OwnRequest[] = [];
  for (const code of await parts.requests.naming(citizen._id)) {
    const stored = await parts.requests.find(code);
    if (stored === undefined) continue;
    const { request, events } = stored;
    const role = roleIn(request, citizen._id);
    requests.push({
      request,
      events: events.filter(isForCitizens),
      files: role === 'filer' ? await parts.attachments.describe(request.attachments) : [],
      role,
    });
  }
  requests.sort((one, other) => one.request.filedAt.getTime() - other.request.filedAt.getTime());
  return { citizen, requests, conversation, audit: await parts.audit.about('citizen', citizen._id) };
}

function roleIn(request: Request, citizen: string): OwnRequest['role'] {
  if (request.citizen === citizen) return 'filer';
  return !request.followers.includes(citizen) && hasLeft(request, citizen) ? 'former' : 'follower';
}

/** False for the internal notes of staff. */
function isForCitizens({ type }: RequestEvent): boolean {
  return type !== 'noted' && type !== 'answerDrafted';
}

/**
 * The data as JSON for another program. Of others' requests it has only what followers see, and it names
 * nobody but the citizen: staff appear by position only.
 */
export function ownDataAsJson({ citizen, requests, conversation, audit }: OwnData): string {
  const { _id, ...about } = citizen;
  return JSON.stringify(
    {
      person: { id: _id, ...about },
      requests: requests.map(({ request, events, files, role }) => {
        const { code, filedAt, channel, text, place, category, stage } = request;
        const said = events.flatMap((event) => saidIn(event, citizen._id, role));
        // Their words are there as long as they let them stay.
        if (role === 'former') return { role, code, filedAt, status: 'withdrawn', category, text, said };
        const happened = { role, code, filedAt, status: stage.status, category, said };
        if (role === 'follower') return happened;
        const answers = request.answers.map(({ outcome, at, text: words, rating }) => ({
          at,
          outcome,
          text: words,
          rating,
        }));
        return { ...happened, channel, text, place, files, answers, timeline: events.map(timelineOf) };
      }),
      unfinished: conversation,
      refusedActs: audit.map(({ at, act, request }) => ({ at, act, request })),
    },
    null,
    2,
  );
}

/** What the person has said in an event after the filing, also through an operator of 137. */
function saidIn(event: RequestEvent, citizen: string, role: OwnRequest['role']) {
  const { actor, at, type } = event;
  const isOwn =
    actor.kind === 'citizen' ? actor.citizen === citizen : actor.kind === 'operator' && role === 'filer';
  if (!isOwn) return [];
  switch (event.type) {
    case 'replied':
    case 'added':
      return [{ at, type, text: event.text }];
    case 'objected':
      return [{ at, type, text: event.reason }];
    default:
      return [];
  }
}

/** An event by its kind, time and kind of actor: the file for people tells it in words. */
function timelineOf({ type, at, actor }: RequestEvent) {
  return { at, type, by: actor.kind === 'manager' ? actor.position : actor.kind };
}
