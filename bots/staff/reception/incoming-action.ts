import type { ShownButtons } from '../../../src/mailbox/chat.js';
import {
  type IncomingAction,
  type ReadableUpdate,
  readIncomingAction,
} from '../../../src/telegram/incoming-action.js';
import { type StaffPress, staffButtons } from '../../../src/telegram/staff-buttons.js';
import { startPayload } from '../keywords.js';

/** What a person did with one update, as far as the bot distinguishes it. */
export type StaffAction = IncomingAction<StaffPress, string>;

/** A message or an edited message: everything but a press. */
export type StaffMessage = Exclude<StaffAction, { kind: 'press' }>;

/**
 * Reads what was done, or undefined for an update that needs no reaction; `wordIn` finds the word in a text, and `shown` has the
 * messages whose buttons work.
 */
export function readStaffAction(
  update: ReadableUpdate,
  wordIn: (text: string) => string | undefined,
  shown: readonly ShownButtons[],
): StaffAction | undefined {
  return readIncomingAction(update, {
    buttons: staffButtons,
    shown,
    hear(text, isForwarded) {
      // A forwarded text is not a command of the person who forwards it.
      if (isForwarded) return {};
      const word = wordIn(text);
      const payload = startPayload(text);
      return { ...(word === undefined ? {} : { word }), ...(payload === undefined ? {} : { payload }) };
    },
  });
}
