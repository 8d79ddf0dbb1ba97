import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { AuditLine } from '../../../../../src/audit/audit-store.js';
import { ACT_GROUPS } from '../../../../../src/audit/audited-acts.js';
import { turningRow } from '../../../../../src/messages/paged-list.js';
import { personName } from '../../../../../src/messages/person-name.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDateTime } from '../../../../../src/text/dates.js';
import { truncateHtml } from '../../../../../src/text/html.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import { withoutControls } from '../../../../../src/text/persian.js';
import { formatTrackingCode, isTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import type { AuditSearch } from './flow.js';

export const A_PAGE = 10;
const KINDS_A_ROW = 3;
/** Code points of a message; Telegram takes 4,096 (Bot API, sendMessage). */
const MOST_OF_MESSAGE = 3_900;
/** The most acts that a search by name lists when it is described. */
const MOST_NAMED = 3;

/** Words in a subject that are not codes of the city: roles, properties, bots. */
const WORDS: Readonly<Record<string, string>> = {
  manager: 'staff.role.manager',
  operator: 'staff.role.operator',
  supervisor: 'staff.role.supervisor',
  administrator: 'staff.role.administrator',
  unitName: 'structure.button.unitName',
  name: 'structure.button.name',
  categoryName: 'structure.button.categoryName',
  groupName: 'structure.button.groupName',
  hours: 'structure.button.hours',
  above: 'structure.button.above',
  time: 'structure.button.time',
  route: 'structure.button.route',
  citizen: 'system.bot.citizen',
  staff: 'system.bot.staff',
};

/** Names of people by their ids. */
export type Names = ReadonlyMap<string, string>;

/** One page of results from the audit log. */
export interface AuditPage {
  readonly search: AuditSearch;
  readonly page: number;
  readonly found: readonly AuditLine[];
  readonly hasMore: boolean;
  readonly names: Names;
}

/** The results, newest first, with the ways to narrow and to download them. */
export function pageOfAuditLog(
  visit: Visit,
  { search, page, found, hasMore, names }: AuditPage,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const kinds = ACT_GROUPS.map((group) =>
    inlineButton(wording.plain(`trace.group.${group}`), staffButtons.pack('traceKind', group)),
  );
  const periods = ([30, 7, 1] as const).map((days) =>
    inlineButton(wording.plain(`trace.button.days.${days}`), staffButtons.pack('traceDays', days)),
  );
  const all = inlineButton(wording.plain('trace.button.all'), staffButtons.pack('traceAll'));
  const file = inlineButton(wording.plain('trace.button.file'), staffButtons.pack('traceFile'));
  return {
    html: truncateHtml(
      joinParagraphs(
        joinLines(wording.html('trace.title'), searchLine(visit, search, names)),
        found.length === 0
          ? wording.html('trace.nothing')
          : found
              .map((line, index) =>
                entryOf(visit, line, names, formatNumber(page * A_PAGE + index + 1, speech.locale)),
              )
              .join('\n'),
        wording.html('trace.ask'),
      ),
      MOST_OF_MESSAGE,
    ),
    markup: inlineKeyboard(
      turningRow({ page, hasNext: hasMore }, wording, (target) => staffButtons.pack('tracePage', target)),
      ...inRows(kinds, KINDS_A_ROW),
      periods,
      found.length === 0 ? [all] : [all, file],
    ),
  };
}

/** The search, in words; nothing for an unrestricted one. */
function searchLine(visit: Visit, search: AuditSearch, names: Names): string | undefined {
  const { wording } = visit;
  const { person, request, group, acts, from, to } = search;
  const parts = [
    ...(person === undefined ? [] : [nameOf(visit, person, names)]),
    ...(request !== undefined && isTrackingCode(request) ? [wording.code(request)] : []),
    ...(group === undefined ? [] : [wording.plain(`trace.group.${group}`)]),
    ...(acts ?? []).slice(0, MOST_NAMED).map((act) => wording.plain(`trace.act.${act}`)),
    ...(from === undefined ? [] : [wording.plain('trace.from', { from: wording.day(from) })]),
    // The end is the beginning of the first day that is no longer included.
    ...(to === undefined ? [] : [wording.plain('trace.to', { to: wording.day(new Date(to.getTime() - 1)) })]),
  ];
  return parts.length === 0 ? undefined : wording.html('trace.search', { search: wording.list(parts) });
}

function entryOf(visit: Visit, line: AuditLine, names: Names, number: string): string {
  const { wording } = visit;
  const { at, person, position, request, subject } = line;
  const what = [
    actOf(visit, line),
    ...(request !== undefined && isTrackingCode(request) ? [wording.code(request)] : []),
    ...(subject === undefined ? [] : [subjectOf(visit, subject, names)]),
  ];
  return joinLines(
    wording.html('trace.entry', { number, at: wording.deadline(at), who: nameOf(visit, person, names) }),
    wording.html('trace.what', { what: what.join(' · ') }),
    position === undefined ? undefined : wording.html('trace.as', { position: wording.name(position) }),
  );
}

/** The act, with how often it happened on that day. */
function actOf({ wording }: Visit, { act, times = 1 }: AuditLine): string {
  const name = wording.plain(`trace.act.${act}`);
  return times === 1 ? name : wording.plain('trace.times', { act: name, count: times });
}

function nameOf({ speech }: Visit, person: string, names: Names): string {
  return personName({ name: names.get(person), number: person, as: 'colleague' }, speech);
}

/** The subject of an act, with names in place of its codes. */
function subjectOf(visit: Visit, subject: string, names: Names): string {
  const { wording, organization } = visit;
  return subject
    .split(' ')
    .map((code) => {
      // A citizen by their hash: the same for the same one, and nobody's name.
      if (code.startsWith('#')) return code;
      if (names.has(code)) return nameOf(visit, code, names);
      const word = WORDS[code];
      if (word !== undefined) return wording.plain(word);
      const category = organization.category(code);
      return category === undefined ? wording.name(code) : organization.title(category, visit.speech.locale);
    })
    .join(' ');
}

/** The header of the table. */
export function headOfTable({ wording }: Visit): readonly string[] {
  return (['at', 'person', 'id', 'position', 'act', 'request', 'subject'] as const).map((column) =>
    wording.plain(`trace.column.${column}`),
  );
}

/** A line of the log as a row of that table. */
export function rowOfTable(visit: Visit, line: AuditLine, names: Names): readonly string[] {
  const { wording, speech } = visit;
  const { at, person, position, request, subject } = line;
  return [
    formatDateTime(at, speech.locale, speech.timeZone),
    withoutControls(nameOf(visit, person, names)),
    person,
    position === undefined ? '' : wording.name(position),
    actOf(visit, line),
    request !== undefined && isTrackingCode(request)
      ? withoutControls(formatTrackingCode(request, 'en'))
      : '',
    subject ?? '',
  ];
}
