import { findCaller } from '../../../../../src/citizens/who-calls.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { SearchQuery } from '../../../../../src/flows/search-query.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { PAGE_SIZE } from '../../../../../src/messages/paged-list.js';
import { visibleName } from '../../../../../src/messages/person-name.js';
import { matchWords } from '../../../../../src/requests/word-search.js';
import { formatCandidates, type PhoneCandidate, parsePhone } from '../../../../../src/text/phone.js';
import { countDigits, parseTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { editPressed, pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forOperators, isOperator } from '../../../permissions.js';
import type { StaffAction } from '../../../reception/incoming-action.js';
import { createAcknowledge } from '../../../requests/acknowledging.js';
import { type NumberProblem, readCaller } from '../call/caller.js';
import { createCaseView } from './case-view.js';
import { keepFinding, readFinding } from './flow.js';
import { type Page, pageOfFound } from './list.js';

/** A text that cannot be searched for yet. */
type Unclear =
  | { readonly by: 'tooShort' | Exclude<NumberProblem, 'noNumber'> }
  /** A number that exists in two countries. */
  | { readonly by: 'doubtful'; readonly candidates: readonly PhoneCandidate[] };

const FEWEST_DIGITS = 6;

/**
 * «جست‌وجو»: an operator finds the request a caller asks about, by code, by the caller's number, or by words.
 */
export function createFindFeature(options: FeatureOptions): StaffFeature {
  const { requests, citizens, search, lookups } = options;
  const acknowledge = createAcknowledge(options);
  const caseView = createCaseView(options);

  return {
    name: 'find',
    keywords: [
      {
        word: 'find',
        command: 'find.command',
        may: isOperator,
        button: { text: 'find.button.find', place: { row: 'calls', at: 2 } },
        ask: forOperators(async (visit) => {
          await setUnfinishedAside(visit);
          await visit.say(visit.wording.html('find.ask'), inlineKeyboard(leavingRow(visit)));
          return done(keepFinding({}));
        }),
      },
    ],
    presses: {
      case: forOperators(async (visit, [code]) => {
        const stored = await requests.find(code);
        if (stored === undefined) return passed(visit.conversation);
        const look = {
          act: 'caseOpened',
          citizen: stored.request.citizen,
          request: stored.request.code,
        } as const;
        if (!(await lookups.note(visit, look))) return done(visit.conversation);
        await visit.answerPress();
        await acknowledge(visit, stored);
        await caseView.show(visit, stored);
        return done(visit.conversation);
      }),
    },
    flows: [
      defineStaffFlow({
        name: 'finding',
        read: readFinding,
        presses: {
          found: forOperators(async (visit, { query, shownAt }, [page]) => {
            if (query === undefined || pressedMessage(visit) !== shownAt) return passed(visit.conversation);
            await visit.answerPress();
            const { html, markup } = pageOfFound(visit, await pageOf(query, page));
            if (await editPressed(visit, html, markup)) return done(visit.conversation);
            return done(keepShown(query, await visit.say(html, markup)));
          }),
        },
        take: forOperators(async (visit, _finding, act) => lookUp(visit, act, true)),
      }),
    ],
    /** A telephone number is looked up whenever nothing is open; words only when they are asked for. */
    take: forOperators(async (visit, act) =>
      visit.conversation === null ? lookUp(visit, act, false) : passed(visit.conversation),
    ),
  };

  async function lookUp(visit: Visit, act: StaffAction, isAsked: boolean): Promise<FlowResult> {
    const query = await queryIn(visit, act, isAsked);
    if (query === undefined) return passed(visit.conversation);
    switch (query.by) {
      case 'tooShort':
      case 'numberTooShort':
      case 'numberTooLong':
        await visit.say(visit.wording.html(`find.${query.by}`), inlineKeyboard(leavingRow(visit)));
        return done(visit.conversation);
      case 'doubtful': {
        const numbers = formatCandidates(query.candidates, visit.speech.locale);
        await visit.say(
          visit.wording.html('staff.number.doubtful', { numbers }),
          inlineKeyboard(leavingRow(visit)),
        );
        return done(visit.conversation);
      }
      default:
        return done(await show(visit, query));
    }
  }

  /** The query in a text; undefined if it is none. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the order of these guards is the rule itself; each says why it stands where it does.
  async function queryIn(
    { organization }: Visit,
    act: StaffAction,
    isAsked: boolean,
  ): Promise<SearchQuery | Unclear | undefined> {
    const isPlain = act.kind === 'text' && act.word === undefined && act.isForwarded !== true;
    if (!isPlain || act.text.startsWith('/')) return undefined;
    const { text } = act;
    const code = parseTrackingCode(text);
    // A mobile number without its zero may also be a valid code: then the existing request takes precedence.
    if (code.ok && (await requests.find(code.code)) !== undefined) return undefined;
    const phone = parsePhone(text, { areaCode: organization.areaCode });
    // Ten digits that are not a mobile number are more likely a mistyped code, unless a caller has that
    // number.
    const isTenDigits = code.ok || code.because === 'checkDigit';
    const isRatherCode = isTenDigits && phone.ok && !phone.phone.startsWith('+989');
    if (isRatherCode && (await findCaller(citizens, phone.phone)) === undefined) return undefined;
    if (phone.ok) return { by: 'number', phone: phone.phone };
    if (!isAsked || isTenDigits) return undefined;
    if (phone.because === 'doubtful') return { by: 'doubtful', candidates: phone.candidates };
    const read = isOnlyNumber(text) ? readCaller(text, organization) : undefined;
    if (read?.kind === 'none' && read.because !== 'noNumber') return { by: read.because };
    return matchWords(text) === undefined ? { by: 'tooShort' } : { by: 'words', words: text };
  }

  async function show(visit: Visit, query: SearchQuery): Promise<Conversation | null> {
    const caller = query.by === 'number' ? await findCaller(citizens, query.phone) : undefined;
    const who = caller === undefined ? {} : { citizen: caller._id };
    const act = query.by === 'number' ? 'callerLookedUp' : 'wordsSearched';
    if (!(await lookups.note(visit, { act, ...who }))) return visit.conversation;
    const { html, markup } = pageOfFound(visit, await pageOf(query, 0));
    return keepShown(query, await visit.say(html, markup));
  }

  function keepShown(query: SearchQuery, shownAt: number | undefined): Conversation {
    return keepFinding({ query, ...(shownAt === undefined ? {} : { shownAt }) });
  }

  async function pageOf(query: SearchQuery, page: number): Promise<Page> {
    const from = page * PAGE_SIZE;
    if (query.by === 'words') {
      return { query, page, ...(await search(query.words, { from, most: PAGE_SIZE })) };
    }
    const caller = await findCaller(citizens, query.phone);
    const name = visibleName(caller?.name);
    const codes = caller === undefined ? [] : [...caller.requests, ...caller.following];
    const all = (await requests.findMany([...new Set(codes)])).toSorted(
      (one, other) => other.filedAt.getTime() - one.filedAt.getTime(),
    );
    return {
      query,
      page,
      requests: all.slice(from, from + PAGE_SIZE),
      hasMore: all.length > from + PAGE_SIZE,
      ...(name === undefined ? {} : { name }),
    };
  }
}

/** Digits without a word: whoever types so many of them means a number, not words to be searched for. */
function isOnlyNumber(text: string): boolean {
  return !/\p{L}/u.test(text) && countDigits(text) >= FEWEST_DIGITS;
}
