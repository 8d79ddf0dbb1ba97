/** The most bytes that Telegram accepts as the data of a button (Bot API, InlineKeyboardButton). */
const MOST_BYTES = 64;

/** How one argument of a button is written, and validated when it comes back. */
export interface Argument<Value> {
  readonly write: (value: Value) => string;
  /** The value, or undefined for a text that belongs to none of our buttons. */
  readonly read: (text: string) => Value | undefined;
}

/** An argument of any type, for use in a table. */
interface AnyArgument {
  readonly write: (value: never) => string;
  readonly read: (text: string) => unknown;
}

/** The actions of one bot's buttons, each with its arguments. */
export type CallbackTable = Readonly<Record<string, readonly AnyArgument[]>>;

type ValueOf<Part> = Part extends Argument<infer Value> ? Value : never;
type ValuesOf<Parts extends readonly AnyArgument[]> = {
  -readonly [Index in keyof Parts]: ValueOf<Parts[Index]>;
};

/** A parsed press: the action and its arguments. */
type Press<Table extends CallbackTable> = {
  [Action in keyof Table & string]: { readonly action: Action; readonly values: ValuesOf<Table[Action]> };
}[keyof Table & string];

/** Packs and unpacks the data of one bot's buttons. */
export interface Callbacks<Table extends CallbackTable> {
  /** The data of a button. Throws a `RangeError` when it is longer than 64 bytes. */
  pack<Action extends keyof Table & string>(action: Action, ...values: ValuesOf<Table[Action]>): string;
  /**
   * The meaning of a press, or undefined for data that belongs to none of our buttons: anybody can send any
   * bytes, so the caller still checks whether this person may do it now.
   */
  parse(data: string): Press<Table> | undefined;
}

/** Declares the buttons of a bot: data is `action:argument:argument`. */
export function defineCallbacks<const Table extends CallbackTable>(table: Table): Callbacks<Table> {
  return {
    pack(action, ...values) {
      const parts: readonly AnyArgument[] = table[action] ?? [];
      const written = parts.map((part, index) => part.write(values[index] as never));
      const data = [action, ...written].join(':');
      if (Buffer.byteLength(data) > MOST_BYTES)
        throw new RangeError(`The data of a ${action} button is too long.`);
      return data;
    },
    parse(data) {
      const [action = '', ...texts] = data.split(':');
      if (!Object.hasOwn(table, action)) return undefined;
      const parts: readonly AnyArgument[] = table[action] ?? [];
      if (texts.length !== parts.length) return undefined;
      const values = parts.map((part, index) => part.read(texts[index] ?? ''));
      if (values.includes(undefined)) return undefined;
      // Each value was read by the argument at its place, which is what the type says.
      return { action, values } as unknown as Press<Table>;
    },
  };
}

/** An argument that is one of our codes: letters, digits and hyphens. */
export const codeArgument: Argument<string> = {
  write: (value) => value,
  read: (text) => (/^[A-Za-z0-9-]{1,48}$/.test(text) ? text : undefined),
};

/** An argument that is a whole number from `least` to `most`. */
export function numberArgument(least: number, most: number): Argument<number> {
  return {
    write: (value) => String(value),
    read(text) {
      if (!/^\d{1,9}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= least && value <= most ? value : undefined;
    },
  };
}

/** An argument that is one of a few words. */
export function wordArgument<const Word extends string>(...words: readonly Word[]): Argument<Word> {
  return { write: (value) => value, read: (text) => words.find((word) => word === text) };
}
