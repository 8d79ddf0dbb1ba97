import { assertNever } from '../../../../../src/assert-never.js';
import { bulletinsFor } from '../../../../../src/bulletins/bulletin.js';
import { done, type FlowResult, keepConversation, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Absence } from '../../../../../src/organization/city.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { dayChoices } from '../../../day-choices.js';
import { editPressed, pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { hasCartable, isManager } from '../../../permissions.js';
import {
  type AbsenceDraft,
  type AbsenceInput,
  type AbsencePlan,
  type AbsenceProblem,
  beginAbsencePlan,
  keepAbsencePlan,
  readAbsencePlan,
  takeAbsenceTurn,
} from './flow.js';
import { absenceInWords, buttonsOf, deskOf, questionOf } from './questions.js';

/**
 * «جانشین»: a manager says when they are away and who stands in for them, and returns early with one press.
 */
export function createAbsenceFeature(options: FeatureOptions): StaffFeature {
  const { organization, people, handOver, announce } = options;

  return {
    name: 'absence',
    keywords: [
      {
        word: 'absence',
        command: 'absence.command',
        may: hasCartable,
        button: { text: 'absence.button.absence', place: { row: 'own', at: 3, isShownTo: isManager } },
        ask: begin,
      },
    ],
    presses: {
      async newAbsence(visit) {
        if (visit.organization.ownPositionsOf(visit.person).length === 0) return passed(visit.conversation);
        await visit.answerPress();
        return done(await beginDraft(visit));
      },
      backEarly: keepConversation((visit, [position]) => comeBack(visit, position)),
    },
    flows: [
      defineStaffFlow({
        name: 'absence',
        read: readAbsencePlan,
        unfinished: ({ draft: { previewMessageId } }) =>
          previewMessageId === undefined ? {} : { askedAt: previewMessageId },
        presses: {
          awayFrom: (visit, plan, [position]) => take(visit, plan, { kind: 'position', position }),
          awayNow: (visit, plan) => take(visit, plan, { kind: 'now' }),
          awayDays: (visit, plan, [days]) => take(visit, plan, { kind: 'days', days }),
          awayOpen: (visit, plan) => take(visit, plan, { kind: 'openEnded' }),
          deputy: (visit, plan, [position]) => take(visit, plan, { kind: 'deputy', position }),
          foundPage: (visit, plan, [page]) => take(visit, plan, { kind: 'foundPage', page }),
          noDeputy: (visit, plan) => take(visit, plan, { kind: 'noDeputy' }),
          async saveAbsence(visit, { step, draft }) {
            const isShown = step === 'preview' && pressedMessage(visit) === draft.previewMessageId;
            if (!isShown) return passed(visit.conversation);
            await visit.answerPress();
            return done(await save(visit, draft));
          },
        },
        back: (visit, plan) => take(visit, plan, { kind: 'back' }),
        async take(visit, plan, act) {
          if (act.kind === 'edit' || act.kind === 'press') return passed(visit.conversation);
          return act.kind === 'text'
            ? take(visit, plan, { kind: 'typed', text: act.text })
            : done(await stay(visit, plan, 'pressOne'));
        },
      }),
    ],
  };

  async function begin(visit: Visit): Promise<FlowResult> {
    const own = visit.organization.ownPositionsOf(visit.person);
    if (!visit.roles.includes('manager') || own.length === 0) {
      await visit.say(visit.wording.html('absence.noPosition'), mainKeyboard(visit));
      return done(visit.conversation);
    }
    const noted = own.flatMap((position) => {
      const known = visit.organization.absenceOf(position, visit.speech.now);
      return known === undefined ? [] : [{ position, known }];
    });
    if (noted.length === 0) return done(await beginDraft(visit));
    const back = noted.map(({ position }) => [
      inlineButton(
        visit.wording.plain('absence.button.back', { position: visit.wording.name(position) }),
        staffButtons.pack('backEarly', position),
      ),
    ]);
    const another = inlineButton(
      visit.wording.plain('absence.button.another'),
      staffButtons.pack('newAbsence'),
    );
    await visit.say(
      joinParagraphs(...noted.map(({ position, known }) => absenceInWords(visit, position, known))),
      inlineKeyboard(...back, [another]),
    );
    return done(visit.conversation);
  }

  async function beginDraft(visit: Visit): Promise<Conversation> {
    const free = await setUnfinishedAside(visit);
    return ask(free, beginAbsencePlan(visit.organization.ownPositionsOf(visit.person)));
  }

  async function comeBack(visit: Visit, position: string): Promise<void> {
    const { wording } = visit;
    if (!visit.organization.ownPositionsOf(visit.person).includes(position)) {
      await visit.note('forgedPress');
      return visit.answerPress(wording.plain('absence.notYours'));
    }
    await visit.answerPress();
    const wasAway = visit.organization.absenceOf(position, visit.speech.now) !== undefined;
    await organization.endAbsence(position, visit.person);
    await handOver(position);
    if (wasAway) await visit.note('absenceEnded');
    const html = wording.html('absence.isBack', { position: wording.name(position) });
    if (!(await editPressed(visit, html))) await visit.say(html, mainKeyboard(visit));
  }

  async function take(visit: Visit, plan: AbsencePlan, input: AbsenceInput): Promise<FlowResult> {
    await visit.answerPress();
    const turn = takeAbsenceTurn(plan, input, deskOf(visit));
    switch (turn.kind) {
      case 'ask':
        return done(await ask(visit, turn.plan));
      case 'stay':
        return done(await stay(visit, plan, turn.problem, turn.days));
      case 'send':
        return done(await save(visit, plan.draft));
      case 'leave':
        return done(await giveUpUnfinished(visit));
      default:
        return assertNever(turn);
    }
  }

  async function ask(visit: Visit, { step, draft }: AbsencePlan): Promise<Conversation> {
    const { previewMessageId: old, ...rest } = draft;
    await visit.takeButtons(old);
    const plan = { step, draft: rest };
    const isTurned =
      isTurning(visit) && (await editPressed(visit, questionOf(visit, plan), buttonsOf(visit, plan)));
    if (isTurned) return keepAbsencePlan(plan);
    const shown = await visit.say(questionOf(visit, plan), buttonsOf(visit, plan));
    const preview = step === 'preview' && shown !== undefined ? { previewMessageId: shown } : {};
    return keepAbsencePlan({ step, draft: { ...rest, ...preview } });
  }

  async function stay(
    visit: Visit,
    plan: AbsencePlan,
    problem: AbsenceProblem,
    days?: readonly number[],
  ): Promise<Conversation> {
    const asked = plan.step === 'preview' ? undefined : buttonsOf(visit, plan);
    const buttons =
      days === undefined ? asked : dayChoices(visit, days, (count) => staffButtons.pack('awayDays', count));
    await visit.say(visit.wording.html(`absence.problem.${problem}`), buttons);
    return keepAbsencePlan(plan);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: saving is one sequence, and each check leaves it in its own way.
  async function save(visit: Visit, draft: AbsenceDraft): Promise<Conversation | null> {
    const { position, from, until, deputy, previewMessageId } = draft;
    const { wording, speech, person } = visit;
    await visit.takeButtons(previewMessageId);
    if (position === undefined || from === undefined) return beginDraft(visit);
    if (!visit.organization.ownPositionsOf(person).includes(position)) {
      await visit.say(wording.html('absence.notYours'), mainKeyboard(visit));
      return null;
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
    await visit.say(
      joinParagraphs(wording.html('absence.saved'), absenceInWords(visit, position, noted)),
      mainKeyboard(visit),
    );
    if (from <= speech.now) await handOver(position);
    return null;
  }
}

/** True for a press on the button to another page of what was found. */
function isTurning({ act }: Visit): boolean {
  return act.kind === 'press' && act.press?.action === 'foundPage';
}
