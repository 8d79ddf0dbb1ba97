import type { BotCall, Dialect, Refusal } from '../channel/dialect.js';
import { toMarkdown, writeHarmless } from './markdown.js';

type Values = Readonly<Record<string, unknown>>;

/** Parameters of Telegram's Bot API that Bale does not have (docs/bale.md, 1). */
const UNKNOWN_TO_BALE: ReadonlySet<string> = new Set([
  'parse_mode',
  'link_preview_options',
  'message_thread_id',
  'allowed_updates',
  'secret_token',
  'max_connections',
]);
/** What a button of a message can do; Bale takes exactly one of these, and no colour beside it. */
const ACTIONS = ['callback_data', 'url'] as const;
/** What a key of the keyboard can do. */
const REQUESTS = ['request_contact', 'request_location'] as const;
/** Texts that Bale reads as Markdown; the answer to a press is none. */
const MARKDOWN_FIELDS = ['text', 'caption'] as const;

/** What Telegram says of somebody who blocked the bot. */
const BLOCKED = {
  ok: false,
  error_code: 403,
  description: 'Forbidden: bot was blocked by the user',
} as const;

/** How Bale's calls differ: every text is Markdown, replies have a field of their own, and much is not there. */
export function createBaleDialect({ blockedTexts }: { readonly blockedTexts: readonly string[] }): Dialect {
  return {
    write: ({ method, parameters }: BotCall) => ({ method, parameters: writeParameters(method, parameters) }),
    readRefusal(refusal: Refusal) {
      const words = refusal.description.toLowerCase();
      return blockedTexts.some((text) => words.includes(text.toLowerCase())) ? BLOCKED : refusal;
    },
  };
}

function writeParameters(method: string, parameters: Values): Values {
  const { reply_parameters: reply, reply_markup: markup, media, ...rest } = parameters;
  const known = Object.entries(rest).filter(([name]) => !UNKNOWN_TO_BALE.has(name));
  return {
    ...Object.fromEntries(known),
    ...(method === 'answerCallbackQuery' ? {} : writeTexts(parameters)),
    ...(isRecord(reply) ? { reply_to_message_id: reply['message_id'] } : {}),
    ...(isRecord(markup) ? { reply_markup: writeMarkup(markup) } : {}),
    ...(media === undefined ? {} : { media: Array.isArray(media) ? media.map(writeMedia) : media }),
  };
}

/** The texts of a call or of a file in an album: HTML where they say so, else words as somebody wrote them. */
function writeTexts(values: Values): Values {
  const write = values['parse_mode'] === 'HTML' ? toMarkdown : writeHarmless;
  const texts = MARKDOWN_FIELDS.flatMap((field) => {
    const text = values[field];
    return typeof text === 'string' ? [[field, write(text)]] : [];
  });
  return Object.fromEntries(texts);
}

function writeMedia(item: unknown): unknown {
  if (!isRecord(item)) return item;
  const { parse_mode: _, ...rest } = item;
  return { ...rest, ...writeTexts(item) };
}

function writeMarkup(markup: Values): Values {
  const { inline_keyboard: inline, keyboard } = markup;
  if (Array.isArray(inline)) return { inline_keyboard: writeRows(inline, ACTIONS) };
  return Array.isArray(keyboard) ? { ...markup, keyboard: writeRows(keyboard, REQUESTS) } : markup;
}

/** Rows of buttons with their text, and the one thing that each of them does. */
function writeRows(rows: readonly unknown[], actions: readonly string[]): unknown {
  const writeButton = (button: unknown) => {
    if (!isRecord(button)) return button;
    const action = actions.find((name) => button[name] !== undefined);
    return { text: button['text'], ...(action === undefined ? {} : { [action]: button[action] }) };
  };
  return rows.map((row: unknown) => (Array.isArray(row) ? row.map(writeButton) : row));
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
