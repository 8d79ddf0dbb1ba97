import type { Context } from './context.js';
import type { EscalationReason, EventBody } from './events.js';
import type { ReferralReason } from './facts.js';
import type { Request } from './request.js';
import { HOUR_MS } from './rules.js';
import { isPutFirst } from './urgency.js';

/** A position that can take a request, and the vacant positions that were skipped on the way up to it. */
export interface Landing {
  readonly to: string;
  readonly passedOver: readonly string[];
}

/**
 * The first held position, from `start` upwards. If even the top is vacant, the request goes to the top all
 * the same: an open request always has an owner.
 */
export function findLanding(start: string, context: Pick<Context, 'organization' | 'now'>): Landing {
  const passedOver: string[] = [];
  let position = start;
  while (context.organization.isVacant(position, context.now)) {
    const above = context.organization.superiorOf(position);
    if (above === undefined) return { to: position, passedOver };
    passedOver.push(position);
    position = above;
  }
  return { to: position, passedOver };
}

/** The first held position above `position`, or undefined at the top. */
export function findLandingAbove(position: string, context: Context): Landing | undefined {
  const above = context.organization.superiorOf(position);
  return above === undefined ? undefined : findLanding(above, context);
}

/** What the clock of a request depends on, besides its position. */
export interface Clocked {
  readonly category?: string;
  /** Its owner has the city's urgent hours, unless the usual ones are fewer. */
  readonly isUrgent?: boolean;
}

/** What the clock of a request depends on, as it is now. */
export function clockedBy(request: Request): Clocked {
  return {
    ...(request.category === undefined ? {} : { category: request.category }),
    isUrgent: isPutFirst(request),
  };
}

/** The events that refer a request to the position it lands on, with a full clock. */
export function referTo(
  landing: Landing,
  context: Context,
  options: {
    readonly level: number;
    readonly because: Exclude<ReferralReason, EscalationReason>;
    readonly from?: string;
    readonly reason?: string;
    readonly newCategory?: string;
    /** In place of the hours of position and category. */
    readonly dueAt?: Date;
  } & Clocked,
): EventBody[] {
  const { to, passedOver } = landing;
  const category = options.newCategory ?? options.category;
  return [
    ...passedOver.map((position) => ({ type: 'passedOver' as const, position })),
    {
      type: 'referred',
      to,
      level: options.level + passedOver.length,
      dueAt:
        options.dueAt ?? dueAt(to, { ...options, ...(category === undefined ? {} : { category }) }, context),
      because: options.because,
      passedOver,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      ...(options.newCategory === undefined ? {} : { category: options.newCategory }),
    },
  ];
}

/** The events that move a request up to `landing`, with a full clock. */
export function escalateTo(
  landing: Landing,
  context: Context,
  options: {
    readonly from: string;
    readonly level: number;
    readonly because: EscalationReason;
    readonly reason?: string;
  } & Clocked,
): EventBody[] {
  const { to, passedOver } = landing;
  return [
    ...passedOver.map((position) => ({ type: 'passedOver' as const, position })),
    {
      type: 'escalated',
      from: options.from,
      to,
      level: to === options.from ? options.level : options.level + passedOver.length + 1,
      dueAt: dueAt(to, options, context),
      because: options.because,
      passedOver,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    },
  ];
}

function dueAt(position: string, { category, isUrgent = false }: Clocked, context: Context): Date {
  const { organization } = context;
  const usual = organization.answerHours(position, category);
  const hours = isUrgent ? Math.min(usual, organization.urgentHours) : usual;
  return new Date(context.now.getTime() + hours * HOUR_MS);
}
