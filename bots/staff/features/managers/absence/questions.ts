import type { InlineKeyboardMarkup } from 'telegraf/types';
import { assertNever } from '../../../../../src/assert-never.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Absence } from '../../../../../src/organization/city.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { foundRows } from '../../../found-rows.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import { type AbsencePlan, deputiesFor } from './flow.js';

/** Days offered as buttons, the nearest on the right. */
const DAYS_UNTIL = [14, 7, 3, 1] as const;

/** The context needed to judge a turn, besides the draft. */
export function deskOf({ organization, person, speech }: Visit) {
  return { organization, person, now: speech.now, timeZone: speech.timeZone };
}

/** When somebody is away, and who stands in. */
export function absenceInWords(
  { wording, speech, organization }: Visit,
  position: string,
  absent: Absence,
): string {
  const { from, until, deputy } = absent;
  const [standIn] = deputy === undefined ? [] : organization.ownPositionsOf(deputy);
  return joinLines(
    wording.html('absence.of', { position: wording.name(position) }),
    from <= speech.now
      ? wording.html('absence.since', { from: wording.deadline(from) })
      : wording.html('absence.from', { from: wording.deadline(from) }),
    until === undefined
      ? wording.html('absence.openEnded')
      : wording.html('absence.until', { until: wording.deadline(until) }),
    deputy === undefined
      ? wording.html('absence.nobody')
      : wording.html('absence.deputy', { deputy: wording.name(standIn ?? position) }),
  );
}

/** The question of a step; at the last one, what will be saved. */
export function questionOf(visit: Visit, { step, draft }: AbsencePlan): string {
  const { wording, organization, speech } = visit;
  if (step !== 'preview') return wording.html(`absence.ask.${step}`);
  const { position = '', from = speech.now, until, deputy } = draft;
  const standIn = deputy === undefined ? undefined : organization.holderOf(deputy, speech.now);
  return joinParagraphs(
    absenceInWords(visit, position, {
      from,
      ...(until === undefined ? {} : { until }),
      ...(standIn === undefined ? {} : { deputy: standIn }),
    }),
    wording.html('absence.citizensSee'),
  );
}

/** The buttons below the question of a step. */
export function buttonsOf(visit: Visit, { step, draft }: AbsencePlan): InlineKeyboardMarkup {
  const { wording, organization } = visit;
  const leave = leavingRow(visit);
  switch (step) {
    case 'position': {
      const own = organization
        .ownPositionsOf(visit.person)
        .map((code) => [inlineButton(wording.name(code), staffButtons.pack('awayFrom', code))]);
      return inlineKeyboard(...own, leave);
    }
    case 'from': {
      const tomorrow = inlineButton(
        wording.plain('absence.button.tomorrow'),
        staffButtons.pack('awayDays', 1),
      );
      const now = inlineButton(wording.plain('absence.button.now'), staffButtons.pack('awayNow'));
      return inlineKeyboard([tomorrow, now], leave);
    }
    case 'until': {
      const days = DAYS_UNTIL.map((count) =>
        inlineButton(wording.plain(`absence.button.days.${count}`), staffButtons.pack('awayDays', count)),
      );
      const open = inlineButton(wording.plain('absence.button.openEnded'), staffButtons.pack('awayOpen'));
      return inlineKeyboard(days, [open], leave);
    }
    case 'deputy': {
      const shown = draft.found ?? deputiesFor(draft.position ?? '', deskOf(visit));
      const buttons = shown.map((code) =>
        inlineButton(wording.name(code), staffButtons.pack('deputy', code)),
      );
      const nobody = inlineButton(wording.plain('absence.button.nobody'), staffButtons.pack('noDeputy'));
      return inlineKeyboard(...foundRows(visit, buttons, draft.foundPage), [nobody], leave);
    }
    case 'preview':
      return inlineKeyboard(
        [inlineButton(wording.plain('absence.button.save'), staffButtons.pack('saveAbsence'))],
        leave,
      );
    default:
      return assertNever(step);
  }
}
