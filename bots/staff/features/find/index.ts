import { Composer } from 'telegraf';
import { whoCalls } from '../../../../src/citizens/who-calls.js';
import { fitting } from '../../../../src/requests/word-search.js';
import { formatCandidates, parsePhone } from '../../../../src/text/phone.js';
import { parseTrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { inline, leavingRow } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { onAct, onPress, onWord } from '../../routing.js';
import { setAside, unfinishedIn } from '../../unfinished.js';
import { keepFinding, type Query, readFinding } from './flow.js';
import { A_PAGE, type Page, pageOfFound } from './list.js';
import { caseMarkup, whereItStands } from './request-details.js';

/** «پیگیری»: an operator finds what a caller asks about, by code, by the caller's number, or by words. */
export function find(options: FeatureOptions): Composer<StaffContext> {
  const { requests, citizens, search, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('find', async (visit, next) => {
      if (!isOperator(visit)) return next();
      await setAside(visit, messenger);
      visit.conversation = keepFinding({});
      await visit.say(visit.wording.html('find.ask'), inline(leavingRow(visit)));
    }),
    onPress('found', async (visit, [page], next) => {
      const finding = readFinding(visit.conversation);
      const isShown = visit.act.kind === 'press' && finding?.shownAt === visit.act.messageId;
      if (!isOperator(visit) || finding?.query === undefined || !isShown) return next();
      await visit.answerPress();
      const { html, markup } = pageOfFound(visit, await pageOf(finding.query, page));
      await editPressed(visit, messenger, html, markup);
    }),
    onPress('case', async (visit, [code], next) => {
      if (!isOperator(visit)) return next();
      const stored = await requests.find(code);
      if (stored === undefined) return next();
      await visit.answerPress();
      await visit.say(whereItStands(visit, stored), caseMarkup(visit, stored.request));
    }),
    onAct('text', async (visit, { text, word, isForwarded }, next) => {
      const isAsked = readFinding(visit.conversation) !== undefined;
      if (!isOperator(visit) || word !== undefined || isForwarded === true || text.startsWith('/')) {
        return next();
      }
      if (!isAsked && (visit.conversation !== null || unfinishedIn(visit) !== undefined)) return next();
      const code = parseTrackingCode(text);
      // A mobile number without its zero may also be a code: then the request that there is counts.
      if (code.ok && (await requests.find(code.code)) !== undefined) return next();
      const phone = parsePhone(text);
      // Ten digits that are no mobile number are rather a code with a mistake, unless somebody calls from there.
      const isTenDigits = code.ok || code.because === 'checkDigit';
      const isRatherCode = isTenDigits && phone.ok && !phone.phone.startsWith('+989');
      if (isRatherCode && (await whoCalls(citizens, phone.phone)) === undefined) return next();
      if (phone.ok) return show(visit, { by: 'number', phone: phone.phone });
      if (isAsked && !isTenDigits && phone.because === 'doubtful') {
        const numbers = formatCandidates(phone.candidates, visit.speech.locale);
        await visit.say(visit.wording.html('staff.number.doubtful', { numbers }), inline(leavingRow(visit)));
        return;
      }
      if (!isAsked || code.ok || code.because === 'checkDigit') return next();
      if (fitting(text) === undefined) {
        await visit.say(visit.wording.html('find.tooShort'), inline(leavingRow(visit)));
        return;
      }
      await show(visit, { by: 'words', words: text });
    }),
  );
  return composer;

  async function show(visit: Visit, query: Query): Promise<void> {
    if (query.by === 'number') await visit.note('callerLookedUp');
    const { html, markup } = pageOfFound(visit, await pageOf(query, 0));
    const shownAt = await visit.say(html, markup);
    visit.conversation = keepFinding({ query, ...(shownAt === undefined ? {} : { shownAt }) });
  }

  async function pageOf(query: Query, page: number): Promise<Page> {
    const from = page * A_PAGE;
    if (query.by === 'words') {
      return { query, page, ...(await search(query.words, { from, most: A_PAGE })) };
    }
    const caller = await whoCalls(citizens, query.phone);
    const codes = caller === undefined ? [] : [...caller.requests, ...caller.following];
    const all = (await requests.findMany([...new Set(codes)])).toSorted(
      (one, other) => other.filedAt.getTime() - one.filedAt.getTime(),
    );
    return {
      query,
      page,
      requests: all.slice(from, from + A_PAGE),
      hasMore: all.length > from + A_PAGE,
      ...(caller?.name === undefined ? {} : { name: caller.name }),
    };
  }
}

function isOperator({ roles }: Visit): boolean {
  return roles.includes('operator');
}
