import type { ApiError } from './bot-api/errors.js';
import { type FormattedText, parseHtml } from './html-entities.js';
import type { UpdateKind } from './wire.js';

/** Where one simulated messenger differs from another, for bots and for people; the rest is the same code. */
export interface MessengerRules {
  /** A method of Telegram's Bot API, in small letters, that this messenger has. */
  readonly hasMethod: (name: string) => boolean;
  /** Reads a text with marks in it, in the mode that a bot names; undefined where nothing in it is a mark. */
  readonly readMarks: (source: string, mode: string | undefined) => FormattedText | undefined;
  readonly sendsUpdate: (kind: UpdateKind) => boolean;
  /** What an update carries, as this messenger writes it to bots. */
  readonly writeContent: (content: unknown) => unknown;
  /** The id of a press, made from a number from 0 (inclusive) to 1 (exclusive). */
  readonly pressId: (random: number) => string;
  /** True where the app shows the text with which that press is answered. */
  readonly showsAnswer: (pressId: string) => boolean;
  /** The result of a method, as this messenger answers it. */
  readonly writeResult: (method: string, result: unknown) => unknown;
  readonly writeRefusal: (refusal: ApiError) => { readonly status: number; readonly description: string };
  /** What a bot may not say of a button; undefined where all is well. */
  readonly findFaultyField: (button: Readonly<Record<string, unknown>>) => string | undefined;
  /** Ports to which updates are delivered. */
  readonly webhookPorts: ReadonlySet<string>;
  readonly webhookBody: () => 'json' | 'form';
  /** True where a file can be downloaded by its id as well as by the path that `getFile` names. */
  readonly servesFilesById: boolean;
  /** The most seconds for which a poll waits for updates; 0 where it is answered at once. */
  readonly mostWaitSeconds: () => number;
}

/** The most seconds for which a poll waits for updates. */
export const LONGEST_WAIT_SECONDS = 50;

/** The rules of Telegram (docs/telegram.md). */
export const TELEGRAM_RULES: MessengerRules = {
  hasMethod: () => true,
  readMarks: (source, mode) => (mode === undefined || mode === '' ? undefined : parseHtml(source)),
  sendsUpdate: () => true,
  writeContent: (content) => content,
  pressId: (random) => String(Math.floor(random * 9e15) + 1e15),
  showsAnswer: () => true,
  writeResult: (_method, result) => result,
  writeRefusal: ({ code, description }) => ({ status: code, description }),
  findFaultyField: () => undefined,
  // The port of HTTPS is left out of an address.
  webhookPorts: new Set(['', '80', '88', '443', '8443']),
  webhookBody: () => 'json',
  servesFilesById: false,
  mostWaitSeconds: () => LONGEST_WAIT_SECONDS,
};
