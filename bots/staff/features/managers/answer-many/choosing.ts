import type { CartableStore } from '../../../../../src/cartables/cartable-store.js';
import type { Selection } from '../../../../../src/cartables/selection.js';
import type { FindPage } from '../../../../../src/cartables/waiting-page.js';
import { type ListPage, lookUpPage } from '../../../../../src/messages/paged-list.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, inRows, leavingRow } from '../../../keyboards.js';
import { LINES_A_PAGE, pageOfLines } from '../cartable/list.js';
import { type ManyDraft, MOST_TOGETHER } from './flow.js';

const NUMBERS_IN_A_ROW = 5;

/** The requests that can be answered: those that wait for an answer which nobody has sent yet. */
export function findAnswerable(options: {
  readonly cartables: Pick<CartableStore, 'countEach'>;
  readonly findPage: FindPage;
}): (visit: Visit, draft: Pick<ManyDraft, 'category' | 'page'>) => Promise<ListPage<Request>> {
  return async ({ positions: places }, { category, page: asked }) => {
    const selection: Selection = {
      waitsFor: ['answer'],
      isHeld: false,
      ...(category === undefined ? {} : { category }),
    };
    const { count } = await options.cartables.countEach(places, { count: selection });
    return lookUpPage({ count, asked, size: LINES_A_PAGE }, (some) =>
      options.findPage({ places, selection, ...some }),
    );
  };
}

/** One page of them, each with a number to choose it by. */
export function pageOfChoice(visit: Visit, page: ListPage<Request>, codes: ManyDraft['codes']): Page {
  const { wording, speech } = visit;
  const title = wording.html('answerMany.choose', { count: codes.length, most: MOST_TOGETHER });
  const { html, markup } = pageOfLines(visit, title, page, (target) => staffButtons.pack('manyPage', target));
  const numbers = page.shown.map(({ entry: { code }, place }) => {
    const number = formatNumber(place, speech.locale);
    const text = codes.includes(code) ? wording.plain('answerMany.chosen', { number }) : number;
    return inlineButton(text, staffButtons.pack('manyToggle', code));
  });
  const turning = markup.inline_keyboard.slice(Math.ceil(page.shown.length / NUMBERS_IN_A_ROW));
  const all = inlineButton(wording.plain('answerMany.button.page'), staffButtons.pack('manyAll'));
  const go = inlineButton(
    wording.plain('answerMany.button.go', { count: codes.length }),
    staffButtons.pack('manyGo'),
  );
  return {
    html,
    markup: inlineKeyboard(
      ...inRows(numbers, NUMBERS_IN_A_ROW),
      ...turning,
      codes.length === 0 ? [all] : [all, go],
      leavingRow(visit),
    ),
  };
}
