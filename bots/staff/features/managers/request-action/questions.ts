import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { assertNever } from '../../../../../src/assert-never.js';
import { readyReasons } from '../../../../../src/messages/notice/rejection.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Title } from '../../../../../src/organization/city.js';
import { subordinatesOf } from '../../../../../src/organization/subordinates.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { layOutRow } from '../../../../../src/text/direction.js';
import type { Visit } from '../../../context.js';
import { foundRows } from '../../../found-rows.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import { otherIntakes } from './destination.js';
import type { RequestAction, RequestActionDraft } from './draft.js';
import { DRAFT_TIMES, namedDraftTime } from './draft-time.js';

/** The steps that ask a question; the other one shows what would happen. */
type AskingStep = Exclude<RequestAction['step'], 'preview'>;
export type Asking = RequestAction & { readonly step: AskingStep };

const HOUR_MS = 3_600_000;
/** Hours offered as buttons, the shortest on the right. */
const HOURS_TO_PRESS = [168, 72, 48, 24] as const;
const UNITS_A_ROW = 3;
const KINDS_OF_UNITS = ['deputy', 'organisation', 'district'] as const;

/** The question of a step, below the code of the request. */
export function questionOf({ wording }: Visit, { step, draft }: Asking): string {
  const title = wording.html('proposal.title', { code: wording.code(draft.code) });
  return joinLines(title, wording.html(keyOf(step, draft)));
}

function keyOf(step: AskingStep, { kind, found, text }: RequestActionDraft): string {
  switch (step) {
    case 'hours':
      return 'extension.hours';
    case 'subordinate':
      return 'drafting.whom';
    case 'draftTime':
      return 'drafting.when';
    case 'topic':
      return found === undefined ? 'queue.topic' : 'proposal.found';
    case 'unit':
      return found === undefined ? 'passing.unit' : 'proposal.found';
    case 'door':
      return 'passing.door';
    case 'code':
      return 'queue.code';
    case 'text':
      return text === undefined ? `proposal.text.${kind}` : 'proposal.text.again';
    default:
      return assertNever(step);
  }
}

/** The buttons of a step. */
export function buttonsOf(visit: Visit, { step, draft }: Asking, request: Request): InlineKeyboardMarkup {
  const leave = leavingRow(visit);
  switch (step) {
    case 'hours':
      return inlineKeyboard(hoursRow(visit, draft), leave);
    case 'subordinate':
      return inlineKeyboard(...subordinateRows(visit, draft, request), leave);
    case 'draftTime':
      return inlineKeyboard(...draftTimeRows(visit, draft, request), leave);
    case 'topic':
      return inlineKeyboard(...topicRows(visit, draft, request), leave);
    case 'unit':
      return inlineKeyboard(...unitRows(visit, draft), leave);
    case 'door':
      return inlineKeyboard(...doorRows(visit, draft), leave);
    case 'code':
      return inlineKeyboard(leave);
    case 'text': {
      const { wording } = visit;
      const noReason = inlineButton(
        wording.plain('extension.button.noReason'),
        staffButtons.pack('noReason', draft.code),
      );
      const noWord = inlineButton(
        wording.plain('drafting.button.noWord'),
        staffButtons.pack('noWord', draft.code),
      );
      return inlineKeyboard(
        ...(draft.kind === 'rejection' ? readyReasonRows(visit, draft) : []),
        draft.kind === 'refusal' ? [noReason] : draft.kind === 'draftRequest' ? [noWord] : [],
        leave,
      );
    }
    default:
      return assertNever(step);
  }
}

function readyReasonRows(visit: Visit, { code }: RequestActionDraft): InlineKeyboardButton[][] {
  const buttons = readyReasons(visit.speech).map((reason) =>
    inlineButton(reason.title, staffButtons.pack('readyReason', code, reason.code)),
  );
  return inRows(visit, buttons, 2);
}

function hoursRow({ speech }: Visit, { code }: RequestActionDraft): InlineKeyboardButton[] {
  return HOURS_TO_PRESS.map((hours) =>
    inlineButton(formatDuration(hours * HOUR_MS, speech.locale), staffButtons.pack('hours', code, hours)),
  );
}

function subordinateRows(
  visit: Visit,
  draft: RequestActionDraft,
  { stage }: Request,
): readonly (readonly InlineKeyboardButton[])[] {
  const { organization, speech, wording } = visit;
  if (stage.status !== 'referred') return [];
  const shown = draft.found ?? subordinatesOf(stage.referral.position, organization, speech.now);
  const buttons = shown.map((position) =>
    inlineButton(wording.name(position), staffButtons.pack('subordinate', draft.code, position)),
  );
  return foundRows(visit, buttons, draft.foundPage);
}

function draftTimeRows(
  { speech, wording }: Visit,
  { code }: RequestActionDraft,
  { stage }: Request,
): InlineKeyboardButton[][] {
  if (stage.status !== 'referred') return [];
  const { dueAt } = stage.referral;
  return DRAFT_TIMES.filter((time) => namedDraftTime(time, { ...speech, dueAt }) !== undefined).map(
    (time) => [
      inlineButton(wording.plain(`drafting.time.${time}`), staffButtons.pack('draftTime', code, time)),
    ],
  );
}

function topicRows(
  visit: Visit,
  draft: RequestActionDraft,
  { text }: Request,
): readonly (readonly InlineKeyboardButton[])[] {
  const { organization, wording } = visit;
  const { code, found, group, showsGroups } = draft;
  const kinds = kindsRow(visit, draft);
  const all = inlineButton(wording.plain('queue.button.groups'), staffButtons.pack('groups', code));
  if (found !== undefined) return [...matchRows(visit, draft, found), [all], kinds];
  const opened = group === undefined ? undefined : organization.group(group);
  if (opened !== undefined) return [...categoryRows(visit, draft, opened.categories), [all], kinds];
  const guesses = showsGroups === true ? [] : organization.guess(text);
  if (guesses.length > 0) return [...categoryRows(visit, draft, guesses), [all], kinds];
  const groups = organization.groups.map((one) =>
    inlineButton(titleOf(visit, one), staffButtons.pack('group', code, one.code)),
  );
  return [...inRows(visit, groups, 2), kinds];
}

function unitRows(visit: Visit, draft: RequestActionDraft): readonly (readonly InlineKeyboardButton[])[] {
  const { organization } = visit;
  const { code, found, units, kind } = draft;
  if (found !== undefined) return [...matchRows(visit, draft, found), kindsRow(visit, draft)];
  if (units === undefined) return [kindsRow(visit, draft)];
  // Managers pass on to units that take part; operators leave requests of other units to the follow-up desk.
  const shown = organization.units.filter(
    (unit) => unit.kind === units && (unit.connected || kind === 'routing'),
  );
  const buttons = shown.map((unit) =>
    inlineButton(titleOf(visit, unit), staffButtons.pack('unit', code, unit.code)),
  );
  return inRows(visit, buttons, units === 'district' ? UNITS_A_ROW : 1);
}

function kindsRow({ wording }: Visit, { code }: RequestActionDraft): InlineKeyboardButton[] {
  return KINDS_OF_UNITS.map((kind) =>
    inlineButton(wording.plain(`passing.button.${kind}`), staffButtons.pack('units', code, kind)),
  );
}

function doorRows(visit: Visit, draft: RequestActionDraft) {
  const { organization, wording } = visit;
  const doors = draft.found ?? otherIntakes(draft, draft.unit ?? '', organization);
  const buttons = doors.map((door) =>
    inlineButton(wording.name(door), staffButtons.pack('door', draft.code, door)),
  );
  return foundRows(visit, buttons, draft.foundPage);
}

function matchRows(visit: Visit, { code, foundPage }: RequestActionDraft, found: readonly string[]) {
  const { organization } = visit;
  const buttons = found.flatMap((one) => {
    const category = organization.category(one);
    if (category !== undefined) return [topicButton(visit, code, category)];
    const unit = organization.unit(one);
    return unit === undefined
      ? []
      : [inlineButton(titleOf(visit, unit), staffButtons.pack('unit', code, unit.code))];
  });
  return foundRows(visit, buttons, foundPage);
}

function categoryRows(
  visit: Visit,
  { code }: Pick<RequestActionDraft, 'code'>,
  categories: readonly { readonly code: string; readonly title: Title }[],
): InlineKeyboardButton[][] {
  return categories.map((category) => [topicButton(visit, code, category)]);
}

function topicButton(
  visit: Visit,
  code: RequestActionDraft['code'],
  category: { readonly code: string; readonly title: Title },
): InlineKeyboardButton {
  return inlineButton(titleOf(visit, category), staffButtons.pack('topic', code, category.code));
}

function titleOf({ organization, speech }: Visit, named: { readonly title: Title }): string {
  return organization.title(named, speech.locale);
}

/** Buttons in rows of a given length, read from right to left if the language is. */
function inRows(
  { speech }: Visit,
  buttons: readonly InlineKeyboardButton[],
  perRow: number,
): InlineKeyboardButton[][] {
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, index) => {
    return layOutRow(buttons.slice(index * perRow, (index + 1) * perRow), speech.locale);
  });
}
