import { clientAsPerson } from '../../../../../src/audit/audit-store.js';
import { allActs } from '../../../../../src/audit/audited-acts.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { findStaffByName } from '../../../../../src/organization/search-by-name.js';
import { parsePeriod } from '../../../../../src/reports/period.js';
import { DAY_MS } from '../../../../../src/requests/lifecycle/rules.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { writeCsv } from '../../../../../src/text/csv.js';
import { searchableText } from '../../../../../src/text/persian.js';
import { findTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { periodProblem } from '../../../day-choices.js';
import { editPressed, pressedMessage, showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { foundRows } from '../../../found-rows.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { personButton } from '../people/pages.js';
import {
  AUDIT_LOG,
  type AuditLogView,
  type AuditSearch,
  auditQueryOf,
  keepAuditLogView,
  readAuditLogView,
} from './flow.js';
import { A_PAGE, headOfTable, type Names, pageOfAuditLog, rowOfTable } from './lines.js';

/** The most lines in one file; a longer period is downloaded in parts. */
const MOST_IN_FILE = 50_000;

/**
 * «سابقه کارها»: an administrator searches what staff did, by person, request, group of acts and period, and
 * downloads it as a table. Searching is itself recorded.
 */
export function createAuditLogFeature(options: FeatureOptions): StaffFeature {
  const { audit, people, clients, chatWriter } = options;

  return {
    name: 'audit-log',
    keywords: [
      {
        word: 'trace',
        command: 'trace.command',
        may: isAdministrator,
        button: { text: 'trace.button.trace', place: { row: 'watch', at: 1 } },
        ask: forAdministrators(async (visit) => done(await look(await setUnfinishedAside(visit), {}))),
      },
    ],
    presses: {
      traceOf: forAdministrators(async (visit, [person]) =>
        done(await look(await setUnfinishedAside(visit), { person })),
      ),
    },
    flows: [
      defineStaffFlow({
        name: AUDIT_LOG,
        read: readAuditLogView,
        presses: {
          tracePage: (visit, view, [page]) => turn(visit, view, { page, search: view.search }),
          traceKind(visit, view, [group]) {
            const { acts: _acts, ...search } = view.search;
            return turn(visit, view, { page: 0, search: { ...search, group } });
          },
          traceDays(visit, view, [days]) {
            const { to: _to, ...search } = view.search;
            return turn(visit, view, { page: 0, search: { ...search, from: daysAgo(visit, days) } });
          },
          traceAll: (visit, view) => turn(visit, view, { page: 0, search: {} }),
          tracePerson: forAdministrators(async (visit, { search }, [person]) =>
            done(await look(visit, { ...search, person })),
          ),
          foundPage: (visit, view, [page]) =>
            view.searched === undefined
              ? Promise.resolve(passed(visit.conversation))
              : follow(visit, async () => offerPeople(visit, view, view.searched ?? '', page)),
          async traceFile(visit, view) {
            if (!isShown(visit, view)) return passed(visit.conversation);
            return follow(visit, async () => {
              await sendFile(visit, view.search);
              return visit.conversation;
            });
          },
        },
        async take(visit, view, act) {
          const isOther =
            act.kind !== 'text' ||
            act.word !== undefined ||
            act.isForwarded === true ||
            act.text.startsWith('/');
          return isOther ? passed(visit.conversation) : follow(visit, () => narrow(visit, view, act.text));
        },
      }),
    ],
  };

  async function look(visit: Visit, search: AuditSearch): Promise<Conversation> {
    await visit.note('traceSearched');
    const { html, markup } = await pageOf(visit, search, 0);
    const shownAt = await visit.say(html, markup);
    return keepAuditLogView({ search, ...(shownAt === undefined ? {} : { shownAt }) });
  }

  /**
   * Shows another page or another search in place of the list that was pressed on; an older list has no
   * effect.
   */
  async function turn(
    visit: Visit,
    view: AuditLogView,
    { page, search }: { readonly page: number; readonly search: AuditSearch },
  ): Promise<FlowResult> {
    if (!isShown(visit, view)) return passed(visit.conversation);
    return follow(visit, async () => {
      await visit.note('traceSearched');
      const { html, markup } = await pageOf(visit, search, page);
      return (await editPressed(visit, html, markup))
        ? keepAuditLogView({ ...view, search })
        : look(visit, search);
    });
  }

  async function pageOf(visit: Visit, search: AuditSearch, page: number) {
    const found = await audit.search(auditQueryOf(search), { skip: page * A_PAGE, most: A_PAGE + 1 });
    return pageOfAuditLog(visit, {
      search,
      page,
      found: found.slice(0, A_PAGE),
      hasMore: found.length > A_PAGE,
      names: await namesOf(),
    });
  }

  async function namesOf(): Promise<Names> {
    const [staff, systems] = await Promise.all([people.listAll(), clients.listAll()]);
    return new Map([
      ...staff.map(({ _id, name }) => [_id, name] as const),
      ...systems.map(({ id, name }) => [clientAsPerson(id), name] as const),
    ]);
  }

  /** Narrows the search by a typed code, act, period, colleague or position. */
  async function narrow(visit: Visit, view: AuditLogView, typed: string): Promise<Conversation | null> {
    const { search } = view;
    const { wording, speech } = visit;
    const code = findTrackingCode(typed);
    if (code.ok) return look(visit, { ...search, request: code.code });
    if (code.because === 'checkDigit') {
      await visit.say(wording.html('staff.code.checkDigit'));
      return visit.conversation;
    }
    const acts = actsCalled(visit, typed);
    if (acts.length > 0) {
      const { group: _group, ...rest } = search;
      return look(visit, { ...rest, acts });
    }
    const period = parsePeriod(typed, speech.now, speech.timeZone);
    if (period.ok) return look(visit, { ...search, ...period.period });
    if (period.because === 'whichDay') {
      await visit.say(periodProblem(visit, period));
      return visit.conversation;
    }
    return offerPeople(visit, view, typed, 0);
  }

  /** A page of the people that a typed name may mean; of the only one, their acts. */
  async function offerPeople(
    visit: Visit,
    view: AuditLogView,
    typed: string,
    page: number,
  ): Promise<Conversation | null> {
    const { organization, person, wording } = visit;
    const from = { organization, own: organization.ownPositionsOf(person) };
    const fitting = findStaffByName(typed, await people.listAll(), from);
    const [only, ...others] = fitting;
    if (only === undefined) {
      await visit.say(wording.html('trace.notUnderstood'));
      return visit.conversation;
    }
    if (others.length === 0) return look(visit, { ...view.search, person: only._id });
    const buttons = fitting.map((one) => ({
      ...personButton(visit, one),
      callback_data: staffButtons.pack('tracePerson', one._id),
    }));
    await showInPlace(visit, {
      html: wording.html('people.choose'),
      markup: inlineKeyboard(...foundRows(visit, buttons, page)),
    });
    return keepAuditLogView({ ...view, searched: typed });
  }

  async function sendFile(visit: Visit, search: AuditSearch): Promise<void> {
    const names = await namesOf();
    const rows: (readonly string[])[] = [headOfTable(visit)];
    for await (const line of audit.listAll(auditQueryOf(search), MOST_IN_FILE)) {
      rows.push(rowOfTable(visit, line, names));
    }
    await visit.note('traceExported');
    await chatWriter.sendFile(visit, { name: 'trace.csv', bytes: writeCsv(rows) });
    if (rows.length > MOST_IN_FILE) await visit.say(visit.wording.html('trace.fileIsCut'));
  }
}

/** True for a press on the current list. */
function isShown(visit: Visit, { shownAt }: AuditLogView): boolean {
  return visit.act.kind === 'press' && pressedMessage(visit) === shownAt;
}

/** Continues, if the person is still an administrator. */
async function follow(visit: Visit, go: () => Promise<Conversation | null>): Promise<FlowResult> {
  return forAdministrators(async () => done(await go()))(visit);
}

/** Acts whose name contains these words. */
function actsCalled({ wording }: Visit, typed: string) {
  const wanted = searchableText(typed);
  return allActs().filter((act) =>
    ` ${searchableText(wording.plain(`trace.act.${act}`))} `.includes(` ${wanted} `),
  );
}

function daysAgo({ speech }: Visit, days: number): Date {
  return new Date(speech.now.getTime() - days * DAY_MS);
}
