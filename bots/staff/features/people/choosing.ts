import type { InlineKeyboardButton } from 'telegraf/types';
import type { StaffPerson } from '../../../../src/organization/people-store.js';
import { positionsCalled } from '../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../context.js';
import { button, inline, leavingRow } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { keepStaffing, type Staffing } from './flow.js';
import { personButton } from './pages.js';
import { staffCalled } from './search-by-name.js';

const MOST_CHOICES = 10;

/** Finds by typed names whom or what an administrator means, and offers it to be pressed. */
export interface Choosing {
  /** The staff as they are; whoever is nothing any more is left out. */
  staff(): Promise<readonly StaffPerson[]>;
  /** Colleagues to look at. */
  offerPeople(visit: Visit, staffing: Staffing, typed: string): Promise<void>;
  /** Colleagues who may take over a position. */
  offerSuccessors(visit: Visit, staffing: Staffing, typed: string): Promise<void>;
  /** Positions that a colleague may get. */
  offerPositions(visit: Visit, staffing: Staffing, typed: string): Promise<void>;
  /** Ends the buttons of the message that counted until now. */
  takeButtons(visit: Visit, staffing: Staffing): Promise<void>;
}

/** Choosing on the stores. */
export function createChoosing({
  people,
  messenger,
}: Pick<FeatureOptions, 'people' | 'messenger'>): Choosing {
  async function staff(): Promise<readonly StaffPerson[]> {
    return (await people.listAll()).filter(({ roles }) => roles.length > 0);
  }

  async function takeButtons({ chatId }: Visit, { draft: { shownAt } }: Staffing): Promise<void> {
    if (shownAt !== undefined) await messenger.removeButtons(chatId, shownAt);
  }

  /** What fits, to choose from; the question stays open where nothing or too much does. */
  async function offer(
    visit: Visit,
    staffing: Staffing,
    buttons: readonly InlineKeyboardButton[],
    isQuestion: boolean,
  ): Promise<void> {
    const { wording } = visit;
    if (buttons.length === 0 || buttons.length > MOST_CHOICES) {
      const count = buttons.length;
      await visit.say(wording.html(buttons.length === 0 ? 'people.notFound' : 'people.tooMany', { count }));
      return;
    }
    const rows = buttons.map((one) => [one]);
    await takeButtons(visit, staffing);
    const shownAt = await visit.say(
      wording.html('people.choose'),
      isQuestion ? inline(...rows, leavingRow(visit)) : inline(...rows),
    );
    const { shownAt: _old, ...rest } = staffing.draft;
    const draft = shownAt === undefined ? rest : { ...rest, shownAt };
    visit.conversation = keepStaffing(isQuestion ? { ...staffing, draft } : { step: 'list', draft: {} });
  }

  return {
    staff,
    takeButtons,
    async offerPeople(visit, staffing, typed) {
      const fitting = staffCalled(typed, await staff(), visit);
      await offer(
        visit,
        staffing,
        fitting.map((person) => personButton(visit, person)),
        false,
      );
    },
    async offerSuccessors(visit, staffing, typed) {
      const buttons = staffCalled(typed, await staff(), visit).map((person) => ({
        ...personButton(visit, person),
        callback_data: staffButtons.pack('chooseSuccessor', person._id),
      }));
      await offer(visit, staffing, buttons, true);
    },
    async offerPositions(visit, staffing, typed) {
      const buttons = positionsCalled(typed, visit.organization.positions).map(({ code }) =>
        button(visit.wording.name(code), staffButtons.pack('choosePosition', code)),
      );
      await offer(visit, staffing, buttons, true);
    },
  };
}
