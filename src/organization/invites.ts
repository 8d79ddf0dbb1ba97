import { createHash } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import type { OrganizationStore } from './organization-store.js';
import type { PeopleStore, Role } from './people-store.js';

/** What an invitation makes of the person who uses it. */
export interface Appointment {
  readonly role: Role;
  /** The position that a manager takes. */
  readonly position?: string;
}

/** Single-use links by which people become staff (telegram.md, F4). Only the hash of a token is kept. */
export interface InviteStore {
  /** Makes an invitation; the token is told this once and goes into the link's `start` parameter. */
  create(
    invite: Appointment & { readonly createdBy: string; readonly now: Date },
  ): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /**
   * Uses an invitation for a person: he gets the role and the position. Undefined for a token that is
   * unknown, mangled, over, or was used by somebody else; it is not told which. The same person using it
   * again gets the same answer, so that a redelivered message finishes what a crash interrupted.
   */
  redeem(use: {
    readonly token: string;
    readonly person: string;
    readonly name: string;
    readonly now: Date;
  }): Promise<Appointment | undefined>;
  /** Makes void what a person has used, and what he made and nobody has used yet. */
  withdraw(person: string): Promise<void>;
}

interface InviteDocument {
  _id: string;
  role: Role;
  position?: string;
  createdBy: string;
  expiresAt: Date;
  usedBy: string | null;
  usedAt: Date | null;
}

const TOKEN_BYTES = 18;
const VALID_HOURS = 48;
const HOUR_MS = 3_600_000;
/** Milliseconds for which the person who used an invitation may use it again. */
const AGAIN_MS = 10 * 60_000;

const inviteSchema = new Schema<InviteDocument>(
  {
    _id: { type: String, required: true },
    role: { type: String, required: true },
    position: { type: String },
    createdBy: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedBy: { type: String, default: null },
    usedAt: { type: Date, default: null },
  },
  { collection: 'invites', versionKey: false, autoIndex: false },
);

inviteSchema.index({ usedBy: 1 });
inviteSchema.index({ createdBy: 1 });

/** The invitations on a connection; using one appoints the person at once. */
export function createInviteStore(options: {
  readonly connection: Connection;
  readonly people: Pick<PeopleStore, 'grant'>;
  readonly organization: Pick<OrganizationStore, 'assign'>;
  /** Gives that many random bytes. */
  readonly random: (size: number) => Buffer;
}): InviteStore {
  const { people, organization, random } = options;
  const model = options.connection.model<InviteDocument>('Invite', inviteSchema);

  return {
    async create({ role, position, createdBy, now }) {
      const token = random(TOKEN_BYTES).toString('base64url');
      const expiresAt = new Date(now.getTime() + VALID_HOURS * HOUR_MS);
      await model.collection.insertOne({
        _id: hashOf(token) as never,
        role,
        ...(position === undefined ? {} : { position }),
        createdBy,
        expiresAt,
        usedBy: null,
        usedAt: null,
      });
      return { token, expiresAt };
    },

    async redeem({ token, person, name, now }) {
      const _id = hashOf(token);
      const taken = await model
        .findOneAndUpdate(
          { _id, usedBy: null, expiresAt: { $gt: now } },
          { $set: { usedBy: person, usedAt: now } },
          { returnDocument: 'after' },
        )
        .lean<InviteDocument>()
        .exec();
      const again = new Date(now.getTime() - AGAIN_MS);
      const invite =
        taken ??
        (await model
          .findOne({ _id, usedBy: person, usedAt: { $gt: again } })
          .lean<InviteDocument>()
          .exec());
      if (invite === null) return undefined;
      const { role, position } = invite;
      await people.grant({ id: person, name, role });
      if (position !== undefined) await organization.assign({ [position]: person });
      return { role, ...(position === undefined ? {} : { position }) };
    },

    async withdraw(person) {
      await model.deleteMany({ usedBy: person }).exec();
      await model.deleteMany({ createdBy: person, usedBy: null }).exec();
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The link that opens the staff bot with an invitation. */
export function inviteLink(botUsername: string, token: string): string {
  return `https://t.me/${botUsername}?start=${token}`;
}
