import { createFindPage } from '../../../../../src/cartables/waiting-page.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { SearchQuery } from '../../../../../src/flows/search-query.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { lookUpPage, pageOf } from '../../../../../src/messages/paged-list.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { parseTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { editPressed, type Page, pressedMessage, showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import {
  findUnfinished,
  giveUpUnfinished,
  remindOfUnfinished,
  setUnfinishedAside,
} from '../../../interruption.js';
import { inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { hasCartable, isOperator } from '../../../permissions.js';
import { describeRoles } from '../../everybody/greeting.js';
import { keepBrowsing, queryIn, readBrowsing } from './flow.js';
import { LINES_A_PAGE, pageOfCartable, pageOfLines, topicsOfCartable } from './list.js';
import { selectionOf, selectionsOf, type View } from './parts.js';
import { createCartableSearch, MOST_FOUND } from './search.js';

/** «کارتابل من»: everything that waits for a manager, the most urgent first; its parts, and a search in it. */
export function createCartableFeature(
  options: Pick<FeatureOptions, 'cartables' | 'requests' | 'citizens' | 'nextReminder' | 'lookups'>,
): StaffFeature {
  const { cartables, lookups, requests } = options;
  const findPage = createFindPage(options);
  const search = createCartableSearch(options);

  return {
    name: 'cartable',
    keywords: [
      {
        word: 'cartable',
        command: 'staff.command.cartable',
        may: hasCartable,
        button: { text: 'staff.button.cartable', place: { row: 'first', at: 1 } },
        async ask(visit) {
          if (!hasCartable(visit)) {
            await visit.say(describeRoles(visit), mainKeyboard(visit));
            return done(visit.conversation);
          }
          const { html, markup } = await pageFor(visit, { part: 'all' }, 0);
          await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup ?? mainKeyboard(visit));
          return done(browsing(visit));
        },
      },
    ],
    presses: {
      cartable: (visit, [page]) => turnTo(visit, { part: 'all' }, page),
      cartablePart: (visit, [part, page]) => turnTo(visit, { part }, page),
      cartableTopic: (visit, [category, page]) => turnTo(visit, { category }, page),
      cartableTopics: (visit) =>
        show(visit, async () => {
          const counts = await cartables.countCategories(visit.positions);
          const { all } = await cartables.countEach(visit.positions, { all: {} });
          return topicsOfCartable(visit, counts, all);
        }),
      async cartableSearch(visit) {
        if (!hasCartable(visit)) return turnTo(visit, { part: 'all' }, 0);
        await visit.answerPress();
        const free = await setUnfinishedAside(visit);
        await free.say(free.wording.html('cartable.search.ask'), inlineKeyboard(leavingRow(free)));
        return done(keepBrowsing({}));
      },
    },
    flows: [
      defineStaffFlow({
        name: 'cartable',
        read: readBrowsing,
        presses: {
          // From then on words may be meant for the request that was opened.
          open: async () => passed(null),
          async cartableFound(visit, { query, shownAt }, [page]) {
            if (query === undefined || pressedMessage(visit) !== shownAt) return passed(visit.conversation);
            await visit.answerPress();
            const { html, markup } = await pageFound(visit, query, page);
            await editPressed(visit, html, markup);
            return done(visit.conversation);
          },
        },
        async cancel(visit) {
          await giveUpUnfinished(visit);
          return done(null);
        },
        async take(visit, _browsing, act) {
          const isPlain =
            act.kind === 'text' &&
            act.word === undefined &&
            act.isForwarded !== true &&
            act.replyTo === undefined &&
            !act.text.startsWith('/');
          if (!isPlain || !hasCartable(visit)) return passed(visit.conversation);
          // A mobile number without its zero may also be a code: then the existing request takes precedence.
          const code = parseTrackingCode(act.text);
          if (code.ok && (await requests.find(code.code)) !== undefined) return passed(null);
          const query = queryIn(act.text, visit.organization.areaCode);
          // Whoever takes calls looks a number up among all requests.
          if (query === undefined || (query.by === 'number' && isOperator(visit))) return passed(null);
          if (query.by !== 'tooShort') return done(await find(visit, query));
          await visit.say(visit.wording.html('find.tooShort'), inlineKeyboard(leavingRow(visit)));
          return done(visit.conversation);
        },
      }),
    ],
  };

  function turnTo(visit: Visit, view: View, page: number): Promise<FlowResult> {
    return show(visit, () => pageFor(visit, view, page));
  }

  async function show(visit: Visit, write: () => Promise<Page>): Promise<FlowResult> {
    await visit.answerPress();
    await showInPlace(visit, await write());
    return done(browsing(visit));
  }

  /** One page of what is viewed; the last one where there are not so many any more. */
  async function pageFor(visit: Visit, view: View, asked: number): Promise<Page> {
    const { positions: places, speech } = visit;
    const soon = options.nextReminder(speech.now);
    const selection = selectionOf(view, { ...speech, soon });
    const counts = await cartables.countEach(places, {
      ...selectionsOf({ ...speech, soon }),
      viewed: selection,
    });
    const count = counts.viewed;
    const page = await lookUpPage({ count, asked, size: LINES_A_PAGE }, (some) =>
      findPage({ places, selection, ...some }),
    );
    return pageOfCartable({ ...visit, soon }, counts, { view, count, page });
  }

  async function find(visit: Visit, query: SearchQuery): Promise<Conversation | null> {
    const { citizen } = query.by === 'number' ? await search(visit, query) : {};
    const act = query.by === 'number' ? 'callerLookedUp' : 'wordsSearched';
    const isWithinLimit = await lookups.note(visit, { act, ...(citizen === undefined ? {} : { citizen }) });
    if (!isWithinLimit) return visit.conversation;
    const { html, markup } = await pageFound(visit, query, 0);
    const shownAt = await visit.say(html, markup);
    return keepBrowsing({ query, ...(shownAt === undefined ? {} : { shownAt }) });
  }

  async function pageFound(visit: Visit, query: SearchQuery, asked: number): Promise<Page> {
    const { wording } = visit;
    const { requests: found } = await search(visit, query);
    const { length: count } = found;
    const looked = query.by === 'words' ? query.words : '';
    if (count === 0) return { html: wording.html(`cartable.search.nothing.${query.by}`, { words: looked }) };
    const title = wording.html(count < MOST_FOUND ? 'cartable.search.found' : 'cartable.search.first', {
      count,
    });
    return pageOfLines(visit, title, pageOf(found, asked, LINES_A_PAGE), (page) =>
      staffButtons.pack('cartableFound', page),
    );
  }
}

/** Looking at a cartable: what is typed next is looked for in it, unless something is unfinished. */
function browsing(visit: Visit): Conversation | null {
  return findUnfinished(visit) === undefined && hasCartable(visit) ? keepBrowsing({}) : visit.conversation;
}
