import type { Clock } from '../../clock.js';
import { countParts } from '../../sms/parts.js';
import { openRecords } from '../other-systems/kept-records.js';

/** A short message that the simulated provider has taken, or that a telephone has sent to the line. */
export interface NetworkMessage {
  /** The provider's id, in digits. */
  readonly id: string;
  readonly direction: 'toPhone' | 'fromPhone';
  /** The id that the sender gave it, if any. */
  readonly own?: string;
  /** As it is dialled in the country. */
  readonly number: string;
  readonly text: string;
  /** The template by which it was sent, if any. */
  readonly template?: string;
  readonly parts: number;
  readonly at: string;
  /** What becomes of it; only what arrives is on the telephone. */
  readonly fate: 'arrives' | 'filtered' | 'blacklisted' | 'silent';
}

/** Where a message is, as providers tell it in their own numbers. */
type NetworkState = 'sent' | 'delivered' | 'failed' | 'blacklisted';

/** The telephones of the simulated city, and the messages on them. */
export interface PhoneNetwork {
  /** Every message, oldest first. */
  list(): readonly NetworkMessage[];
  take(
    message: Pick<NetworkMessage, 'number' | 'text' | 'fate'> & { own?: string; template?: string },
  ): NetworkMessage;
  find(id: string): NetworkMessage | undefined;
  /** The newest message with that id of the sender. */
  findOwn(own: string): NetworkMessage | undefined;
  stateOf(message: NetworkMessage): NetworkState;
  /** A telephone writes to the line. */
  write(number: string, text: string): NetworkMessage;
  /** What telephones have sent since this was asked last. */
  takeReceived(): readonly NetworkMessage[];
  /** Has a function called after each change. */
  subscribe(listener: () => void): () => void;
}

const FILE = 'messages.jsonl';
const FIRST_ID = 137_000_001;

/** Opens the network, with what an earlier one left in the folder. */
export function openPhoneNetwork({
  folder,
  clock,
}: {
  readonly folder: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}): PhoneNetwork {
  const records = openRecords<NetworkMessage>(folder, FILE);
  let received = 0;

  function keep(message: Omit<NetworkMessage, 'id' | 'parts' | 'at'>): NetworkMessage {
    const kept = {
      ...message,
      id: String(FIRST_ID + records.list().length),
      parts: countParts(message.text),
      at: clock.now().toISOString(),
    };
    records.keep(kept);
    return kept;
  }

  return {
    list: records.list,
    take: (message) => keep({ ...message, direction: 'toPhone' }),
    find: records.find,
    findOwn: (own) => records.list().findLast((message) => message.own === own),
    stateOf({ fate }) {
      if (fate === 'arrives') return 'delivered';
      if (fate === 'silent') return 'sent';
      return fate === 'blacklisted' ? 'blacklisted' : 'failed';
    },
    write: (number, text) => keep({ number, text, direction: 'fromPhone', fate: 'arrives' }),
    takeReceived() {
      const all = records.list().filter(({ direction }) => direction === 'fromPhone');
      const fresh = all.slice(received);
      received = all.length;
      return fresh;
    },
    subscribe: records.subscribe,
  };
}
