import type { InlineKeyboardButton } from 'telegraf/types';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import { findPositionsByName } from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { keepStaffing, type Staffing } from './flow.js';
import { personButton } from './pages.js';
import { findStaffByName } from './search-by-name.js';

const MOST_CHOICES = 10;

/** Finds the people or positions that an administrator's typed name means, and offers them as buttons. */
export interface Choosing {
  /** The current staff; people without any role are left out. */
  staff(): Promise<readonly StaffPerson[]>;
  /** Colleagues to view. */
  offerPeople(visit: Visit, staffing: Staffing, typed: string): Promise<Conversation | null>;
  /** Colleagues who may take over a position. */
  offerSuccessors(visit: Visit, staffing: Staffing, typed: string): Promise<Conversation | null>;
  /** Positions that a colleague may get. */
  offerPositions(visit: Visit, staffing: Staffing, typed: string): Promise<Conversation | null>;
}

/** Choices on the stores. */
export function createChoosing({ people }: Pick<FeatureOptions, 'people'>): Choosing {
  async function staff(): Promise<readonly StaffPerson[]> {
    return (await people.listAll()).filter(({ roles }) => roles.length > 0);
  }

  /** The matches, to choose from; the question stays open if there are none or too many. */
  async function offer(
    visit: Visit,
    staffing: Staffing,
    buttons: readonly InlineKeyboardButton[],
    isQuestion: boolean,
  ): Promise<Conversation | null> {
    const { wording } = visit;
    if (buttons.length === 0 || buttons.length > MOST_CHOICES) {
      const count = buttons.length;
      await visit.say(wording.html(buttons.length === 0 ? 'people.notFound' : 'people.tooMany', { count }));
      return visit.conversation;
    }
    const rows = buttons.map((one) => [one]);
    await visit.takeButtons(staffing.draft.shownAt);
    const shownAt = await visit.say(
      wording.html('people.choose'),
      isQuestion ? inlineKeyboard(...rows, leavingRow(visit)) : inlineKeyboard(...rows),
    );
    const { shownAt: _old, ...rest } = staffing.draft;
    const draft = shownAt === undefined ? rest : { ...rest, shownAt };
    return keepStaffing(isQuestion ? { ...staffing, draft } : { step: 'list', draft: {} });
  }

  return {
    staff,
    async offerPeople(visit, staffing, typed) {
      const fitting = findStaffByName(typed, await staff(), visit);
      return offer(
        visit,
        staffing,
        fitting.map((person) => personButton(visit, person)),
        false,
      );
    },
    async offerSuccessors(visit, staffing, typed) {
      const buttons = findStaffByName(typed, await staff(), visit).map((person) => ({
        ...personButton(visit, person),
        callback_data: staffButtons.pack('chooseSuccessor', person._id),
      }));
      return offer(visit, staffing, buttons, true);
    },
    async offerPositions(visit, staffing, typed) {
      const buttons = findPositionsByName(typed, visit.organization.positions).map(({ code }) =>
        inlineButton(visit.wording.name(code), staffButtons.pack('choosePosition', code)),
      );
      return offer(visit, staffing, buttons, true);
    },
  };
}
