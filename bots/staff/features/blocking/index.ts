import { Composer } from 'telegraf';
import type { Block } from '../../../../src/citizens/citizen-store.js';
import { dayFromToday, type PromiseDay, readPromiseDay } from '../../../../src/flows/typed-day.js';
import { paragraphs } from '../../../../src/messages/wording.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { codePoints, withoutControls } from '../../../../src/text/persian.js';
import { isTrackingCode, type TrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import type { Act } from '../../incoming-action.js';
import { button, inline, leavingRow, mainKeyboard } from '../../keyboards.js';
import type { Markup } from '../../messenger.js';
import type { FeatureOptions } from '../../options.js';
import { type Next, onAct, onPress, onWord } from '../../routing.js';
import { cancel, setAside } from '../../unfinished.js';
import { type Blocking, keepBlocking, readBlocking } from './flow.js';

/** Days that can be pressed instead of typed, the shortest at the right. */
const DAYS = [30, 7, 1] as const;
/** Code points of a reason; the citizen reads it in answer to a press, which takes 200 in all. */
const FEWEST_IN_REASON = 3;
const MOST_IN_REASON = 80;

/** «بستن شهروند»: an operator or a supervisor keeps somebody from using the citizen bot for a while, or ends that. */
export function blocking(options: FeatureOptions): Composer<StaffContext> {
  const { requests, citizens, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('blockCitizen', async (visit, [code]) => {
      const citizen = await citizenOf(visit, code);
      if (citizen === undefined) return refuse(visit);
      await visit.answerPress();
      const { block } = citizen;
      if (block !== undefined && block.until > visit.speech.now) return showBlock(visit, code, block);
      await setAside(visit, messenger);
      await ask(visit, { step: 'reason', draft: { code } });
    }),
    onPress('unblockCitizen', async (visit, [code]) => {
      const citizen = await citizenOf(visit, code);
      if (citizen === undefined) return refuse(visit);
      await visit.answerPress();
      await citizens.unblock(citizen._id);
      await visit.note('citizenUnblocked', code);
      await visit.say(
        visit.wording.html('blocking.ended', { code: visit.wording.code(code) }),
        mainKeyboard(visit),
      );
    }),
    onPress('blockDays', async (visit, [days], next) => {
      const blocked = readBlocking(visit.conversation);
      if (blocked?.step !== 'until') return next();
      await visit.answerPress();
      await takeDay(visit, blocked, dayFromToday(days, visit.speech));
    }),
    onPress('applyBlock', async (visit, _values, next) => {
      const blocked = readBlocking(visit.conversation);
      if (blocked?.step !== 'confirm') return next();
      if (visit.act.kind !== 'press' || visit.act.messageId !== blocked.draft.previewMessageId) {
        await visit.answerPress(visit.wording.plain('answer.preview.old'));
        return;
      }
      await visit.answerPress();
      await block(visit, blocked);
    }),
    onPress('back', (visit, _values, next) => goBack(visit, next)),
    onWord('back', (visit, next) => goBack(visit, next)),
    onAct('text', takeText),
  );
  return composer;

  /** The citizen of a request, for whoever may block him; anybody else presses a button of somebody else. */
  async function citizenOf(visit: Visit, code: TrackingCode) {
    if (!mayBlock(visit)) {
      await visit.note('foreignRequest', code);
      return undefined;
    }
    const stored = await requests.find(code);
    return stored === undefined ? undefined : citizens.find(stored.request.citizen);
  }

  async function refuse(visit: Visit): Promise<void> {
    const why = mayBlock(visit) ? 'blocking.nobody' : 'staffRefusal.notAllowed';
    await visit.answerPress(visit.wording.plain(why));
  }

  async function showBlock(visit: Visit, code: TrackingCode, { reason, until }: Block): Promise<void> {
    const { wording } = visit;
    const unblock = button(
      wording.plain('blocking.button.unblock'),
      staffButtons.pack('unblockCitizen', code),
    );
    const html = wording.html('blocking.isBlocked', {
      code: wording.code(code),
      until: wording.deadline(until),
      reason: wording.words(reason, MOST_IN_REASON),
    });
    await visit.say(html, inline([unblock]));
  }

  async function ask(visit: Visit, { step, draft }: Blocking): Promise<void> {
    const { previewMessageId: old, ...rest } = draft;
    if (old !== undefined) await messenger.removeButtons(visit.chatId, old);
    const shown = await visit.say(questionOf(visit, { step, draft: rest }), buttonsOf(visit, step));
    const asked = shown === undefined ? rest : { ...rest, previewMessageId: shown };
    visit.conversation = keepBlocking({ step, draft: asked });
  }

  async function takeText(visit: Visit, act: Extract<Act, { kind: 'text' }>, next: Next): Promise<void> {
    const blocked = readBlocking(visit.conversation);
    if (blocked === undefined || act.word !== undefined || act.payload !== undefined) return next();
    const { draft, step } = blocked;
    switch (step) {
      case 'reason': {
        const reason = withoutControls(act.text).replace(/\s+/g, ' ').trim();
        const length = codePoints(reason);
        if (length >= FEWEST_IN_REASON && length <= MOST_IN_REASON) {
          return ask(visit, { step: 'until', draft: { ...draft, reason } });
        }
        const isShort = length < FEWEST_IN_REASON;
        await visit.say(visit.wording.html(`blocking.problem.${isShort ? 'tooShort' : 'tooLong'}`));
        return;
      }
      case 'until':
        return takeDay(visit, blocked, readPromiseDay(act.text, visit.speech));
      case 'confirm':
        await visit.say(visit.wording.html('people.pressOne'));
    }
  }

  async function takeDay(visit: Visit, { draft }: Blocking, day: PromiseDay): Promise<void> {
    if (day.ok) return ask(visit, { step: 'confirm', draft: { ...draft, until: day.day } });
    await visit.say(visit.wording.html(`rollout.problem.${day.problem}`));
  }

  async function block(visit: Visit, { draft }: Blocking): Promise<void> {
    const { code, reason, until } = draft;
    if (!isTrackingCode(code) || reason === undefined || until === undefined) return;
    const citizen = await citizenOf(visit, code);
    visit.conversation = null;
    if (draft.previewMessageId !== undefined) {
      await messenger.removeButtons(visit.chatId, draft.previewMessageId);
    }
    const { wording } = visit;
    if (citizen === undefined) {
      await visit.say(wording.html('staffRefusal.notAllowed'), mainKeyboard(visit));
      return;
    }
    await citizens.block(citizen._id, { reason, until });
    await visit.note('citizenBlocked', code);
    const values = { code: wording.code(code), until: wording.deadline(until) };
    await visit.say(wording.html('blocking.done', values), mainKeyboard(visit));
  }

  async function goBack(visit: Visit, next: Next): Promise<void> {
    const blocked = readBlocking(visit.conversation);
    if (blocked === undefined) return next();
    await visit.answerPress();
    const { step, draft } = blocked;
    switch (step) {
      case 'reason':
        return cancel(visit, messenger);
      case 'until':
        return ask(visit, { step: 'reason', draft });
      case 'confirm':
        return ask(visit, { step: 'until', draft });
    }
  }
}

/** True for those who may keep citizens from the bot. */
export function mayBlock({ roles }: Pick<Visit, 'roles'>): boolean {
  return roles.includes('operator') || roles.includes('supervisor');
}

function questionOf({ wording }: Visit, { step, draft }: Blocking): string {
  const code = isTrackingCode(draft.code) ? wording.code(draft.code) : draft.code;
  switch (step) {
    case 'reason':
      return wording.html('blocking.ask.reason', { code });
    case 'until':
      return wording.html('blocking.ask.until');
    case 'confirm':
      return paragraphs(
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
      return inline(leave);
    case 'until':
      return inline(
        DAYS.map((days) =>
          button(wording.plain(`blocking.button.days.${days}`), staffButtons.pack('blockDays', days)),
        ),
        leave,
      );
    case 'confirm':
      return inline([button(wording.plain('blocking.button.apply'), staffButtons.pack('applyBlock'))], leave);
  }
}
