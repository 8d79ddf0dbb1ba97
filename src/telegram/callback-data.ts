/** Most bytes that Telegram takes as the data of a button (Bot API, InlineKeyboardButton). */
const MOST_BYTES = 64;

/** How one argument of a button is written and checked when it comes back. */
export interface Argument<Value> {
  readonly write: (value: Value) => string;
  /** The value, or undefined for a text that no button of ours carries. */
  readonly read: (text: string) => Value | undefined;
}

/** An argument of whatever type, as a table holds it. */
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

/** A press as it is understood: the action and its arguments. */
type Press<Table extends CallbackTable> = {
  [Action in keyof Table & string]: { readonly action: Action; readonly values: ValuesOf<Table[Action]> };
}[keyof Table & string];

/** Packs and unpacks the data of one bot's buttons. */
export interface Callbacks<Table extends CallbackTable> {
  /** The data of a button. Throws a `RangeError` when it is longer than 64 bytes. */
  pack<Action extends keyof Table & string>(action: Action, ...values: ValuesOf<Table[Action]>): string;
  /**
   * What a press means, or undefined for data that no button of ours carries: anybody can send any bytes,
   * so the caller still checks whether this person may do it now.
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

/** An argument that is a code of ours: letters, digits and hyphens. */
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
