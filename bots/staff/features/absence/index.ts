import { Composer } from 'telegraf';
import type { InlineKeyboardMarkup } from 'telegraf/types';
import { assertNever } from '../../../../src/assert-never.js';
import { bulletinsFor } from '../../../../src/bulletins/bulletin.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { Absence } from '../../../../src/organization/city.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { button, inline, leavingRow, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { type Next, onPress, onWord } from '../../routing.js';
import { cancel, setAside } from '../../unfinished.js';
import {
  type AbsenceDraft,
  type AbsenceInput,
  type AbsenceProblem,
  beginLeaving,
  deputiesFor,
  keepLeaving,
  type Leaving,
  readLeaving,
  takeAbsenceTurn,
} from './flow.js';

/** Days that can be pressed instead of typed, the nearest at the right. */
const DAYS_UNTIL = [14, 7, 3, 1] as const;

/** «جانشین»: a manager says when he is away and who stands in for him, and comes back early with one press. */
export function absence(options: FeatureOptions): Composer<StaffContext> {
  const { organization, people, messenger, handOver, announce } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('absence', async (visit) => {
      const own = visit.organization.ownPositionsOf(visit.person);
      if (!visit.roles.includes('manager') || own.length === 0) {
        await visit.say(visit.wording.html('absence.noPosition'), mainKeyboard(visit));
        return;
      }
      const noted = own.flatMap((position) => {
        const known = visit.organization.absenceOf(position, visit.speech.now);
        return known === undefined ? [] : [{ position, known }];
      });
      if (noted.length === 0) return begin(visit);
      const back = noted.map(({ position }) => [
        button(
          visit.wording.plain('absence.button.back', { position: visit.wording.name(position) }),
          staffButtons.pack('backEarly', position),
        ),
      ]);
      const another = button(visit.wording.plain('absence.button.another'), staffButtons.pack('newAbsence'));
      await visit.say(
        paragraphs(...noted.map(({ position, known }) => told(visit, position, known))),
        inline(...back, [another]),
      );
    }),
    onPress('newAbsence', async (visit, _values, next) => {
      if (visit.organization.ownPositionsOf(visit.person).length === 0) return next();
      await visit.answerPress();
      await begin(visit);
    }),
    onPress('backEarly', async (visit, [position]) => {
      const { wording } = visit;
      if (!visit.organization.ownPositionsOf(visit.person).includes(position)) {
        await visit.note('forgedPress');
        await visit.answerPress(wording.plain('absence.notYours'));
        return;
      }
      await visit.answerPress();
      const wasAway = visit.organization.absenceOf(position, visit.speech.now) !== undefined;
      await organization.endAbsence(position, visit.person);
      await handOver(position);
      if (wasAway) await visit.note('absenceEnded');
      const html = wording.html('absence.isBack', { position: wording.name(position) });
      if (!(await editPressed(visit, messenger, html))) await visit.say(html, mainKeyboard(visit));
    }),
  );

  composer.use(
    onPress('awayFrom', (visit, [position], next) => takePress(visit, { kind: 'position', position }, next)),
    onPress('awayNow', (visit, _values, next) => takePress(visit, { kind: 'now' }, next)),
    onPress('awayDays', (visit, [days], next) => takePress(visit, { kind: 'days', days }, next)),
    onPress('awayOpen', (visit, _values, next) => takePress(visit, { kind: 'openEnded' }, next)),
    onPress('deputy', (visit, [position], next) => takePress(visit, { kind: 'deputy', position }, next)),
    onPress('noDeputy', (visit, _values, next) => takePress(visit, { kind: 'noDeputy' }, next)),
    onPress('saveAbsence', async (visit, _values, next) => {
      const leaving = readLeaving(visit.conversation);
      if (leaving?.step !== 'preview') return next();
      const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
      if (messageId !== leaving.draft.previewMessageId) return next();
      await visit.answerPress();
      await save(visit, leaving.draft);
    }),
    onPress('back', (visit, _values, next) => takePress(visit, { kind: 'back' }, next)),
  );
  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    const leaving = readLeaving(visit.conversation);
    if (leaving === undefined || act.kind === 'press' || act.kind === 'edit') return next();
    if (act.kind !== 'text') return stay(visit, leaving, 'pressOne');
    await take(visit, leaving, act.word === 'back' ? { kind: 'back' } : { kind: 'typed', text: act.text });
  });
  return composer;

  async function begin(visit: Visit): Promise<void> {
    await setAside(visit, messenger);
    await ask(visit, beginLeaving(visit.organization.ownPositionsOf(visit.person)));
  }

  async function takePress(visit: Visit, input: AbsenceInput, next: Next): Promise<void> {
    const leaving = readLeaving(visit.conversation);
    if (leaving === undefined) return next();
    await visit.answerPress();
    await take(visit, leaving, input);
  }

  async function take(visit: Visit, leaving: Leaving, input: AbsenceInput): Promise<void> {
    const turn = takeAbsenceTurn(leaving, input, deskOf(visit));
    switch (turn.kind) {
      case 'ask':
        return ask(visit, turn.leaving);
      case 'stay':
        return stay(visit, leaving, turn.problem);
      case 'send':
        return save(visit, leaving.draft);
      case 'leave':
        return cancel(visit, messenger);
      default:
        return assertNever(turn);
    }
  }

  async function ask(visit: Visit, { step, draft }: Leaving): Promise<void> {
    const { previewMessageId: old, ...rest } = draft;
    if (old !== undefined) await messenger.removeButtons(visit.chatId, old);
    const leaving = { step, draft: rest };
    const shown = await visit.say(questionOf(visit, leaving), buttonsOf(visit, leaving));
    const preview = step === 'preview' && shown !== undefined ? { previewMessageId: shown } : {};
    visit.conversation = keepLeaving({ step, draft: { ...rest, ...preview } });
  }

  async function stay(visit: Visit, leaving: Leaving, problem: AbsenceProblem): Promise<void> {
    visit.conversation = keepLeaving(leaving);
    const buttons = leaving.step === 'preview' ? undefined : buttonsOf(visit, leaving);
    await visit.say(visit.wording.html(`absence.problem.${problem}`), buttons);
  }

  async function save(visit: Visit, draft: AbsenceDraft): Promise<void> {
    const { position, from, until, deputy, previewMessageId } = draft;
    const { wording, speech, person } = visit;
    if (previewMessageId !== undefined) await messenger.removeButtons(visit.chatId, previewMessageId);
    if (position === undefined || from === undefined) return begin(visit);
    if (!visit.organization.ownPositionsOf(person).includes(position)) {
      visit.conversation = null;
      await visit.say(wording.html('absence.notYours'), mainKeyboard(visit));
      return;
    }
    const standIn = deputy === undefined ? undefined : visit.organization.holderOf(deputy, speech.now);
    const known = standIn === undefined ? undefined : await people.find(standIn);
    const canStandIn = known?.reachable === 'yes' && known.roles.includes('manager');
    if (deputy !== undefined && (standIn === undefined || !canStandIn)) {
      const { deputy: _gone, previewMessageId: _old, ...rest } = draft;
      return stay(visit, { step: 'deputy', draft: rest }, 'noSuchDeputy');
    }
    const noted: Absence = {
      from,
      ...(until === undefined ? {} : { until }),
      ...(standIn === undefined ? {} : { deputy: standIn }),
    };
    await organization.setAbsence(position, person, noted);
    await visit.note('absenceNoted');
    if (standIn !== undefined) {
      const bulletins = [{ kind: 'deputy', position, ...noted } as const];
      const name = `deputy:${position}:${from.getTime()}`;
      await announce(bulletinsFor(standIn, { name, at: speech.now, bulletins }));
    }
    visit.conversation = null;
    await visit.say(
      paragraphs(wording.html('absence.saved'), told(visit, position, noted)),
      mainKeyboard(visit),
    );
    if (from <= speech.now) await handOver(position);
  }
}

function deskOf({ organization, person, speech }: Visit) {
  return { organization, person, now: speech.now, timeZone: speech.timeZone };
}

/** From when to when somebody is away, and who stands in. */
function told({ wording, speech, organization }: Visit, position: string, absent: Absence): string {
  const { from, until, deputy } = absent;
  const [standIn] = deputy === undefined ? [] : organization.ownPositionsOf(deputy);
  return lines(
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

function questionOf(visit: Visit, { step, draft }: Leaving): string {
  const { wording, organization, speech } = visit;
  if (step !== 'preview') return wording.html(`absence.ask.${step}`);
  const { position = '', from = speech.now, until, deputy } = draft;
  const standIn = deputy === undefined ? undefined : organization.holderOf(deputy, speech.now);
  return paragraphs(
    told(visit, position, {
      from,
      ...(until === undefined ? {} : { until }),
      ...(standIn === undefined ? {} : { deputy: standIn }),
    }),
    wording.html('absence.citizensSee'),
  );
}

function buttonsOf(visit: Visit, { step, draft }: Leaving): InlineKeyboardMarkup {
  const { wording, organization } = visit;
  const leave = leavingRow(visit);
  switch (step) {
    case 'position': {
      const own = organization
        .ownPositionsOf(visit.person)
        .map((code) => [button(wording.name(code), staffButtons.pack('awayFrom', code))]);
      return inline(...own, leave);
    }
    case 'from': {
      const tomorrow = button(wording.plain('absence.button.tomorrow'), staffButtons.pack('awayDays', 1));
      const now = button(wording.plain('absence.button.now'), staffButtons.pack('awayNow'));
      return inline([tomorrow, now], leave);
    }
    case 'until': {
      const days = DAYS_UNTIL.map((count) =>
        button(wording.plain(`absence.button.days.${count}`), staffButtons.pack('awayDays', count)),
      );
      const open = button(wording.plain('absence.button.openEnded'), staffButtons.pack('awayOpen'));
      return inline(days, [open], leave);
    }
    case 'deputy': {
      const shown = draft.found ?? deputiesFor(draft.position ?? '', deskOf(visit));
      const rows = shown.map((code) => [button(wording.name(code), staffButtons.pack('deputy', code))]);
      const nobody = button(wording.plain('absence.button.nobody'), staffButtons.pack('noDeputy'));
      return inline(...rows, [nobody], leave);
    }
    case 'preview':
      return inline([button(wording.plain('absence.button.save'), staffButtons.pack('saveAbsence'))], leave);
    default:
      return assertNever(step);
  }
}
