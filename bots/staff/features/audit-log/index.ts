import { Composer } from 'telegraf';
import { allActs } from '../../../../src/audit/audited-acts.js';
import { parsePeriod } from '../../../../src/reports/period.js';
import { DAY_MS } from '../../../../src/requests/lifecycle/rules.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { writeCsv } from '../../../../src/text/csv.js';
import { searchable } from '../../../../src/text/persian.js';
import { findTrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { button, inline } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { type Next, onAct, onPress, onWord } from '../../routing.js';
import { setAside } from '../../unfinished.js';
import { asAdministrator } from '../city/administrator.js';
import { staffCalled } from '../people/search-by-name.js';
import { auditQueryOf, keepTracing, readTracing, type TraceSearch, type Tracing } from './flow.js';
import { A_PAGE, headOfTable, type Names, pageOfTrace, rowOfTable } from './lines.js';

/** Lines that one file holds; a longer period is taken in parts. */
const MOST_IN_FILE = 50_000;
const MOST_CHOICES = 8;

/**
 * «پیگیری کارها»: an administrator looks through what staff did, by person, request, kind of act and period, and
 * takes it along as a table. Looking is itself noted.
 */
export function trace(options: FeatureOptions): Composer<StaffContext> {
  const { audit, people, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('trace', (visit) =>
      asAdministrator(visit, async () => {
        await setAside(visit, messenger);
        await look(visit, {});
      }),
    ),
    onPress('traceOf', (visit, [person]) =>
      asAdministrator(visit, async () => {
        await setAside(visit, messenger);
        await look(visit, { person });
      }),
    ),
    onPress('tracePage', (visit, [page], next) => turn(visit, page, (search) => search, next)),
    onPress('traceKind', (visit, [group], next) =>
      turn(visit, 0, ({ acts: _acts, ...search }) => ({ ...search, group }), next),
    ),
    onPress('traceDays', (visit, [days], next) =>
      turn(visit, 0, ({ to: _to, ...search }) => ({ ...search, from: daysAgo(visit, days) }), next),
    ),
    onPress('traceAll', (visit, _values, next) => turn(visit, 0, () => ({}), next)),
    onPress('tracePerson', async (visit, [person], next) => {
      const tracing = readTracing(visit.conversation);
      if (tracing === undefined) return next();
      await asAdministrator(visit, () => look(visit, { ...tracing.search, person }));
    }),
    onPress('traceFile', async (visit, _values, next) => {
      const tracing = shownIn(visit);
      if (tracing === undefined) return next();
      await asAdministrator(visit, () => sendFile(visit, tracing.search));
    }),
    onAct('text', async (visit, { text, word, isForwarded, payload }, next) => {
      const tracing = readTracing(visit.conversation);
      const isOther = word !== undefined || isForwarded === true || payload !== undefined;
      if (tracing === undefined || isOther || text.startsWith('/')) return next();
      await asAdministrator(visit, () => narrow(visit, tracing.search, text));
    }),
  );
  return composer;

  /** The look whose list was pressed on; an older list is dead. */
  function shownIn({ act, conversation }: Visit): Tracing | undefined {
    const tracing = readTracing(conversation);
    return act.kind === 'press' && tracing?.shownAt === act.messageId ? tracing : undefined;
  }

  async function look(visit: Visit, search: TraceSearch): Promise<void> {
    await visit.note('traceSearched');
    const { html, markup } = await pageOf(visit, search, 0);
    const shownAt = await visit.say(html, markup);
    visit.conversation = keepTracing({ search, ...(shownAt === undefined ? {} : { shownAt }) });
  }

  /** Shows another page or another search in the place of the list that was pressed on. */
  async function turn(
    visit: Visit,
    page: number,
    change: (search: TraceSearch) => TraceSearch,
    next: Next,
  ): Promise<void> {
    const tracing = shownIn(visit);
    if (tracing === undefined) return next();
    await asAdministrator(visit, async () => {
      const search = change(tracing.search);
      await visit.note('traceSearched');
      const { html, markup } = await pageOf(visit, search, page);
      if (await editPressed(visit, messenger, html, markup)) {
        visit.conversation = keepTracing({ ...tracing, search });
      } else await look(visit, search);
    });
  }

  async function pageOf(visit: Visit, search: TraceSearch, page: number) {
    const found = await audit.search(auditQueryOf(search), { skip: page * A_PAGE, most: A_PAGE + 1 });
    return pageOfTrace(visit, {
      search,
      page,
      found: found.slice(0, A_PAGE),
      hasMore: found.length > A_PAGE,
      names: await namesOf(),
    });
  }

  async function namesOf(): Promise<Names> {
    return new Map((await people.listAll()).map(({ _id, name }) => [_id, name]));
  }

  /** What was typed is a code, an act, a period, or else a colleague or his position. */
  async function narrow(visit: Visit, search: TraceSearch, typed: string): Promise<void> {
    const { wording, speech } = visit;
    const code = findTrackingCode(typed);
    if (code.ok) return look(visit, { ...search, request: code.code });
    if (code.because === 'checkDigit') {
      await visit.say(wording.html('staff.code.checkDigit'));
      return;
    }
    const acts = actsCalled(visit, typed);
    if (acts.length > 0) {
      const { group: _group, ...rest } = search;
      return look(visit, { ...rest, acts });
    }
    const period = parsePeriod(typed, speech.now, speech.timeZone);
    if (period.ok) return look(visit, { ...search, ...period.period });
    const fitting = staffCalled(typed, await people.listAll(), visit);
    const [only] = fitting;
    if (only === undefined) {
      await visit.say(wording.html('trace.notUnderstood'));
      return;
    }
    if (fitting.length === 1) return look(visit, { ...search, person: only._id });
    const choices = fitting
      .slice(0, MOST_CHOICES)
      .map(({ _id, name }) => [button(name, staffButtons.pack('tracePerson', _id))]);
    await visit.say(wording.html('people.choose'), inline(...choices));
  }

  async function sendFile(visit: Visit, search: TraceSearch): Promise<void> {
    const names = await namesOf();
    const rows: (readonly string[])[] = [headOfTable(visit)];
    for await (const line of audit.listAll(auditQueryOf(search), MOST_IN_FILE)) {
      rows.push(rowOfTable(visit, line, names));
    }
    await visit.note('traceExported');
    await messenger.sendFile(visit.chatId, { name: 'trace.csv', bytes: writeCsv(rows) });
    if (rows.length > MOST_IN_FILE) await visit.say(visit.wording.html('trace.fileIsCut'));
  }
}

/** Acts whose name has these words in it. */
function actsCalled({ wording }: Visit, typed: string) {
  const wanted = searchable(typed);
  return allActs().filter((act) =>
    ` ${searchable(wording.plain(`trace.act.${act}`))} `.includes(` ${wanted} `),
  );
}

function daysAgo({ speech }: Visit, days: number): Date {
  return new Date(speech.now.getTime() - days * DAY_MS);
}
