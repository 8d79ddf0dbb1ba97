import {
  type IncomingAction,
  type ReadableUpdate,
  readIncomingAction,
} from '../../../src/telegram/incoming-action.js';
import { type StaffPress, staffButtons } from '../../../src/telegram/staff-buttons.js';
import type { Texts } from '../../../src/text/texts.js';
import { startPayload, type Word, wordIn } from '../commands.js';

/** What a person did with one update, as far as the bot distinguishes it. */
export type StaffAction = IncomingAction<StaffPress, Word>;

/** A message or an edited message: everything but a press. */
export type StaffMessage = Exclude<StaffAction, { kind: 'press' }>;

/** Reads what was done, or undefined for an update that needs no reaction. */
export function readStaffAction(update: ReadableUpdate, texts: Texts): StaffAction | undefined {
  return readIncomingAction(update, {
    buttons: staffButtons,
    hear(text, isForwarded) {
      // A forwarded text is not a command of the person who forwards it.
      if (isForwarded) return {};
      const word = wordIn(text, texts);
      const payload = startPayload(text);
      return { ...(word === undefined ? {} : { word }), ...(payload === undefined ? {} : { payload }) };
    },
  });
}
