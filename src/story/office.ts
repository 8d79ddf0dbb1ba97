import { type ScreenEntry, screenCall } from './screen.js';

/** A letter as the desks of the simulated office automation show it. */
interface DeskLetter {
  readonly id: string;
  readonly subject: string;
  readonly standing: string;
  readonly receivedAt: string;
  readonly withdrawnAt?: string;
  readonly acts: readonly {
    readonly text: string;
    readonly receipt?: { readonly accepted: boolean; readonly sentence: string };
  }[];
}

/** Plays whoever sits at the desks of the simulated office automation Gam. */
export interface OfficeClient {
  /** What lies in the cartable of a position. */
  letters(position: string): Promise<readonly ScreenEntry[]>;
  /** Answers the newest letter of a position. */
  answer(position: string, text: string): Promise<void>;
  /** Cuts Gam off, or brings it back. */
  setAway(isAway: boolean): Promise<void>;
}

/** The button under a letter with which something can be done. */
const ANSWER = 'پاسخ';

/** A client for the desks of the city at `url`. */
export function createOfficeClient(url: string): OfficeClient {
  const call = screenCall(`${url}/simulator/gam/api/desk`);
  const lettersOf = (position: string) => call<readonly DeskLetter[]>('GET', `/letters?position=${position}`);

  return {
    letters: async (position) => (await lettersOf(position)).map(shown),
    async answer(position, text) {
      const letter = (await lettersOf(position)).at(-1);
      if (letter === undefined) throw new Error(`${position} has no letter.`);
      await call('POST', `/letters/${letter.id}/acts`, { kind: 'answer', outcome: 'done', text });
    },
    async setAway(isAway) {
      if (isAway) await call('POST', '/faults', { kind: 'away' });
      else await call('DELETE', '/faults/away');
    },
  };
}

function shown(letter: DeskLetter, index: number): ScreenEntry {
  const acts = letter.acts.map(({ text, receipt }) => {
    if (receipt === undefined) return `در راه: ${text}`;
    return receipt.accepted ? `ثبت شد: ${text}` : `پذیرفته نشد: ${receipt.sentence}`;
  });
  return {
    messageId: index + 1,
    from: 'bot',
    date: letter.receivedAt,
    text: [letter.subject, letter.standing, ...acts].join('\n'),
    keyboard: letter.withdrawnAt === undefined ? [[{ text: ANSWER }]] : [],
  };
}
