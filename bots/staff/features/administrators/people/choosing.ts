import type { InlineKeyboardButton } from 'telegraf/types';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import { findPositionsByName, findStaffByName } from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { editPressed, pressedMessage } from '../../../edit-message.js';
import { foundRows } from '../../../found-rows.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { isUnfinishedStaffing, keepStaffing, type Staffing } from './flow.js';
import { personButton } from './pages.js';

/** The typed name, and the page of its matches, from 0. */
export interface Searched {
  readonly typed: string;
  readonly page: number;
}

/** Finds the people or positions that an administrator's typed name means, and offers them as buttons. */
export interface Choosing {
  /** The current staff; people without any role are left out. */
  staff(): Promise<readonly StaffPerson[]>;
  /** Colleagues to view. */
  offerPeople(visit: Visit, staffing: Staffing, searched: Searched): Promise<Conversation | null>;
  /** Colleagues who may take over a position. */
  offerSuccessors(visit: Visit, staffing: Staffing, searched: Searched): Promise<Conversation | null>;
  /** Positions that a colleague may get. */
  offerPositions(visit: Visit, staffing: Staffing, searched: Searched): Promise<Conversation | null>;
}

/** Choices on the stores. */
export function createChoosing({ people }: Pick<FeatureOptions, 'people'>): Choosing {
  async function staff(): Promise<readonly StaffPerson[]> {
    return (await people.listAll()).filter(({ roles }) => roles.length > 0);
  }

  /** A page of the matches, to choose from; the question stays open if there are none. */
  async function offer(
    visit: Visit,
    staffing: Staffing,
    { typed, page }: Searched,
    buttons: readonly InlineKeyboardButton[],
  ): Promise<Conversation | null> {
    const { wording } = visit;
    if (buttons.length === 0) {
      await visit.say(wording.html('people.notFound'));
      return visit.conversation;
    }
    const isQuestion = isUnfinishedStaffing(staffing);
    const rows = foundRows(visit, buttons, page);
    const markup = isQuestion ? inlineKeyboard(...rows, leavingRow(visit)) : inlineKeyboard(...rows);
    const html = wording.html('people.choose');
    const isTurned = await editPressed(visit, html, markup);
    if (!isTurned) await visit.takeButtons(staffing.draft.shownAt);
    const shownAt = isTurned ? pressedMessage(visit) : await visit.say(html, markup);
    const { shownAt: _old, ...rest } = isQuestion ? staffing.draft : {};
    const draft = { ...rest, searched: typed, ...(shownAt === undefined ? {} : { shownAt }) };
    return keepStaffing(isQuestion ? { ...staffing, draft } : { step: 'list', draft });
  }

  const from = ({ organization, person }: Visit) => ({
    organization,
    own: organization.ownPositionsOf(person),
  });

  return {
    staff,
    async offerPeople(visit, staffing, searched) {
      const fitting = findStaffByName(searched.typed, await staff(), from(visit));
      const buttons = fitting.map((person) => personButton(visit, person));
      return offer(visit, staffing, searched, buttons);
    },
    async offerSuccessors(visit, staffing, searched) {
      const fitting = findStaffByName(searched.typed, await staff(), from(visit));
      const buttons = fitting.map((person) => ({
        ...personButton(visit, person),
        callback_data: staffButtons.pack('chooseSuccessor', person._id),
      }));
      return offer(visit, staffing, searched, buttons);
    },
    async offerPositions(visit, staffing, searched) {
      const { positions } = visit.organization;
      const buttons = findPositionsByName(searched.typed, positions, from(visit)).map(({ code }) =>
        inlineButton(visit.wording.name(code), staffButtons.pack('choosePosition', code)),
      );
      return offer(visit, staffing, searched, buttons);
    },
  };
}
