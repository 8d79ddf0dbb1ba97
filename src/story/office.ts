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

/** A letter in the form of a message on a phone; one that can be answered has a button. */
interface LetterAsMessage {
  readonly messageId: number;
  readonly from: 'bot';
  readonly date: string;
  readonly text: string;
  readonly keyboard: readonly (readonly { readonly text: string }[])[];
}

/** Plays whoever sits at the desks of the simulated office automation Gam. */
export interface OfficeClient {
  /** What lies in the cartable of a position. */
  letters(position: string): Promise<readonly LetterAsMessage[]>;
  /** Answers the newest letter of a position. */
  answer(position: string, text: string): Promise<void>;
  /** Cuts Gam off, or brings it back. */
  setAway(isAway: boolean): Promise<void>;
}

/** The button under a letter with which something can be done. */
const ANSWER = 'پاسخ';

/** A client for the desks of the city at `url`. */
export function createOfficeClient(url: string): OfficeClient {
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}/simulator/gam/api/desk${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    // The desks are ours, and their tests verify these shapes.
    return (await response.json()) as Answer;
  }

  const lettersOf = (position: string) => call<readonly DeskLetter[]>('GET', `/letters?position=${position}`);

  return {
    letters: async (position) => (await lettersOf(position)).map(shown),
    async answer(position, text) {
      const letter = (await lettersOf(position)).at(-1);
      if (letter === undefined) throw new Error(`${position} has no letter.`);
      await call('POST', `/letters/${letter.id}/acts`, { kind: 'answer', outcome: 'done', text });
    },
    setAway: (isAway) =>
      isAway ? call('POST', '/faults', { kind: 'away' }) : call('DELETE', '/faults/away'),
  };
}

function shown(letter: DeskLetter, index: number): LetterAsMessage {
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
