import { type ScreenEntry, screenCall } from './screen.js';

/** A line as the screens of the simulated registry show it. */
interface RegistryLine {
  readonly id: string;
  readonly call?: {
    readonly text: string;
    readonly takenAt: string;
  };
  readonly standing?: {
    readonly code: string;
    readonly filedAt: string;
    readonly status: string;
    readonly answer: { readonly text: string } | null;
    readonly rating: number | null;
  };
}

/** What is written down of a call. */
interface StoryCall {
  readonly name: string;
  readonly phone: string;
  readonly text: string;
  readonly category: string;
  readonly district: string;
}

/** Plays the operators who take calls in the simulated registry Saja. */
export interface RegistryClient {
  /** The calls, and what was filed elsewhere. */
  lines(): Promise<readonly ScreenEntry[]>;
  take(call: StoryCall): Promise<void>;
}

const STATUS: Readonly<Record<string, string>> = {
  intake: 'در صف کارشناسان ۱۳۷',
  referred: 'در کارتابل مدیر',
  waiting: 'منتظر پاسخ شهروند',
  followUp: 'در صف پیگیری',
  answered: 'پاسخ داده شد',
  closed: 'بسته شد',
};
/** What an operator can do once the caller has heard the answer. */
const RATE = 'نمره';

/** A client for the screens of the registry of the city at `url`. */
export function createRegistryClient(url: string): RegistryClient {
  const call = screenCall(`${url}/simulator/saja/api/desk`);
  return {
    lines: async () => (await call<readonly RegistryLine[]>('GET', '/lines')).map(shown),
    async take(given) {
      await call('POST', '/calls', given);
    },
  };
}

function shown({ id, call, standing }: RegistryLine, index: number): ScreenEntry {
  const { status = '', answer = null, rating = null } = standing ?? {};
  const rest = [
    ...(answer === null ? [] : [`پاسخ: ${answer.text}`]),
    ...(rating === null ? [] : [`نمره: ${rating} از ۵`]),
  ];
  return {
    messageId: index + 1,
    from: 'bot',
    date: call?.takenAt ?? standing?.filedAt ?? '',
    text: [
      call === undefined ? 'از ربات' : `تماس ${id}: ${call.text}`,
      STATUS[status] ?? status,
      ...rest,
    ].join('\n'),
    keyboard: call !== undefined && status === 'answered' && rating === null ? [[{ text: RATE }]] : [],
  };
}
