/**
 * What a key may be used for, each with what it opens. A client has some of them; whatever is not listed with it is
 * refused. Personal data is only ever shown with `people:read`.
 */
export const SCOPES = [
  /** Read requests of its units: status, topic, unit, dates, answers; nothing personal. */
  'requests:read',
  /** Register requests for citizens and callers, with their files. */
  'requests:write',
  /** Act for the holder or deputy of a position, who is named with each act. */
  'acts:manager',
  /** Act for an operator of 137, who is named with each act. */
  'acts:operator',
  /** Say what a caller says of a request that this client registered. */
  'acts:caller',
  /** See names, phone numbers, exact places, files and citizens' own words; each look is audited. */
  'people:read',
  /** Read the events of requests. */
  'events:read',
  /** Keep addresses to which events are sent. */
  'webhooks',
  /** Read units and positions. */
  'organization:read',
  /** Change units and positions. */
  'organization:write',
  /** Read the figures of its units. */
  'reports:read',
  /** File and comment through Open311. */
  'open311',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Another system that may use the interfaces of this city; made by an administrator. */
export interface Client {
  /** The public part of its key: lower-case letters and digits. */
  readonly id: string;
  /** What staff read where the client did something. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Codes of the units whose requests it may see and act on; absent: all units. */
  readonly units?: readonly string[];
  /** What it calls positions itself, by our codes of them. */
  readonly ownCodes?: Readonly<Record<string, string>>;
  /** Calls within a minute before the next is refused. */
  readonly perMinute: number;
  readonly createdAt: Date;
  /** Id of the administrator who made it. */
  readonly createdBy: string;
  /** From then on its key is refused; absent: never by itself. */
  readonly expiresAt?: Date;
  /** When it was last let in, to the minute; absent: never. */
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

/** True if the client has the scope. */
export function hasScope({ scopes }: Pick<Client, 'scopes'>, scope: Scope): boolean {
  return scopes.includes(scope);
}

/** True if the client may see what concerns a unit; what belongs to no unit is for clients of all units. */
export function coversUnit({ units }: Pick<Client, 'units'>, unit: string | undefined): boolean {
  return units === undefined || (unit !== undefined && units.includes(unit));
}

/** True if its key is neither revoked nor expired at that moment. */
export function isInForce({ expiresAt, revokedAt }: Pick<Client, 'expiresAt' | 'revokedAt'>, at: Date) {
  return revokedAt === undefined && (expiresAt === undefined || at < expiresAt);
}
