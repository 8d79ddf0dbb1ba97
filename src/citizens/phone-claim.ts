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
  /** Called once everything of a caller belongs to a person: what the caller has not heard yet is told there. */
  readonly onMoved?: (caller: string, person: string) => Promise<void>;
}

/** What follows from a number that belongs to a person. */
export interface PhoneClaim {
  /**
   * Gives a person the number that he has proved to be his, and with it the requests that were made by phone from
   * that number: they are his from then on. Doing it again, also after a crash in between, changes nothing more.
   * Resolves to how many requests came to him.
   */
  prove(person: Pick<Citizen, '_id'>, proved: { phone: string; locale: Locale }): Promise<number>;
  /** Forgets the number of a person; the requests that came with it stay his. */
  remove(person: Pick<Citizen, '_id' | 'phone'>): Promise<void>;
}

/** The claim on a number: the caller's document leads to the person before anything moves to him. */
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

  /** A number is one person's: whoever had it before has it no more. */
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
