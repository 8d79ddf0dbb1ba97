import { createHash, createHmac } from 'node:crypto';
import type { Connection, QueryFilter } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { OrganizationStore } from './organization-store.js';
import type { PeopleStore, Role } from './people-store.js';

/** The role that an invitation gives to the person who uses it. */
export interface Appointment {
  readonly role: Role;
  /** The position that a manager takes. */
  readonly position?: string;
}

/**
 * An invitation that somebody has opened and that works for one telephone number only. The key is derived
 * from the token: with it a number can be compared, and without it the stored hash reveals nothing about the
 * number.
 */
export interface BoundInvite {
  readonly invite: string;
  readonly key: string;
}

/** The result of using an invitation with a number. */
type UseOfBoundInvite =
  | { readonly kind: 'appointed'; readonly appointment: Appointment }
  /** It is for another number, and still waits for that one. */
  | { readonly kind: 'wrongNumber' }
  /** It has expired, or was used by somebody else. */
  | { readonly kind: 'over' };

/**
 * Single-use links by which people become staff (docs/telegram.md, 13). Only the hash of a token is stored.
 */
export interface InviteStore {
  /** Makes an invitation; the token is revealed only once and goes into the link's `start` parameter. */
  create(
    invite: Appointment & { readonly createdBy: string; readonly now: Date },
  ): Promise<{ readonly invite: string; readonly token: string; readonly expiresAt: Date }>;
  /** True while an invitation made by that person is valid and has not been replaced by one for a number. */
  mayBind(of: { readonly invite: string; readonly createdBy: string; readonly now: Date }): Promise<boolean>;
  /**
   * Replaces an invitation by one of the same kind that works for that number (E.164) only: the link shown
   * before becomes void. Undefined if the invitation has expired or been used by now. Repeating it, as after
   * a crash, voids the previous replacement, so that two never work at the same time.
   */
  bind(order: {
    readonly invite: string;
    readonly phone: string;
    readonly createdBy: string;
    readonly now: Date;
  }): Promise<(Appointment & { readonly token: string; readonly expiresAt: Date }) | undefined>;
  /** The invitation of a token, if it is valid and bound to a number. */
  findBound(of: { readonly token: string; readonly now: Date }): Promise<BoundInvite | undefined>;
  /** As `redeem`, for a person who has proved that the number (E.164) is theirs. */
  redeemBound(
    use: BoundInvite & {
      readonly phone: string;
      readonly person: string;
      readonly name: string;
      readonly now: Date;
    },
  ): Promise<UseOfBoundInvite>;
  /**
   * Uses an invitation for a person, who receives the role and the position. Undefined for a token that is
   * unknown, mangled, expired, bound to a number, or was used by somebody else; the caller does not learn
   * which. If the same person uses it again, the answer is the same, so that a redelivered message finishes
   * what a crash interrupted.
   */
  redeem(use: {
    readonly token: string;
    readonly person: string;
    readonly name: string;
    readonly now: Date;
  }): Promise<Appointment | undefined>;
  /** Voids the invitations that a person has used, and those they made that are still unused. */
  withdraw(person: string): Promise<void>;
}

/** Who made the invitation of a start without an administrator: it is void once anybody is one. */
export const FIRST_START = 'start';

interface InviteDocument {
  _id: string;
  role: Role;
  position?: string;
  createdBy: string;
  expiresAt: Date;
  usedBy: string | null;
  usedAt: Date | null;
  /** The only number it works for, as a hash; if absent, it works for the first person who uses it. */
  phoneHash?: string;
  /** The invitation for a number that has replaced this one. */
  replacedBy?: string;
}

const TOKEN_BYTES = 18;
const VALID_HOURS = 48;
const HOUR_MS = 3_600_000;
/** Milliseconds in which the same person may use an invitation again. */
const AGAIN_MS = 10 * 60_000;

const inviteSchema = createDocumentSchema<InviteDocument>('invites', {
  _id: { type: String, required: true },
  role: { type: String, required: true },
  position: { type: String },
  createdBy: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  usedBy: { type: String, default: null },
  usedAt: { type: Date, default: null },
  phoneHash: { type: String },
  replacedBy: { type: String },
});

inviteSchema.index({ usedBy: 1 });
inviteSchema.index({ createdBy: 1 });

/** The invitations on a connection; using one appoints the person at once. */
export function createInviteStore(options: {
  readonly connection: Connection;
  readonly people: Pick<PeopleStore, 'grant' | 'hasAny'>;
  readonly organization: Pick<OrganizationStore, 'assign'>;
  /** Returns the given number of random bytes. */
  readonly random: (size: number) => Buffer;
}): InviteStore {
  const { people, organization, random } = options;
  const model = options.connection.model<InviteDocument>('Invite', inviteSchema);
  const collection = typedCollection(model);
  const newToken = () => random(TOKEN_BYTES).toString('base64url');

  async function insert(
    token: string,
    invite: Appointment & { readonly createdBy: string; readonly now: Date; readonly phone?: string },
  ): Promise<{ readonly invite: string; readonly expiresAt: Date }> {
    const { role, position, createdBy, now, phone } = invite;
    const expiresAt = new Date(now.getTime() + VALID_HOURS * HOUR_MS);
    const _id = hashOf(token);
    await collection.insertOne({
      _id,
      role,
      ...(position === undefined ? {} : { position }),
      createdBy,
      expiresAt,
      usedBy: null,
      usedAt: null,
      ...(phone === undefined ? {} : { phoneHash: hashOfPhone(keyOf(token), phone) }),
    });
    return { invite: _id, expiresAt };
  }

  /**
   * Takes an invitation for a person, or finds that they have just taken it; only one person ever gets it.
   */
  async function take(
    which: { readonly _id: string; readonly phoneHash: string | null },
    { person, name, now }: { readonly person: string; readonly name: string; readonly now: Date },
  ): Promise<Appointment | undefined> {
    const isTooLate = await people.hasAny('administrator', person);
    const taken = await model
      .findOneAndUpdate(
        {
          ...which,
          ...(isTooLate ? { createdBy: { $ne: FIRST_START } } : {}),
          ...working(now),
          replacedBy: null,
        },
        { $set: { usedBy: person, usedAt: now } },
        { returnDocument: 'after' },
      )
      .lean<InviteDocument>()
      .exec();
    const again = new Date(now.getTime() - AGAIN_MS);
    const invite = taken ?? (await find({ ...which, usedBy: person, usedAt: { $gt: again } }));
    if (invite === null) return undefined;
    const { role, position } = invite;
    await people.grant({ id: person, name, role });
    if (position !== undefined) await organization.assign({ [position]: person });
    return appointmentOf(invite);
  }

  function find(filter: QueryFilter<InviteDocument>): Promise<InviteDocument | null> {
    return model.findOne(filter).lean<InviteDocument>().exec();
  }

  return {
    async create(invite) {
      const token = newToken();
      return { token, ...(await insert(token, invite)) };
    },

    async mayBind({ invite, createdBy, now }) {
      return (await find({ _id: invite, createdBy, ...working(now), replacedBy: null })) !== null;
    },

    async bind({ invite, phone, createdBy, now }) {
      const which = { _id: invite, createdBy, ...working(now) };
      const before = (await find(which))?.replacedBy;
      if (before !== undefined) {
        if (((await find({ _id: before }))?.usedBy ?? null) !== null) return undefined;
        await model.deleteOne({ _id: before, usedBy: null }).exec();
      }
      const token = newToken();
      const replaced = await model
        .findOneAndUpdate(which, { $set: { replacedBy: hashOf(token) } }, { returnDocument: 'after' })
        .lean<InviteDocument>()
        .exec();
      if (replaced === null) return undefined;
      const appointment = appointmentOf(replaced);
      const { expiresAt } = await insert(token, { ...appointment, createdBy, now, phone });
      return { ...appointment, token, expiresAt };
    },

    async findBound({ token, now }) {
      const _id = hashOf(token);
      const found = await find({ _id, ...working(now), replacedBy: null });
      return found?.phoneHash === undefined ? undefined : { invite: _id, key: keyOf(token) };
    },

    async redeemBound({ invite, key, phone, ...use }) {
      const appointment = await take({ _id: invite, phoneHash: hashOfPhone(key, phone) }, use);
      if (appointment !== undefined) return { kind: 'appointed', appointment };
      const isWaiting = (await find({ _id: invite, ...working(use.now), replacedBy: null })) !== null;
      return { kind: isWaiting ? 'wrongNumber' : 'over' };
    },

    redeem: ({ token, ...use }) => take({ _id: hashOf(token), phoneHash: null }, use),

    async withdraw(person) {
      await model.deleteMany({ usedBy: person }).exec();
      await model.deleteMany({ createdBy: person, usedBy: null }).exec();
    },
  };
}

/** Neither used nor expired by then. */
function working(now: Date) {
  return { usedBy: null, expiresAt: { $gt: now } };
}

function appointmentOf({ role, position }: InviteDocument): Appointment {
  return { role, ...(position === undefined ? {} : { position }) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The key with which an invitation's number is hashed; it cannot be derived from the hash of the token. */
function keyOf(token: string): string {
  return createHash('sha256').update(`phone:${token}`).digest('hex');
}

function hashOfPhone(key: string, phone: string): string {
  return createHmac('sha256', key).update(phone).digest('hex');
}
