import { roleOf } from '../../channel/bot.js';
import { personAddress } from '../../channel/person-id.js';
import type { Citizen, CitizenStore } from '../../citizens/citizen-store.js';
import type { Locale } from '../../config.js';
import type { Reachability } from '../../mailbox/reachability.js';
import type { PeopleStore, StaffPerson } from '../../organization/people-store.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { Delivery } from '../delivery.js';

/** Where a person can be written to, and in which language. */
export type Addressee =
  | {
      readonly canBeReached: true;
      readonly chatId: number;
      readonly locale: Locale;
      /** Who they are, if they are a citizen. */
      readonly citizen?: Citizen;
    }
  /** A caller who never opened the bot, but whose number is known. */
  | {
      readonly canBeReached: false;
      readonly because: 'byNumber';
    }
  | {
      readonly canBeReached: false;
      /** `noChat`: neither a chat nor a number is known. */
      readonly because: 'unknown' | 'noChat' | Exclude<Reachability, 'yes'>;
    };

/** Finds the chats of people, and remembers who can no longer be reached. */
export interface AddressBook {
  find(recipient: Pick<Delivery, 'bot' | 'person'>): Promise<Addressee>;
  markUnreachable(
    recipient: Pick<Delivery, 'bot' | 'person'>,
    because: Exclude<Reachability, 'yes'>,
  ): Promise<void>;
  /** Remembers the requests whose news a citizen missed; staff have their cartables. */
  noteMissed(recipient: Pick<Delivery, 'bot' | 'person'>, codes: readonly TrackingCode[]): Promise<void>;
}

/** The address book of citizens and staff; staff are written to in the city's language. */
export function createAddressBook(options: {
  readonly citizens: Pick<CitizenStore, 'find' | 'setReachable' | 'noteMissed'>;
  readonly people: Pick<PeopleStore, 'find' | 'setReachable'>;
  readonly defaultLocale: Locale;
}): AddressBook {
  const { citizens, people, defaultLocale } = options;

  /**
   * The person a number belongs to now, if they have proved it to be theirs after something was planned for
   * its caller.
   */
  async function leadingTo(caller: Citizen | undefined): Promise<Citizen | undefined> {
    return caller?.mergedInto === undefined ? caller : citizens.find(caller.mergedInto);
  }

  return {
    async find({ bot, person }) {
      if (roleOf(bot) === 'citizen') return addressOfCitizen(await leadingTo(await citizens.find(person)));
      return addressOfStaff(await people.find(person), defaultLocale);
    },
    async markUnreachable({ bot, person }, because) {
      await (roleOf(bot) === 'citizen' ? citizens : people).setReachable(person, because);
    },
    async noteMissed({ bot, person }, codes) {
      if (roleOf(bot) === 'citizen') await citizens.noteMissed(person, codes);
    },
  };
}

function addressOfCitizen(citizen: Citizen | undefined): Addressee {
  if (citizen === undefined) return { canBeReached: false, because: 'unknown' };
  const { chatId, phone, locale, reachable } = citizen;
  if (chatId === undefined) {
    return phone === undefined
      ? { canBeReached: false, because: 'noChat' }
      : { canBeReached: false, because: 'byNumber' };
  }
  return reachable === 'yes'
    ? { canBeReached: true, chatId, locale, citizen }
    : { canBeReached: false, because: reachable };
}

function addressOfStaff(person: StaffPerson | undefined, locale: Locale): Addressee {
  if (person === undefined) return { canBeReached: false, because: 'unknown' };
  const { _id, reachable } = person;
  const address = personAddress(_id);
  if (address === undefined) return { canBeReached: false, because: 'noChat' };
  return reachable === 'yes'
    ? { canBeReached: true, chatId: address.userId, locale }
    : { canBeReached: false, because: reachable };
}
