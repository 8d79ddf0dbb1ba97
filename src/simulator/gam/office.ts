import type { Clock } from '../../clock.js';
import { openRecords } from '../other-systems/kept-records.js';

/** What somebody did with a letter at a desk. */
export interface DeskAct {
  readonly id: string;
  /** Counts the acts of one letter from 1. */
  readonly number: number;
  readonly kind: 'answer' | 'question' | 'referral';
  readonly signer: string;
  readonly at: string;
  readonly text: string;
  readonly outcome?: 'done' | 'planned' | 'notPossible';
  readonly day?: string;
  /** The code of the position to which it was referred. */
  readonly target?: string;
  /** What the sender of the letter made of it; absent while it has not said. */
  readonly receipt?: { readonly accepted: boolean; readonly sentence: string };
}

/** A letter in the simulated office automation. */
export interface OfficeLetter {
  /** The sender's own id. */
  readonly id: string;
  readonly version: number;
  readonly indicator: string;
  readonly kind: string;
  readonly priority: string;
  readonly receiverCode: string;
  readonly receiverTitle: string;
  readonly subject: string;
  readonly text: string;
  readonly standing: string;
  readonly marginNotes: readonly string[];
  readonly trackingCode: string;
  readonly deadline: string | null;
  readonly links: readonly string[];
  readonly receivedAt: string;
  readonly withdrawnAt?: string;
  readonly acts: readonly DeskAct[];
}

/** What a sender says in a letter. */
export type SentLetter = Omit<OfficeLetter, 'indicator' | 'receivedAt' | 'withdrawnAt' | 'acts'>;

/** The letters of the simulated office automation, kept in a file if it has a folder. */
export interface Office {
  /** The letters in the order of their indicator numbers. */
  list(): readonly OfficeLetter[];
  find(id: string): OfficeLetter | undefined;
  /** Takes a letter, or a newer version of one; of an older version nothing is taken. */
  take(letter: SentLetter, withdrawn: boolean): OfficeLetter;
  /** Somebody does something with a letter; undefined if it was withdrawn or is not there. */
  act(id: string, act: Omit<DeskAct, 'id' | 'number' | 'at'>): DeskAct | undefined;
  /** The acts without a receipt, with their letters, in the order in which they were done. */
  open(): readonly { readonly letter: OfficeLetter; readonly act: DeskAct }[];
  /** Notes what became of an act; false if there is no such act. */
  giveReceipt(act: string, receipt: NonNullable<DeskAct['receipt']>): boolean;
  /** Has a function called after each change. */
  subscribe(listener: () => void): () => void;
}

const FILE = 'letters.jsonl';

/** Opens the office, with what an earlier one left in the folder. */
export function openOffice({
  folder,
  clock,
}: {
  readonly folder: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}): Office {
  const letters = openRecords<OfficeLetter>(folder, FILE);

  return {
    list: letters.list,
    find: letters.find,

    take(sent, withdrawn) {
      const known = letters.find(sent.id);
      if (known !== undefined && known.version > sent.version) return known;
      const now = clock.now().toISOString();
      const taken: OfficeLetter = {
        ...sent,
        indicator: known?.indicator ?? `۱۳۷/${String(letters.list().length + 1).padStart(5, '0')}`,
        receivedAt: known?.receivedAt ?? now,
        acts: known?.acts ?? [],
        ...(withdrawn || known?.withdrawnAt !== undefined ? { withdrawnAt: known?.withdrawnAt ?? now } : {}),
      };
      letters.keep(taken);
      return taken;
    },

    act(id, given) {
      const letter = letters.find(id);
      if (letter === undefined || letter.withdrawnAt !== undefined) return undefined;
      const number = letter.acts.length + 1;
      const act: DeskAct = { ...given, id: `${id}.${number}`, number, at: clock.now().toISOString() };
      letters.keep({ ...letter, acts: [...letter.acts, act] });
      return act;
    },

    open: () =>
      letters
        .list()
        .flatMap((letter) => letter.acts.map((act) => ({ letter, act })))
        .filter(({ act }) => act.receipt === undefined)
        .toSorted((one, other) => one.act.at.localeCompare(other.act.at)),

    giveReceipt(id, receipt) {
      const letter = letters.list().find(({ acts }) => acts.some((act) => act.id === id));
      if (letter === undefined) return false;
      letters.keep({
        ...letter,
        acts: letter.acts.map((act) => (act.id === id ? { ...act, receipt } : act)),
      });
      return true;
    },

    subscribe: letters.subscribe,
  };
}
