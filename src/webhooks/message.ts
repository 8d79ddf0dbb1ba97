import { zonedIsoTime } from '../calendar.js';
import { type Client, coversUnit } from '../clients/client.js';
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

/** True for a client that may see a request: one of all units, or of one that has the request or has had it. */
export function maySee(
  client: Pick<Client, 'units'>,
  request: Pick<Request, 'heldBy' | 'stage'>,
  organization: Pick<Organization, 'position'>,
): boolean {
  return (
    client.units === undefined || unitsOf(request, organization).some((unit) => coversUnit(client, unit))
  );
}

/** The units that have a request or have had it, the present one last. */
function unitsOf(
  { heldBy, stage }: Pick<Request, 'heldBy' | 'stage'>,
  organization: Pick<Organization, 'position'>,
): readonly string[] {
  const units = heldBy.flatMap((position) => organization.position(position)?.unit ?? []);
  if (stage.status === 'followUp') return [...units, stage.unit];
  if (stage.status === 'answered' && stage.answer.by.kind === 'unit') return [...units, stage.answer.by.unit];
  const position = positionOf(stage);
  const present = position === undefined ? undefined : organization.position(position)?.unit;
  return present === undefined ? units : [...units, present];
}

function positionOf(stage: Request['stage']): string | undefined {
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return stage.referral.position;
    case 'answered':
      return stage.answer.by.kind === 'position' ? stage.answer.by.position : undefined;
    default:
      return undefined;
  }
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
    unit: unitsOf(request, options.organization).at(-1) ?? null,
    position: positionOf(stage) ?? null,
    category: request.category ?? null,
    district: request.place?.district ?? null,
    dueAt: stage.status === 'referred' ? zonedIsoTime(stage.referral.dueAt, options.timeZone) : null,
    lastSeq: request.lastSeq,
  };
  return { ...message, data: { ...message.data, request: now } };
}
