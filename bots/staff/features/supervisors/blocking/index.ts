import type { Block } from '../../../../../src/citizens/citizen-store.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { dayFromToday, type PromiseDay, readPromiseDay } from '../../../../../src/flows/typed-day.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { codePoints, withoutControls } from '../../../../../src/text/persian.js';
import { isTrackingCode, type TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Markup } from '../../../client/chat-writer.js';
import type { Visit } from '../../../context.js';
import { dayChoices } from '../../../day-choices.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { mayBlock } from '../../../permissions.js';
import { isOldPreview } from '../../../preview.js';
import { type Blocking, keepBlocking, readBlocking } from './flow.js';

/** Days offered as buttons, the shortest on the right. */
const DAYS = [30, 7, 1] as const;
/** Code points of a reason; the citizen reads it in the answer to a press, which holds 200 in total. */
const FEWEST_IN_REASON = 3;
const MOST_IN_REASON = 80;

/**
 * «بستن شهروند»: an operator or a supervisor blocks somebody from the citizen bot for a while, or unblocks
 * them.
 */
export function createBlockingFeature(options: FeatureOptions): StaffFeature {
  const { requests, citizens } = options;

  return {
    name: 'blocking',
    presses: {
      async blockCitizen(visit, [code]) {
        const citizen = await citizenOf(visit, code);
        if (citizen === undefined) return refuse(visit);
        await visit.answerPress();
        const { block } = citizen;
        if (block !== undefined && block.until > visit.speech.now) return showBlock(visit, code, block);
        await setUnfinishedAside(visit);
        return ask(visit, { step: 'reason', draft: { code } });
      },
      async unblockCitizen(visit, [code]) {
        const citizen = await citizenOf(visit, code);
        if (citizen === undefined) return refuse(visit);
        await visit.answerPress();
        await citizens.unblock(citizen._id);
        await options.restraints.liftBlock(citizen._id);
        await visit.note('citizenUnblocked', code);
        await visit.say(
          visit.wording.html('blocking.ended', { code: visit.wording.code(code) }),
          mainKeyboard(visit),
        );
        return done(visit.conversation);
      },
    },
    flows: [
      defineStaffFlow({
        name: 'blocking',
        read: readBlocking,
        unfinished: ({ draft: { code, previewMessageId } }) => ({
          code,
          ...(previewMessageId === undefined ? {} : { askedAt: previewMessageId }),
        }),
        presses: {
          async blockDays(visit, blocked, [days]) {
            if (blocked.step !== 'until') return passed(visit.conversation);
            await visit.answerPress();
            return takeDay(visit, blocked, dayFromToday(days, visit.speech));
          },
          async applyBlock(visit, blocked) {
            if (blocked.step !== 'confirm') return passed(visit.conversation);
            if (await isOldPreview(visit, blocked.draft.previewMessageId)) return done(visit.conversation);
            await visit.answerPress();
            return done(await block(visit, blocked));
          },
        },
        async back(visit, { step, draft }) {
          await visit.answerPress();
          switch (step) {
            case 'reason':
              return done(await giveUpUnfinished(visit));
            case 'until':
              return ask(visit, { step: 'reason', draft });
            case 'confirm':
              return ask(visit, { step: 'until', draft });
          }
        },
        async take(visit, blocked, act) {
          return act.kind === 'text' && act.word === undefined
            ? takeText(visit, blocked, act.text)
            : passed(visit.conversation);
        },
      }),
    ],
  };

  /**
   * The citizen of a request, for people who may block them; for anybody else it is a press of somebody
   * else's button.
   */
  async function citizenOf(visit: Visit, code: TrackingCode) {
    if (!mayBlock(visit)) {
      await visit.note('foreignRequest', code);
      return undefined;
    }
    const stored = await requests.find(code);
    return stored === undefined ? undefined : citizens.find(stored.request.citizen);
  }

  async function refuse(visit: Visit): Promise<FlowResult> {
    const why = mayBlock(visit) ? 'blocking.nobody' : 'staffRefusal.notAllowed';
    await visit.answerPress(visit.wording.plain(why));
    return done(visit.conversation);
  }

  async function showBlock(visit: Visit, code: TrackingCode, { reason, until }: Block): Promise<FlowResult> {
    const { wording } = visit;
    const unblock = inlineButton(
      wording.plain('blocking.button.unblock'),
      staffButtons.pack('unblockCitizen', code),
    );
    const html = wording.html('blocking.isBlocked', {
      code: wording.code(code),
      until: wording.deadline(until),
      reason: wording.words(reason, MOST_IN_REASON),
    });
    await visit.say(html, inlineKeyboard([unblock]));
    return done(visit.conversation);
  }

  async function ask(visit: Visit, { step, draft }: Blocking): Promise<FlowResult> {
    const { previewMessageId: old, ...rest } = draft;
    await visit.takeButtons(old);
    const shown = await visit.say(questionOf(visit, { step, draft: rest }), buttonsOf(visit, step));
    const asked = shown === undefined ? rest : { ...rest, previewMessageId: shown };
    return done(keepBlocking({ step, draft: asked }));
  }

  async function takeText(visit: Visit, blocked: Blocking, typed: string): Promise<FlowResult> {
    const { draft, step } = blocked;
    switch (step) {
      case 'reason': {
        const reason = withoutControls(typed).replace(/\s+/g, ' ').trim();
        const length = codePoints(reason);
        if (length >= FEWEST_IN_REASON && length <= MOST_IN_REASON) {
          return ask(visit, { step: 'until', draft: { ...draft, reason } });
        }
        const isShort = length < FEWEST_IN_REASON;
        await visit.say(visit.wording.html(`blocking.problem.${isShort ? 'tooShort' : 'tooLong'}`));
        return done(visit.conversation);
      }
      case 'until':
        return takeDay(visit, blocked, readPromiseDay(typed, visit.speech));
      case 'confirm':
        await visit.say(visit.wording.html('common.pressOne'));
        return done(visit.conversation);
    }
  }

  async function takeDay(visit: Visit, { draft }: Blocking, day: PromiseDay): Promise<FlowResult> {
    if (day.ok) return ask(visit, { step: 'confirm', draft: { ...draft, until: day.day } });
    const choices = day.days && dayChoices(visit, day.days, (count) => staffButtons.pack('blockDays', count));
    await visit.say(visit.wording.html(`rollout.problem.${day.problem}`), choices);
    return done(visit.conversation);
  }

  async function block(visit: Visit, { draft }: Blocking): Promise<Conversation | null> {
    const { code, reason, until } = draft;
    if (!isTrackingCode(code) || reason === undefined || until === undefined) return visit.conversation;
    const citizen = await citizenOf(visit, code);
    await visit.takeButtons(draft.previewMessageId);
    const { wording } = visit;
    if (citizen === undefined) {
      await visit.say(wording.html('staffRefusal.notAllowed'), mainKeyboard(visit));
      return null;
    }
    await citizens.block(citizen._id, { reason, until });
    await visit.note('citizenBlocked', code);
    const values = { code: wording.code(code), until: wording.deadline(until) };
    await visit.say(wording.html('blocking.done', values), mainKeyboard(visit));
    return null;
  }
}

function questionOf({ wording }: Visit, { step, draft }: Blocking): string {
  const code = isTrackingCode(draft.code) ? wording.code(draft.code) : draft.code;
  switch (step) {
    case 'reason':
      return wording.html('blocking.ask.reason', { code });
    case 'until':
      return wording.html('blocking.ask.until');
    case 'confirm':
      return joinParagraphs(
        wording.html('blocking.ask.confirm', {
          code,
          until: draft.until === undefined ? '' : wording.deadline(draft.until),
        }),
        wording.quote(draft.reason ?? ''),
      );
  }
}

function buttonsOf(visit: Visit, step: Blocking['step']): Markup {
  const { wording } = visit;
  const leave = leavingRow(visit);
  switch (step) {
    case 'reason':
      return inlineKeyboard(leave);
    case 'until':
      return inlineKeyboard(
        DAYS.map((days) =>
          inlineButton(wording.plain(`blocking.button.days.${days}`), staffButtons.pack('blockDays', days)),
        ),
        leave,
      );
    case 'confirm':
      return inlineKeyboard(
        [inlineButton(wording.plain('blocking.button.apply'), staffButtons.pack('applyBlock'))],
        leave,
      );
  }
}
