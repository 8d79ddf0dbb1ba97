import { zonedIsoTime } from '../calendar.js';
import { positionOf, unitOf } from '../clients/seen-requests.js';
import { eventId, publishedType } from '../feed/published-events.js';
import type { Organization } from '../organization/organization.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { EventReference } from '../requests/unfed-events.js';

/** An event as other systems read it. Nothing in it is personal. */
export interface EventMessage {
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: {
    /** The same whenever it is sent; `webhook-id` has it too. */
    readonly id: string;
    /** The tracking code. */
    readonly code: string;
    /** The number of the event within its request, from 1. */
    readonly seq: number;
  };
}

/** How a request stands when the message about one of its events is sent. */
export interface RequestNow {
  readonly status: Request['stage']['status'];
  readonly unit: string | null;
  readonly position: string | null;
  readonly category: string | null;
  readonly district: string | null;
  readonly dueAt: string | null;
  /** The number of its newest event. */
  readonly lastSeq: number;
}

/** An event, without anything of its request. */
export function messageOf(event: EventReference, timeZone: string): EventMessage {
  return {
    type: publishedType(event.type),
    timestamp: zonedIsoTime(event.at, timeZone),
    data: { id: eventId(event), code: event.code, seq: event.seq },
  };
}

/** An event with how its request stands now. */
export function messageWithRequest(
  event: EventReference,
  request: Request,
  options: { readonly organization: Pick<Organization, 'position'>; readonly timeZone: string },
): EventMessage & { readonly data: { readonly request: RequestNow } } {
  const { stage } = request;
  const message = messageOf(event, options.timeZone);
  const now: RequestNow = {
    status: stage.status,
    unit: unitOf(request, options.organization) ?? null,
    position: positionOf(request) ?? null,
    category: request.category ?? null,
    district: request.place?.district ?? null,
    dueAt: stage.status === 'referred' ? zonedIsoTime(stage.referral.dueAt, options.timeZone) : null,
    lastSeq: request.lastSeq,
  };
  return { ...message, data: { ...message.data, request: now } };
}
