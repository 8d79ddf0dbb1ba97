import type { Actor, Place } from './facts.js';
import type { Request } from './request.js';

/** Where a new request goes by its category and district. */
export type Route =
  | { readonly kind: 'position'; readonly position: string }
  | { readonly kind: 'followUp'; readonly unit: string }
  | { readonly kind: 'intake'; readonly because: 'noCategory' | 'noUnit' };

/** What the lifecycle asks of the organisation. All of it is answered at once, from one snapshot. */
export interface ChainOfCommand {
  /** Routes by category and district. */
  route(request: { readonly category?: string; readonly district?: string }): Route;
  /** The position above; nothing above the top. */
  superiorOf(position: string): string | undefined;
  /** True when nobody holds the position at that moment: no holder, or an absence without a deputy. */
  isVacant(position: string, at: Date): boolean;
  lowestCommonSuperior(position: string, other: string): string;
  /** True when `position` is somewhere under `superior`. */
  isBelow(position: string, superior: string): boolean;
  isInSameUnit(position: string, other: string): boolean;
  /** The position that an unconnected unit's answers are judged by: the one above its head. */
  superiorOfUnit(unit: string): string;
  hasPosition(position: string): boolean;
  /** True when the unit of that position takes part in the process. */
  isConnected(position: string): boolean;
  /** True for a unit of the city that does not take part in the process. */
  isUnconnectedUnit(unit: string): boolean;
  /** Hours to answer for that position and category; may be a fraction. */
  answerHours(position: string, category: string | undefined): number;
  /** The most hours to answer an urgent request; may be a fraction. */
  readonly urgentHours: number;
  /** Minutes after which the supervisors are told of an urgent request that nobody has touched. */
  readonly urgentAlarmMinutes: number;
}

/** Everything besides request and command on which a decision may depend. */
export interface Context {
  readonly now: Date;
  readonly actor: Actor;
  /** Names the command so that a repeated one is recognised (docs/design.md, 4). */
  readonly commandId: string;
  readonly organization: ChainOfCommand;
  /** Milliseconds in which a sent answer can be taken back; absent or 0: answers are given at once. */
  readonly recallMs?: number;
  /** Given where the words of the command tell of danger. */
  readonly danger?: { readonly isDoubted: boolean };
  /** True for a follower who can be asked to carry a request on; absent: all who use a bot can. */
  readonly canBeAsked?: (citizen: string) => boolean;
  /** The second request that the command names, as it is now; absent: there is none with that code. */
  readonly other?: Request;
  /** The next morning, at the hour of the day's reminders, after a moment. */
  nextMorning(after: Date): Date;
}

/** Fits the parts of a place that routing needs. */
export function districtOf(place: Place | undefined): { district?: string } {
  return place?.district === undefined ? {} : { district: place.district };
}
