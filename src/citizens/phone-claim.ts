import type { Locale } from '../config.js';
import { callerId } from '../requests/lifecycle/callers.js';
import type { RequestStore } from '../requests/request-store.js';
import type { Citizen, CitizenStore } from './citizen-store.js';

export interface PhoneClaimOptions {
  readonly citizens: Pick<
    CitizenStore,
    'find' | 'update' | 'forget' | 'leadTo' | 'addRequest' | 'addFollowing' | 'removeCaller'
  >;
  readonly requests: Pick<RequestStore, 'naming' | 'renameCitizen' | 'findMany'>;
  /**
   * Called once everything of a caller belongs to a person: news that the caller has not heard yet is told
   * there.
   */
  readonly onMoved?: (caller: string, person: string) => Promise<void>;
}

/** What follows when a number belongs to a person. */
export interface PhoneClaim {
  /**
   * Gives a person the number that they have proved to be theirs, and with it the requests made by phone from
   * that number, which are theirs from then on. Repeating it, also after a crash in between, changes nothing
   * more. Resolves to how many requests they received.
   */
  prove(person: Pick<Citizen, '_id'>, proved: { phone: string; locale: Locale }): Promise<number>;
  /** Forgets the number of a person; the requests that came with it stay theirs. */
  remove(person: Pick<Citizen, '_id' | 'phone'>): Promise<void>;
}

/** The claim on a number: the caller's document points to the person before anything moves to them. */
export function createPhoneClaim({
  citizens,
  requests,
  onMoved = async () => undefined,
}: PhoneClaimOptions): PhoneClaim {
  async function remove({ _id, phone }: Pick<Citizen, '_id' | 'phone'>): Promise<void> {
    if (phone === undefined) return;
    await citizens.removeCaller(phone);
    await citizens.forget(_id, 'phone');
  }

  /** A number belongs to one person: its previous owner loses it. */
  async function takeFrom(former: string, phone: string): Promise<void> {
    const person = await citizens.find(former);
    if (person?.phone === phone) await citizens.forget(former, 'phone');
  }

  return {
    async prove({ _id }, { phone, locale }) {
      const person = await citizens.find(_id);
      if (person?.phone !== undefined && person.phone !== phone) await remove(person);
      const before = await citizens.leadTo(_id, { phone, locale });
      if (before?.mergedInto !== undefined && before.mergedInto !== _id) {
        await takeFrom(before.mergedInto, phone);
      }
      const caller = callerId(phone);
      const codes = await requests.naming(caller);
      for (const code of codes) {
        const [request] = await requests.findMany([code]);
        if (request?.citizen === caller) await citizens.addRequest(_id, code);
        else if (request?.followers.includes(caller) === true) await citizens.addFollowing(_id, code);
        await requests.renameCitizen(code, caller, _id);
      }
      await citizens.update(_id, { phone });
      await onMoved(caller, _id);
      return codes.length;
    },

    remove,
  };
}
