import type { Conversation, ShownButtons } from '../mailbox/chat.js';
import type { ButtonMemory } from '../mailbox/mailbox-bot.js';
import { searchableText } from '../text/persian.js';

/** Messages with buttons that a chat remembers: what is asked now, and what came between. */
const MOST_REMEMBERED = 3;

/** The markup of a message; only buttons below it that bring data are of interest. */
type AnyMarkup = object | undefined;

/** Follows which buttons each chat has while its updates are handled. */
export interface ButtonWatch {
  /**
   * Begins to follow a chat. The function returned ends it, and leaves what is shown then in the memory; what is new
   * belongs to the conversation that is open then.
   */
  follow(chatId: number, memory: Pick<ButtonMemory, 'shown' | 'keep'>): (end: End) => void;
  /** Notes the markup with which a message was sent or changed; undefined for none. */
  note(chatId: number, messageId: number, markup: AnyMarkup): void;
}

/** The end of an update: the question that is open, undefined for none, and the moment on the city's clock. */
interface End {
  readonly question: string | undefined;
  readonly at: Date;
}

/** A message with its buttons, whatever they belong to. */
export type WithButtons = Pick<ShownButtons, 'messageId' | 'buttons'>;

/** What is shown now; of what is new it is not known yet to which question it belongs. */
type Noted = WithButtons & Partial<ShownButtons>;

/** A watch over the chats of one bot. */
export function createButtonWatch(): ButtonWatch {
  const chats = new Map<number, readonly Noted[]>();
  return {
    follow(chatId, memory) {
      chats.set(chatId, memory.shown);
      return ({ question, at: now }) => {
        const shown = chats.get(chatId) ?? [];
        chats.delete(chatId);
        const belonging = question === undefined ? {} : { question };
        if (shown !== memory.shown)
          memory.keep(
            shown.map(({ at, ...one }) =>
              at === undefined ? { ...one, ...belonging, at: now } : { ...one, at },
            ),
          );
      };
    },
    note(chatId, messageId, markup) {
      const shown = chats.get(chatId);
      if (shown === undefined) return;
      const buttons = buttonsIn(markup);
      const isKnown = shown.some((one) => one.messageId === messageId);
      if (buttons.length === 0 && !isKnown) return;
      const others = shown.filter((one) => one.messageId !== messageId);
      const now = buttons.length === 0 ? others : [...others, { messageId, buttons }];
      chats.set(
        chatId,
        now.toSorted((one, other) => one.messageId - other.messageId).slice(-MOST_REMEMBERED),
      );
    },
  };
}

/**
 * The messages of a chat whose buttons can be typed, the oldest first: those of the question that is open, and what was
 * delivered where none is.
 */
export function typeableButtons(
  { shown, delivered }: Pick<ButtonMemory, 'shown' | 'delivered'>,
  open: string | undefined,
): readonly ShownButtons[] {
  return [...delivered, ...shown]
    .filter(({ question }) => question === open)
    .toSorted((one, other) => one.messageId - other.messageId);
}

/** The question of a conversation by which its buttons are known; undefined where none is open. */
export function questionOf(conversation: Conversation | null): string | undefined {
  return conversation === null ? undefined : `${conversation.flow}:${conversation.step}`;
}

/** The buttons of a markup that bring data, each with what it says and brings. */
function buttonsIn(markup: AnyMarkup): ShownButtons['buttons'] {
  if (markup === undefined || !('inline_keyboard' in markup) || !Array.isArray(markup.inline_keyboard))
    return [];
  // The Bot API's own shape, which both libraries type.
  const rows = markup.inline_keyboard as readonly (readonly { text: string; callback_data?: string }[])[];
  return rows
    .flat()
    .flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [{ label: text, data }]));
}

/**
 * The button whose label a text is, below the newest message that has such a button; undefined where there is none, or
 * where several buttons of one message say the same.
 */
export function buttonTyped(
  text: string,
  shown: readonly WithButtons[],
): { readonly messageId: number; readonly data: string } | undefined {
  const typed = bareLabel(text);
  if (typed === '') return undefined;
  for (const { messageId, buttons } of shown.toReversed()) {
    const fitting = new Set(buttons.flatMap(({ label, data }) => (bareLabel(label) === typed ? [data] : [])));
    const [data, ...others] = fitting;
    if (data !== undefined) return others.length === 0 ? { messageId, data } : undefined;
  }
  return undefined;
}

/** A label as people type it: its words and numbers, without emoji, arrows and punctuation. */
function bareLabel(text: string): string {
  return searchableText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
