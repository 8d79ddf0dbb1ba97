import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Reachability } from '../mailbox/reachability.js';

/**
 * A role of a member of staff, who may have several; which positions a manager holds is stored with the
 * organisation.
 */
export type Role = 'manager' | 'operator' | 'supervisor' | 'administrator';

/** A user of the staff bot. `_id` is the id of the person (src/channel). */
export interface StaffPerson {
  readonly _id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly reachable: Reachability;
}

/** A role for a person. */
export interface Grant {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The staff in the database; every access but `listAll` goes by id. */
export interface PeopleStore {
  find(id: string): Promise<StaffPerson | undefined>;
  findMany(ids: readonly string[]): Promise<readonly StaffPerson[]>;
  listAll(): Promise<readonly StaffPerson[]>;
  /** True if anybody has the role, not counting the person named. */
  hasAny(role: Role, besides?: string): Promise<boolean>;
  /** Makes sure that each person exists, with that name and role. */
  grant(...grants: readonly Grant[]): Promise<void>;
  /** Takes a role from a person; their next action is judged without it. */
  revoke(id: string, role: Role): Promise<void>;
  /** Takes all roles from a person; their name stays for the record. */
  dismiss(id: string): Promise<void>;
  setReachable(id: string, reachable: Reachability): Promise<void>;
  /** Calls a listener with the id of each person who may have been changed through this store, once that is done. */
  onChanged(listener: (id: string) => void): void;
}

const staffSchema = createDocumentSchema<StaffPerson>('staff', {
  _id: { type: String, required: true },
  name: { type: String, required: true },
  roles: { type: [String], required: true },
  reachable: { type: String, required: true },
});
staffSchema.index({ roles: 1 });

/** The staff store on a connection. */
export function createPeopleStore({ connection }: { readonly connection: Connection }): PeopleStore {
  const model = connection.model<StaffPerson>('Staff', staffSchema);
  const listeners: ((id: string) => void)[] = [];

  /** Tells whoever listens once a write is over: it may have been done where no answer came, too. */
  async function telling(ids: readonly string[], write: Promise<unknown>): Promise<void> {
    await write.finally(() => {
      for (const id of ids) for (const listener of listeners) listener(id);
    });
  }

  return {
    async find(id) {
      return (await model.findById(id).lean<StaffPerson>().exec()) ?? undefined;
    },

    async findMany(ids) {
      if (ids.length === 0) return [];
      return model
        .find({ _id: { $in: ids } })
        .lean<StaffPerson[]>()
        .exec();
    },

    async listAll() {
      return model.find().lean<StaffPerson[]>().exec();
    },

    async hasAny(role, besides) {
      const others = besides === undefined ? {} : { _id: { $ne: besides } };
      return (await model.exists({ roles: role, ...others })) !== null;
    },

    async grant(...grants) {
      if (grants.length === 0) return;
      const granted = model.bulkWrite(
        grants.map(({ id, name, role }) => ({
          updateOne: {
            filter: { _id: id },
            update: { $set: { name }, $addToSet: { roles: role }, $setOnInsert: { reachable: 'yes' } },
            upsert: true,
          },
        })),
      );
      await telling(
        grants.map(({ id }) => id),
        granted,
      );
    },

    async revoke(id, role) {
      await telling([id], model.updateOne({ _id: id }, { $pull: { roles: role } }).exec());
    },

    async dismiss(id) {
      await telling([id], model.updateOne({ _id: id }, { $set: { roles: [] } }).exec());
    },

    async setReachable(id, reachable) {
      await telling([id], model.updateOne({ _id: id }, { $set: { reachable } }).exec());
    },

    onChanged(listener) {
      listeners.push(listener);
    },
  };
}
